// SPDX-License-Identifier: Apache-2.0
// The list a door keeps: pages, hash, what it names and never names, and its changes.
#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include <set>

#include "server/api/door_json.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/door_list_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/delegates.hpp"
#include "server/usecase/passes.hpp"
#include "tests/unit/usecase/doors_world.hpp"

namespace kinhmoi::test {
namespace {

TEST_F(Doors, TheSnapshotGoesOnWhereItStopped) {
    store.write([&](store::WriteTx& tx) { add_passes(tx, world, 20); });
    const auto whole = snapshot(world.door_1, "", 100).value();
    ASSERT_EQ(whole.passes.size(), 25u);
    ASSERT_TRUE(whole.setting);
    std::string cursor;
    std::vector<PassId> ids;
    usecase::DoorSnapshotPage page;
    do {
        page = snapshot(world.door_1, cursor, 4).value();
        for (const auto& pass : page.passes) ids.push_back(pass.id);
        EXPECT_EQ(page.version, whole.version);
        cursor = page.next_cursor;
    } while (!cursor.empty());
    EXPECT_EQ(page.count, 25);
    EXPECT_NE(page.hash, whole.hash) << "the hash runs on from page to page";
    ASSERT_EQ(ids.size(), whole.passes.size());
    for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], whole.passes[i].id);
    EXPECT_FALSE(snapshot(world.door_1, "no cursor", 4));
}

TEST_F(Doors, ACursorThatEndsEarlyIsNoneOfOursAndIsNotReadPastItsEnd) {
    for (const std::string text : {"5", "5.", "5.1", "5.1.", "."}) {
        // Exactly as long as the text, without a NUL behind it: sanitizers see a read too far.
        const std::vector<char> bytes(text.begin(), text.end());
        const auto page = store.read([&](store::ReadTx& tx) {
            return usecase::door_snapshot(tx, world.door_1.actor(), {bytes.data(), bytes.size()},
                                          4);
        });
        ASSERT_FALSE(page) << text;
        EXPECT_EQ(page.error().kind(), FailureKind::invalid) << text;
    }
}

TEST_F(Doors, TheHashIsOverTheRowsAsDocumented) {
    const auto page = snapshot(world.door_1, "", 100).value();
    std::string lines(32, '\0');
    for (const auto& pass : page.passes) {
        lines += to_text(pass.id) + " " + std::to_string(pass.issue) + " " +
                 std::to_string(pass.min_issue) + " " + to_text(pass.site) + "\n";
    }
    EXPECT_EQ(page.hash, qr::hash_secret(lines).bytes);
}

TEST_F(Doors, TheListNamesAdultsAndNeverChildren) {
    std::map<PassId, usecase::DoorPass> rows;
    const auto page = snapshot(world.door_1, "", 100).value();
    for (const auto& pass : page.passes) rows[pass.id] = pass;
    EXPECT_EQ(rows[world.adult.id].holder->label, "Nguyễn M. An");
    EXPECT_EQ(rows[world.adult.id].holder->agency, "ĐVT");
    EXPECT_EQ(rows[world.child.id].holder->label, "Trường Thử Nghiệm – số 1");
    EXPECT_EQ(rows[world.child.id].holder->group_label, "Thiếu nhi");
    EXPECT_EQ(rows[world.party.id].holder->label, "Trường Thử Nghiệm");
    EXPECT_EQ(rows[world.party.id].holder->party_size, 4);
    EXPECT_FALSE(rows[world.far_adult.id].holder) << "of another site: no label";
    EXPECT_EQ(rows[world.far_adult.id].site, world.far_site);
}

TEST_F(Doors, AChildsNameDoesNotEvenLeaveTheDatabase) {
    const auto name_of_row = [&](const Pass& pass) {
        return store.read(
            [&](store::ReadTx& tx) { return store::door_list_row(tx, pass.id)->full_name; });
    };
    EXPECT_EQ(name_of_row(world.adult), "Nguyễn Mẫu An");
    EXPECT_EQ(name_of_row(world.child), "");
    EXPECT_EQ(name_of_row(world.party), "");
}

TEST_F(Doors, NothingADoorGetsHoldsWhatItMayNotKnow) {
    const auto before = snapshot(world.door_1, "", 100).value();
    store.write([&](store::WriteTx& tx) {
        store::note_door_change(tx, world.event, store::DoorTopic::event);
        for (const Pass* pass : {&world.adult, &world.child, &world.party, &world.far_adult})
            store::note_door_change(tx, world.event, store::DoorTopic::pass, pass->id);
    });
    auto override_it = world.door_1.read(now(), digits_of(world.child));
    override_it.scan.overridden = Override{Verdict::check, "Canary lý do"};
    send(world.door_1, override_it);
    const std::string dump =
        api::dump(api::snapshot_json(before, door_host, now())) +
        api::dump(api::changes_json(changes(world.door_1, before.version), door_host, now()));
    EXPECT_NE(dump.find("Nguyễn M. An"), std::string::npos) << "the dump is not empty";
    EXPECT_EQ(dump.find("Nguyễn Mẫu An"), std::string::npos) << "short names by policy";
    for (const auto& canary : canaries()) EXPECT_EQ(dump.find(canary), std::string::npos) << canary;
}

TEST_F(Doors, ChangesBringRevocationsAdmissionsAndIncidents) {
    const auto start = snapshot(world.door_2, "", 100)->version;
    send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    store.clock().advance(minute_ms);
    send(world.door_2, world.door_2.read_offline(now(), digits_of(world.adult)));
    store.write([&](store::WriteTx& tx) {
        return usecase::revoke_pass(tx, world.organizer, world.second_adult.id, "thử");
    });
    const auto found = changes(world.door_2, start);
    ASSERT_EQ(found.revocations.size(), 1u);
    EXPECT_EQ(found.revocations[0].pass, world.second_adult.id);
    EXPECT_EQ(found.revocations[0].min_issue, 2);
    ASSERT_EQ(found.admissions.size(), 1u);
    EXPECT_EQ(found.admissions[0].inside, 1);
    EXPECT_EQ(found.admissions[0].first_in_gate, world.door_1.device.gate);
    EXPECT_EQ(found.incidents.size(), 1u);
    EXPECT_EQ(changes(world.door_1, start).incidents.size(), 1u) << "the other door is told too";
    EXPECT_TRUE(changes(world.far_door, start).incidents.empty());
    EXPECT_TRUE(changes(world.far_door, start).admissions.empty());
    EXPECT_FALSE(found.has_more);
    EXPECT_TRUE(changes(world.door_2, found.version).passes.empty());
}

TEST_F(Doors, ASeatOrANoteIsToldToTheDoors) {
    const auto edit = [&](const Pass& pass, const usecase::DelegateEdit& what) {
        return store.write([&](store::WriteTx& tx) {
            return usecase::edit_delegate(tx, world.organizer, pass.delegate, what);
        });
    };
    const auto start = snapshot(world.door_1, "", 100)->version;
    ASSERT_TRUE(edit(world.adult, {{}, "Phiên dịch"}));
    ASSERT_TRUE(edit(world.second_adult, {"A12", {}}));
    std::map<PassId, usecase::DoorPass> told;
    const auto found = changes(world.door_1, start);
    for (const auto& pass : found.passes) told[pass.id] = pass;
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[world.adult.id].holder->note, "Phiên dịch");
    EXPECT_EQ(told[world.second_adult.id].holder->seat, "A12");
    EXPECT_EQ(told[world.second_adult.id].holder->note, "");
    ASSERT_TRUE(edit(world.adult, {{}, "Phiên dịch"}));
    EXPECT_TRUE(changes(world.door_1, found.version).passes.empty()) << "nothing changed";
    EXPECT_FALSE(edit(world.child, {{}, "Hen suyễn nặng"}));

    ASSERT_TRUE(edit(world.party, {{}, "Xe lăn"}));
    const auto of_party = changes(world.door_1, found.version);
    ASSERT_EQ(of_party.passes.size(), 1u);
    EXPECT_EQ(of_party.passes[0].id, world.party.id);
    EXPECT_EQ(of_party.passes[0].holder->note, "Xe lăn");
}

TEST_F(Doors, ManyChangesComeInParts) {
    const auto passes = store.write([&](store::WriteTx& tx) { return add_passes(tx, world, 40); });
    auto version = snapshot(world.door_1, "", 100)->version;
    for (const Pass& pass : passes) send(world.door_1, world.door_1.read(now(), digits_of(pass)));
    // All of them are settled at once, and told several in one change.
    std::multiset<PassId> told;
    int parts = 0;
    for (bool more = true; more; ++parts) {
        const auto part = changes(world.door_1, version, 10);
        EXPECT_GE(part.admissions.size(), part.has_more ? 10u : 1u);
        EXPECT_LE(part.admissions.size(), 10 + store::most_passes_a_change);
        for (const auto& admission : part.admissions) told.insert(admission.pass);
        EXPECT_GT(part.version, version);
        version = part.version;
        more = part.has_more;
    }
    EXPECT_GT(parts, 1);
    std::multiset<PassId> sent;
    for (const Pass& pass : passes) sent.insert(pass.id);
    EXPECT_EQ(told, sent);

    store.write([&](store::WriteTx& tx) {
        for (const Pass& pass : {world.adult, world.second_adult})
            store::note_door_change(tx, world.event, store::DoorTopic::pass, pass.id);
    });
    const auto first = changes(world.door_1, version, 1);
    EXPECT_TRUE(first.has_more);
    EXPECT_EQ(first.passes.size(), 1u);
    const auto second = changes(world.door_1, first.version, 1);
    EXPECT_FALSE(second.has_more);
    EXPECT_EQ(second.passes.size(), 1u);
}

TEST_F(Doors, ChangesOfTwoEventsAreToldApart) {
    DoorWorld other = store.write([](store::WriteTx& tx) { return make_door_world(tx, "b"); });
    const auto start = snapshot(world.door_1, "", 100)->version;
    const auto start_of_other = snapshot(other.door_1, "", 100)->version;
    send(world.door_1, world.door_1.read(now(), digits_of(world.adult)));
    send(other.door_1, other.door_1.read(now(), digits_of(other.adult)));
    const auto own = changes(world.door_1, start);
    ASSERT_EQ(own.admissions.size(), 1u);
    EXPECT_EQ(own.admissions[0].pass, world.adult.id);
    const auto theirs = changes(other.door_1, start_of_other);
    ASSERT_EQ(theirs.admissions.size(), 1u);
    EXPECT_EQ(theirs.admissions[0].pass, other.adult.id);
}

TEST_F(Doors, AListFromNowhereOrTheFutureIsTooOld) {
    const auto version = snapshot(world.door_1, "", 100)->version;
    EXPECT_TRUE(changes(world.door_1, 0).is_too_old);
    EXPECT_TRUE(changes(world.door_1, version + 1).is_too_old);
    EXPECT_FALSE(changes(world.door_1, version).is_too_old);
}

}  // namespace
}  // namespace kinhmoi::test

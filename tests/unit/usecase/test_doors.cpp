// SPDX-License-Identifier: Apache-2.0
// Enrolment, hello, revocation, the doors' list, walk-ins, incidents and the quarantine's end.
#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include <set>

#include "server/api/door_json.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/door_list_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/delegates.hpp"
#include "server/usecase/door_list.hpp"
#include "server/usecase/doors.hpp"
#include "server/usecase/incidents.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/walk_ins.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

using usecase::Storing;

class Doors : public testing::Test {
protected:
    Doors() {
        world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
    }

    Instant now() { return store.clock().now(); }
    auto offer(const Actor& actor, usecase::EnrolmentForm form) {
        form.label = "Máy 9";
        return store.write([&](store::WriteTx& tx) {
            return usecase::offer_enrolment(tx, actor, world.event, form);
        });
    }
    auto enrol(const std::string& code) {
        return store.write([&](store::WriteTx& tx) { return usecase::enrol(tx, code, "1.0"); });
    }
    auto caller_of(const std::string& token) {
        return store.read([&](store::ReadTx& tx) {
            return usecase::find_door_caller(tx, qr::hash_secret(token));
        });
    }
    auto greet(const Phone& phone, std::int64_t last_dseq) {
        usecase::HelloForm form;
        form.epoch = phone.device.epoch;
        form.last_dseq = last_dseq;
        return store
            .write([&](store::WriteTx& tx) { return usecase::greet(tx, phone.actor(), form); })
            .value();
    }
    void revoke(const Phone& phone) {
        const auto done = store.write([&](store::WriteTx& tx) {
            return usecase::revoke_door(tx, world.organizer, phone.device.id);
        });
        ASSERT_TRUE(done);
    }
    usecase::ScanAnswer send(const Phone& phone, const usecase::SentScan& sent) {
        return store
            .write([&](store::WriteTx& tx) {
                return usecase::record_scan(tx, phone.actor(), sent, door_host);
            })
            .value();
    }
    auto snapshot(const Phone& phone, const std::string& cursor, int limit) {
        return store.read([&](store::ReadTx& tx) {
            return usecase::door_snapshot(tx, phone.actor(), cursor, limit);
        });
    }
    auto changes(const Phone& phone, std::int64_t since, int limit = 100) {
        return store
            .read([&](store::ReadTx& tx) {
                return usecase::door_changes(tx, phone.actor(), since, limit);
            })
            .value();
    }
    auto walk_in(Phone& phone, const usecase::SentScan& sent, const std::optional<QuotaId>& quota) {
        usecase::WalkInForm form;
        form.full_name = "Phạm Thử Khách";
        form.quota = quota;
        return store.write([&](store::WriteTx& tx) {
            return usecase::register_walk_in(tx, phone.actor(), form, sent, world.master_key,
                                             door_host);
        });
    }
    int walk_ins_of_adults() {
        return static_cast<int>(store.read(
            [&](store::ReadTx& tx) { return store::count_of_quota(tx, world.adults).walk_ins; }));
    }

    TestStore store;
    DoorWorld world;
};

TEST_F(Doors, ACodeEnrolsOnePhoneOnce) {
    const auto made = offer(world.organizer, {world.door_1.device.gate, "", {}, {}});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->expires_at, now() + 10 * minute_ms);
    const auto enrolled = enrol(made->code.text());
    ASSERT_TRUE(enrolled);
    EXPECT_EQ(enrolled->device.gate, world.door_1.device.gate);
    EXPECT_EQ(enrolled->device.site, world.main_site);
    EXPECT_FALSE(enrolled->device.epoch.is_nil());
    const auto again = enrol(made->code.text());
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind(), FailureKind::gone);
    const auto caller = caller_of(enrolled->token.text());
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->actor.role, Role::door);
    EXPECT_EQ(caller->actor.event, world.event);
    EXPECT_EQ(caller->actor.device, enrolled->device.id);
}

TEST_F(Doors, TheDefaultWindowIsTheDoorsHoursAndTwelveMoreOnEachSide) {
    const auto made = offer(world.organizer, {world.door_1.device.gate, "", {}, {}});
    EXPECT_EQ(made->valid_from, now() + -hour_ms + -12 * hour_ms);
    EXPECT_EQ(made->valid_until, now() + 5 * hour_ms + 12 * hour_ms);
}

TEST_F(Doors, ACodeMayBeTypedWithoutItsHyphensInEitherCase) {
    const auto made = offer(world.organizer, {world.door_1.device.gate, "", {}, {}});
    std::string typed;
    for (const char c : made->code.text())
        if (c != '-') typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_TRUE(enrol(typed));
}

TEST_F(Doors, ACodeRunsOut) {
    const auto made = offer(world.organizer, {world.door_1.device.gate, "", {}, {}});
    store.clock().advance(10 * minute_ms);
    EXPECT_FALSE(enrol(made->code.text()));
    EXPECT_FALSE(enrol("7K2M-Q4XD-9TRH-0BVN"));
}

TEST_F(Doors, OnlyOrganizersOfTheEventOfferAndOnlyForItsGates) {
    const auto other = store.write([](store::WriteTx& tx) { return make_door_world(tx, "b"); });
    EXPECT_EQ(offer(other.organizer, {world.door_1.device.gate, "", {}, {}}).error().kind(),
              FailureKind::not_found);
    EXPECT_EQ(offer(world.organizer, {other.door_1.device.gate, "", {}, {}}).error().kind(),
              FailureKind::invalid);
    const auto past =
        offer(world.organizer, {world.door_1.device.gate, "", now() + -2 * hour_ms, now()});
    EXPECT_EQ(past.error().kind(), FailureKind::invalid);
    EXPECT_FALSE(store.write([&](store::WriteTx& tx) {
        return usecase::revoke_door(tx, other.organizer, world.door_1.device.id);
    }));
}

TEST_F(Doors, ARevokedPhoneIsKnownForItsBacklogAndThenNoMore) {
    revoke(world.door_1);
    ASSERT_TRUE(caller_of(world.door_1.token));
    const auto hello = greet(world.door_1, 0);
    EXPECT_EQ(hello.standing, DeviceStanding::backlog_only);
    EXPECT_TRUE(hello.must_wipe);
    EXPECT_FALSE(snapshot(world.door_1, "", 10));
    EXPECT_EQ(caller_of(world.door_1.token)->expires_at, now() + device_backlog_ms);
    store.clock().advance(device_backlog_ms);
    EXPECT_FALSE(caller_of(world.door_1.token));
}

TEST_F(Doors, HelloSaysWhichNumbersAreMissing) {
    std::vector<usecase::SentScan> sent;
    for (int i = 0; i < 6; ++i) sent.push_back(world.door_1.read(now(), "x"));
    for (const int arrived : {1, 4}) send(world.door_1, sent[static_cast<std::size_t>(arrived)]);
    send(world.door_1, [&] {
        sent[2].scan.text = digits_of(world.adult);
        return sent[2];
    }());
    EXPECT_EQ(greet(world.door_1, 6).missing,
              (std::vector<store::SeqRange>{{1, 1}, {4, 4}, {6, 6}}));
    for (const auto& one : sent) send(world.door_1, one);
    EXPECT_TRUE(greet(world.door_1, 6).missing.empty());
    const auto views = store.read(
        [&](store::ReadTx& tx) { return usecase::list_doors(tx, world.organizer, world.event); });
    ASSERT_EQ(views->size(), 3u);
    EXPECT_EQ(views->at(0).row.health.last_seen_at, now());
    EXPECT_EQ(views->at(0).gate_name, "Cửa 1");
    EXPECT_FALSE(views->at(1).row.health.last_seen_at);
}

TEST_F(Doors, APhoneForgetsItsListAfterTheEventOnceAllIsIn) {
    store.clock().advance(day_ms);
    EXPECT_FALSE(greet(world.door_1, 0).must_wipe);
    store.clock().advance(5 * hour_ms);  // 12 hours after the day's end in Vietnam
    EXPECT_TRUE(greet(world.door_1, 0).must_wipe);
    EXPECT_FALSE(greet(world.door_1, 3).must_wipe) << "three scans are still to come";
}

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

TEST_F(Doors, AWalkInIsRegisteredAndAdmittedOnce) {
    const auto sent = world.door_1.next(now());
    const auto made = walk_in(world.door_1, sent, world.adults);
    ASSERT_TRUE(made) << made.error().message().en;
    EXPECT_EQ(made->answer.decision.verdict, Verdict::admitted);
    EXPECT_EQ(made->label, "Phạm T. Khách");
    const auto again = walk_in(world.door_1, sent, world.adults);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->answer.stored, Storing::same);
    EXPECT_EQ(again->pass->pass.id, made->pass->pass.id);
    const auto walk_ins = store.read([&](store::ReadTx& tx) {
        store::DelegateFilter filter;
        filter.event = world.event;
        filter.is_walk_in = true;
        return store::delegates_where(tx, filter, {}, 10);
    });
    ASSERT_EQ(walk_ins.size(), 1u);
    EXPECT_EQ(walk_ins[0].status, DelegateStatus::accepted);
    store.clock().advance(minute_ms);
    const auto second_door =
        send(world.door_2, world.door_2.read(now(), digits_of(made->pass->pass)));
    EXPECT_EQ(second_door.decision.verdict, Verdict::already_in);
}

TEST_F(Doors, AGuestWithoutAQuotaCountsForTheHost) {
    const auto first = walk_in(world.door_1, world.door_1.next(now()), {});
    const auto second = walk_in(world.door_2, world.door_2.next(now()), {});
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->pass->pass.quota, second->pass->pass.quota);
    EXPECT_EQ(first->pass->pass.site, world.main_site);
}

TEST_F(Doors, AWalkInThatIsRefusedRegistersNobody) {
    EXPECT_EQ(walk_in(world.door_1, world.door_1.next(now()), world.children).error().kind(),
              FailureKind::invalid);
    EXPECT_EQ(walk_in(world.door_1, world.door_1.next(now()), world.far_adults).error().kind(),
              FailureKind::invalid);
    store.clock().advance(8 * hour_ms);  // the doors are closed
    const auto sent = world.door_1.next(now());
    const auto refused = walk_in(world.door_1, sent, world.adults);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->answer.decision.verdict, Verdict::closed);
    EXPECT_EQ(refused->answer.stored, Storing::quarantined);
    EXPECT_TRUE(
        store.read([&](store::ReadTx& tx) { return store::quarantined_of_id(tx, sent.scan.id); }));
    EXPECT_FALSE(refused->pass);
    EXPECT_EQ(walk_ins_of_adults(), 0);
}

TEST_F(Doors, AWalkInThatMayNotStandIsKeptInTheQuarantineAndRegistersNobody) {
    struct Case {
        const char* name;
        void (*spoil)(Scan& scan, const DoorWorld& world);
        QuarantineReason reason;
        Verdict verdict;
    };
    const Case cases[] = {
        {"gate", [](Scan& s, const DoorWorld& w) { s.gate = w.door_2.device.gate; },
         QuarantineReason::impossible, Verdict::check},
        {"epoch", [](Scan& s, const DoorWorld&) { s.epoch.bytes[0] ^= 1; },
         QuarantineReason::wrong_epoch, Verdict::check},
        {"number", [](Scan& s, const DoorWorld&) { s.dseq = 0; }, QuarantineReason::impossible,
         Verdict::check},
    };
    for (const Case& one : cases) {
        auto sent = world.door_1.next(now());
        one.spoil(sent.scan, world);
        for (int i = 0; i < 2; ++i) {
            const auto answered = walk_in(world.door_1, sent, world.adults);
            ASSERT_TRUE(answered) << one.name;
            EXPECT_EQ(answered->answer.stored, Storing::quarantined) << one.name;
            EXPECT_EQ(answered->answer.reason, one.reason) << one.name;
            EXPECT_EQ(answered->answer.decision.verdict, one.verdict) << one.name;
            EXPECT_EQ(answered->answer.message.vi.find("Mời vào"), std::string::npos) << one.name;
            EXPECT_FALSE(answered->pass) << one.name;
        }
        const auto row = store.read(
            [&](store::ReadTx& tx) { return store::quarantined_of_id(tx, sent.scan.id); });
        ASSERT_TRUE(row) << one.name;
        EXPECT_EQ(row->reason, one.reason) << one.name;
    }
    EXPECT_EQ(walk_ins_of_adults(), 0);
}

TEST_F(Doors, AWalkInUnderTheIdOfAReadingIsAConflictThatIsKept) {
    auto sent = world.door_1.read(now(), digits_of(world.adult));
    send(world.door_1, sent);
    sent.scan.text.clear();
    const auto answered = walk_in(world.door_1, sent, world.adults);
    ASSERT_TRUE(answered);
    EXPECT_EQ(answered->answer.stored, Storing::conflict);
    EXPECT_FALSE(answered->answer.decision.accepted());
    EXPECT_FALSE(answered->pass);
    EXPECT_EQ(walk_ins_of_adults(), 0);
}

TEST_F(Doors, IncidentsAreResolvedOnceWithANote) {
    send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    store.clock().advance(minute_ms);
    send(world.door_2, world.door_2.read_offline(now(), digits_of(world.adult)));
    const auto list = [&](std::optional<store::IncidentState> state) {
        return store
            .read([&](store::ReadTx& tx) {
                return usecase::list_incidents(tx, world.organizer, world.event, state, {}, 10);
            })
            .value();
    };
    ASSERT_EQ(list(store::IncidentState::open).size(), 1u);
    const auto id = list({})[0].row.id;
    const auto resolve = [&](const Actor& actor) {
        return store.write([&](store::WriteTx& tx) {
            return usecase::resolve_incident(tx, actor, id, "Hai người cùng tên");
        });
    };
    EXPECT_EQ(resolve(world.door_1.actor()).error().kind(), FailureKind::not_found);
    EXPECT_EQ(resolve(world.organizer)->row.note, "Hai người cùng tên");
    EXPECT_EQ(resolve(world.organizer).error().kind(), FailureKind::conflict);
    EXPECT_TRUE(list(store::IncidentState::open).empty());
}

TEST_F(Doors, TheQuarantineIsEmptiedAfterSevenDays) {
    send(world.door_1, world.door_1.read(now(), "one"));
    store.clock().advance(day_ms);
    send(world.door_1, world.door_1.read(now(), "two"));
    store.clock().advance(6 * day_ms + 1);
    const auto clear = [&] {
        return store.write([](store::WriteTx& tx) { return usecase::clear_old_quarantine(tx); });
    };
    EXPECT_EQ(clear(), 1);
    store.clock().advance(day_ms);
    EXPECT_EQ(clear(), 1);
    EXPECT_EQ(clear(), 0);
}

}  // namespace
}  // namespace kinhmoi::test

// SPDX-License-Identifier: Apache-2.0
// The parts of an event: references, codes, who sees what, what may no longer change or go.
#include <gtest/gtest.h>

#include "server/store/rows/quota_rows.hpp"
#include "tests/unit/usecase/setup_world.hpp"

namespace kinhmoi::test {
namespace {

TEST_F(Setup, ReferencesStayInsideTheEvent) {
    Gate gate;
    gate.site = foreign.site;
    gate.code = "c2";
    gate.name = "Cửa 2";
    EXPECT_EQ(fault_of(create(gate)), "invalid /site unknown_reference");
    Site site;
    site.code = "tiep-song";
    site.name = "Điểm cầu";
    site.role = SiteRole::relay;
    site.relays_from = foreign.site;
    EXPECT_EQ(fault_of(create(site)), "invalid /relays_from unknown_reference");
    site.relays_from = world.site;
    site.chair_group = foreign.group;
    EXPECT_EQ(fault_of(create(site)), "invalid /chair_group unknown_reference");
    site.chair_group.reset();
    EXPECT_EQ(fault_of(create(site)), "no refusal");
    Quota quota = free_quota(foreign.agency);
    quota.site = foreign.site;
    EXPECT_EQ(fault_of(create(quota)), "invalid /site unknown_reference");
    quota = free_quota(foreign.agency);
    quota.group = foreign.group;
    EXPECT_EQ(fault_of(create(quota)), "invalid /group unknown_reference");
    quota = free_quota(AgencyId{});
    EXPECT_EQ(fault_of(create(quota)), "invalid /agency unknown_reference");
    ParticipantGroup group;
    group.code = "g";
    group.name = group.badge_label = "G";
    group.member_agencies = {world.agency, AgencyId{}};
    EXPECT_EQ(fault_of(create(group)), "invalid /member_agencies/1 unknown_reference");
    Document document;
    document.code = "d";
    document.type = "ke_hoach";
    document.bases = {"khong-co"};
    EXPECT_EQ(fault_of(create(document)), "invalid /bases/0 unknown_reference");
}

TEST_F(Setup, CodesAreUniqueInTheirEvent) {
    Site site;
    site.code = "chinh";
    site.name = "Trùng mã";
    EXPECT_EQ(fault_of(create(site)), "conflict /code taken");
    Quota quota = free_quota(world.agency);
    EXPECT_EQ(fault_of(create(quota)), "conflict /agency taken");
    Livestream stream;
    stream.code = "moi";
    stream.name = "Kênh";
    const auto first = create(stream);
    ASSERT_TRUE(first);
    EXPECT_EQ(fault_of(create(stream)), "conflict /code taken");
    // Saying the same again is no conflict with oneself.
    EXPECT_EQ(fault_of(change(*first)), "no refusal");
}

TEST_F(Setup, AChangeIsJudgedUponWhatStandsInItsTransaction) {
    Livestream stream;
    stream.code = "moi";
    stream.name = "Kênh";
    const Livestream first = create(stream).value();
    Livestream second = first;
    second.name = "Kênh hai";
    const usecase::Seen<Livestream> as_first = [&](const Livestream& now) { return now == first; };
    const auto save = [&](const Livestream& wanted) {
        return write([&](store::WriteTx& tx) {
            return usecase::update_part<Livestream>(tx, an_administrator, first.id, wanted,
                                                    as_first);
        });
    };
    EXPECT_EQ(fault_of(save(second)), "no refusal");
    EXPECT_EQ(fault_of(save(second)), "changed");
    const auto gone = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Livestream>(tx, an_administrator, first.id, as_first);
    });
    EXPECT_EQ(fault_of(gone), "changed");
    // Back to what was seen: nothing was lost, so nothing is refused.
    EXPECT_EQ(fault_of(change(first)), "no refusal");
    EXPECT_EQ(fault_of(save(second)), "no refusal");
}

TEST_F(Setup, WhatIsUsedSaysByWhat) {
    const auto site = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Site>(tx, an_administrator, world.site);
    });
    ASSERT_FALSE(site);
    const Failure failure = site.error();
    EXPECT_EQ(failure.kind(), FailureKind::conflict);
    EXPECT_NE(failure.message().vi.find("1 chỉ tiêu, 1 cửa, 1 thiết bị"), std::string::npos)
        << failure.message().vi;
    const auto group = write([&](store::WriteTx& tx) {
        return usecase::delete_part<ParticipantGroup>(tx, an_administrator, world.group);
    });
    EXPECT_EQ(fault_of(group), "conflict");
    const auto quota = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Quota>(tx, an_administrator, world.quota);
    });
    EXPECT_EQ(fault_of(quota), "conflict");
    const auto agency_in_use = write([&](store::WriteTx& tx) {
        return usecase::delete_agency(tx, an_administrator, world.agency);
    });
    EXPECT_EQ(fault_of(agency_in_use), "conflict");
    const auto contact = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Contact>(tx, an_administrator, world.contact);
    });
    EXPECT_EQ(fault_of(contact), "no refusal");
    const auto foreign_contact = write([&](store::WriteTx& tx) {
        const Actor organizer =
            actor_of(tx, make_account(tx, "to-chuc", Role::organizer, {}, {world.event}));
        return usecase::delete_part<Contact>(tx, organizer, foreign.contact);
    });
    EXPECT_EQ(fault_of(foreign_contact), "not_found");
}

TEST_F(Setup, AQuotaWithAListKeepsItsPlace) {
    auto quota = read([&](store::ReadTx& tx) { return store::load_quota(tx, world.quota); });
    ASSERT_TRUE(quota);
    quota->max = 7;
    EXPECT_EQ(fault_of(change(*quota)), "no refusal");
    quota->agency = foreign.agency;
    EXPECT_EQ(fault_of(change(*quota)), "conflict");
    // One without a list may move.
    auto other = create(free_quota(foreign.agency));
    ASSERT_TRUE(other);
    other->agency = agency("khac");
    EXPECT_EQ(fault_of(change(*other)), "no refusal");
}

TEST_F(Setup, ClerksSeeTheirOwnQuotasAndTasks) {
    const auto other = create(free_quota(foreign.agency));
    ASSERT_TRUE(other);
    const Actor clerk = account("van-thu", Role::clerk, world.agency);
    const Actor reader = account("lanh-dao", Role::reader, {}, {world.event});
    ASSERT_EQ(list<Quota>(clerk)->size(), 1u);
    EXPECT_EQ(list<Quota>(clerk)->front().id, world.quota);
    EXPECT_EQ(list<Quota>(reader)->size(), 2u);
    const auto found = [&](const QuotaId& id) {
        return read([&](store::ReadTx& tx) { return store::find_quota(tx, clerk, id); });
    };
    EXPECT_TRUE(found(world.quota));
    EXPECT_FALSE(found(other->id));
    EXPECT_FALSE(found(foreign.quota));

    const std::size_t before = list<Task>(clerk)->size();
    Task task;
    task.text = "Gửi danh sách";
    task.role = "lead";
    task.status = "assigned";
    const std::pair<std::optional<AgencyId>, bool> cases[] = {
        {std::nullopt, true}, {world.agency, true}, {foreign.agency, false}};
    int number = 0;
    std::size_t seen = before;
    for (const auto& [of, is_seen] : cases) {
        task.code = "nv" + std::to_string(++number);
        task.agency = of;
        ASSERT_TRUE(create(task));
        seen += is_seen ? 1 : 0;
        EXPECT_EQ(list<Task>(clerk)->size(), seen) << task.code;
    }
    task.code = "nv4";
    task.cooperating_agencies = {world.agency};
    ASSERT_TRUE(create(task));
    EXPECT_EQ(list<Task>(clerk)->size(), seen + 1);
    EXPECT_EQ(list<Task>(reader)->size(), list<Task>(an_administrator)->size());
}

TEST_F(Setup, OutsideSetUpAGroupIsItsLabel) {
    ParticipantGroup group;
    group.code = "g08";
    group.name = "Học sinh, trẻ em có hoàn cảnh khó khăn";
    group.badge_label = group.name;
    group.is_minors = group.is_vulnerable = true;
    EXPECT_EQ(fault_of(create(group)), "invalid /badge_label label_not_neutral");
    group.badge_label = "Đại biểu ngành Giáo dục";
    ASSERT_TRUE(create(group));
    const auto name_for = [&](const Actor& actor) {
        const auto groups = list<ParticipantGroup>(actor);
        for (const ParticipantGroup& seen : *groups) {
            if (seen.code == "g08") return seen.name;
        }
        return std::string("none");
    };
    EXPECT_EQ(name_for(an_administrator), group.name);
    EXPECT_EQ(name_for(account("van-thu", Role::clerk, world.agency)), group.badge_label);
    EXPECT_EQ(name_for(account("lanh-dao", Role::reader, {}, {world.event})), group.badge_label);
}

TEST_F(Setup, PagesFollowOneAnotherWithoutGapOrRepeat) {
    for (int i = 0; i < 5; ++i) {
        ParticipantGroup group;
        group.code = "p" + std::to_string(i);
        group.ordinal = 9 - i % 3;  // codes and ordinals disagree, ordinals repeat
        group.name = group.badge_label = "G";
        const auto made = create(group);
        ASSERT_TRUE(made);
        Quota quota = free_quota(foreign.agency);
        quota.group = made->id;
        ASSERT_TRUE(create(quota));
    }
    const auto walk = [&]<class Part>(Part) {
        std::vector<Part> all;
        std::string after;
        for (;;) {
            const auto page = list<Part>(an_administrator, {after, 2});
            all.insert(all.end(), page->begin(), page->end());
            if (page->size() < 2) return all;
            after = store::cursor_of(page->back());
        }
    };
    EXPECT_EQ(walk(ParticipantGroup{}), *list<ParticipantGroup>(an_administrator));
    EXPECT_EQ(walk(ParticipantGroup{}).size(), 6u);
    EXPECT_EQ(walk(Quota{}), *list<Quota>(an_administrator));
    EXPECT_EQ(walk(Quota{}).size(), 6u);
}

}  // namespace
}  // namespace kinhmoi::test

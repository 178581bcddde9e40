// SPDX-License-Identifier: Apache-2.0
// Badges of many: whose they are, in which order, page by page, and what is left out.
#include <gtest/gtest.h>

#include "server/store/rows/audit_rows.hpp"
#include "server/usecase/badges.hpp"
#include "tests/unit/usecase/passes_world.hpp"

namespace kinhmoi {
namespace {

using test::PassesWorld;
using Labels = std::vector<std::string>;

class BadgesOfMany : public testing::Test {
protected:
    BadgesOfMany() {
        world.approve(world.adults(), PassesWorld::adults_of(3));
        world.approve(world.pupils(),
                      {PassesWorld::pupil("Trần Mẫu Bé"), PassesWorld::pupil("Lý Mẫu Nhỏ")});
        other = store::list_id_of(world.other_quota);
        world.store.write([&](store::WriteTx& tx) {
            const auto rows = std::vector{PassesWorld::adult("Phạm Thử Xa", "0500000399")};
            test::must(usecase::save_draft(tx, world.stranger, other, 0, rows));
            test::must(usecase::submit_list(tx, world.stranger, other, 1));
            test::must(usecase::approve_list(tx, world.organizer, other, {}));
        });
        for (const ListId& list : {world.adults(), world.pupils(), other})
            test::must(world.issue(list));
    }

    usecase::BadgeRequest request(int limit = 100) const {
        usecase::BadgeRequest wanted;
        wanted.filter.event = world.event;
        wanted.limit = limit;
        return wanted;
    }
    Result<usecase::Badges> ask(const Actor& actor, const usecase::BadgeRequest& wanted) {
        return world.store.read(
            [&](store::ReadTx& tx) { return usecase::badges(tx, actor, wanted); });
    }
    static Labels labels(const usecase::Badges& badges) {
        Labels out;
        for (const usecase::Badge& badge : badges.items) out.push_back(badge.label);
        return out;
    }
    DelegateId member(const ListId& list, std::size_t i) { return world.delegates(list)[i].id; }

    PassesWorld world;
    ListId other;
};

TEST_F(BadgesOfMany, StandInTheOrderOfTheProtocol) {
    const auto all = test::must(ask(world.organizer, request()));
    EXPECT_EQ(labels(all),
              (Labels{"Lê Mẫu A", "Lê Mẫu B", "Lê Mẫu C", "Phạm Thử Xa", "Trường Giả Định 21"}));
    const store::BadgeRow& first = all.items.front().row;
    EXPECT_EQ(first.agency, world.agency);
    EXPECT_EQ(first.agency_name, "Đơn vị Thử a");
    EXPECT_EQ(first.group_label, "Doanh nghiệp lớn");
    EXPECT_EQ(first.site_name, "Điểm cầu chính");
    EXPECT_EQ(first.list, world.adults());
    EXPECT_EQ(first.row.pass, test::must(world.pass_of(member(world.adults(), 0))).pass);
    EXPECT_EQ(all.items.back().row.row.pass.party_size, 2) << "a party comes once";
}

TEST_F(BadgesOfMany, ComePageByPageWithoutGapOrRepetition) {
    Labels joined;
    usecase::BadgeRequest wanted = request(2);
    for (;;) {
        const auto page = test::must(ask(world.organizer, wanted));
        if (page.items.empty()) break;
        for (const std::string& label : labels(page)) joined.push_back(label);
        wanted.after = page.items.back().row.row.pass.id;
    }
    EXPECT_EQ(joined, labels(test::must(ask(world.organizer, request()))));
}

TEST_F(BadgesOfMany, AlsoComeByGivenName) {
    Labels joined;
    usecase::BadgeRequest wanted = request(2);
    wanted.filter.sort = store::DelegateSort::given_name;
    for (;;) {
        const auto page = test::must(ask(world.organizer, wanted));
        if (page.items.empty()) break;
        for (const std::string& label : labels(page)) joined.push_back(label);
        wanted.after = page.items.back().row.row.pass.id;
    }
    // The party stands where its holder, "Trần Mẫu Bé", stands; the holder is not named.
    EXPECT_EQ(joined,
              (Labels{"Lê Mẫu A", "Lê Mẫu B", "Trường Giả Định 21", "Lê Mẫu C", "Phạm Thử Xa"}));
}

TEST_F(BadgesOfMany, AreThoseOfAListASiteAGroupOrAnAgency) {
    auto wanted = request();
    wanted.filter.list = world.pupils();
    EXPECT_EQ(labels(test::must(ask(world.organizer, wanted))), Labels{"Trường Giả Định 21"});
    wanted = request();
    wanted.filter.agency = world.other_agency;
    EXPECT_EQ(labels(test::must(ask(world.organizer, wanted))), Labels{"Phạm Thử Xa"});
    wanted.filter.list = world.adults();
    EXPECT_TRUE(test::must(ask(world.organizer, wanted)).items.empty());
    wanted = request();
    wanted.filter.site = SiteId{};
    EXPECT_TRUE(test::must(ask(world.organizer, wanted)).items.empty());
}

TEST_F(BadgesOfMany, OfAnotherAgencyAreNotThere) {
    EXPECT_EQ(labels(test::must(ask(world.stranger, request()))), Labels{"Phạm Thử Xa"});
    auto wanted = request();
    wanted.filter.agency = world.agency;
    EXPECT_EQ(labels(test::must(ask(world.stranger, wanted))), Labels{"Phạm Thử Xa"});
    wanted = request();
    wanted.filter.list = world.adults();
    EXPECT_EQ(ask(world.stranger, wanted).error().kind(), FailureKind::not_found);
    wanted = request();
    wanted.delegates = {member(other, 0), member(world.adults(), 0)};
    EXPECT_EQ(ask(world.stranger, wanted).error().kind(), FailureKind::not_found);
}

TEST_F(BadgesOfMany, OfChosenDelegatesComeInTheOrderChosen) {
    const auto gone = test::must(world.pass_of(member(world.adults(), 0))).pass;
    test::must(world.revoke(gone.id));
    auto wanted = request();
    wanted.delegates = {member(world.pupils(), 1), member(other, 0), member(world.adults(), 0),
                        member(world.pupils(), 0)};
    const auto chosen = test::must(ask(world.organizer, wanted));
    EXPECT_EQ(labels(chosen), (Labels{"Trường Giả Định 21", "Phạm Thử Xa"}));
    EXPECT_EQ(chosen.without, std::vector{gone.delegate}) << "a revoked pass is not printed";
    EXPECT_EQ(test::must(ask(world.organizer, request())).items.size(), 4u);
}

TEST_F(BadgesOfMany, AreNotedWithoutNames) {
    auto wanted = request();
    wanted.filter.list = world.adults();
    world.store.write([&](store::WriteTx& tx) {
        EXPECT_TRUE(usecase::note_badges(tx, world.organizer, wanted, 3));
        const auto entry = store::last_audit_entry(tx);
        EXPECT_EQ(entry->action, "badges.export");
        EXPECT_EQ(entry->detail, "count=3 list=" + to_text(world.adults()));
    });
}

class PassesOfMany : public testing::Test {
protected:
    Result<usecase::IssueOutcome> issue(const Actor& actor, std::vector<DelegateId> chosen) {
        return world.store.write([&](store::WriteTx& tx) {
            return usecase::issue_passes_for(tx, actor, world.event, chosen, world.master_key);
        });
    }
    PassesWorld world;
};

TEST_F(PassesOfMany, GoToWhoWasChosen) {
    world.approve(world.adults(), PassesWorld::adults_of(3), 2);
    world.approve(world.pupils(),
                  {PassesWorld::pupil("Trần Mẫu Bé"), PassesWorld::pupil("Lý Mẫu Nhỏ")});
    const auto adults = world.delegates(world.adults());
    const auto pupils = world.delegates(world.pupils());
    const auto outcome = test::must(
        issue(world.organizer, {adults[1].id, adults[2].id, pupils[0].id, pupils[1].id}));
    EXPECT_EQ(outcome.issued, 2) << "one adult, one party";
    EXPECT_EQ(outcome.skipped, 1) << "only nominated";
    EXPECT_FALSE(world.pass_of(adults[0].id)) << "not chosen";
    EXPECT_TRUE(world.pass_of(adults[1].id));
    EXPECT_EQ(test::must(issue(world.organizer, {adults[1].id})).already, 1);
}

TEST_F(PassesOfMany, GoToNobodyIfOneIsOutOfReach) {
    world.approve(world.adults(), PassesWorld::adults_of(2));
    const DelegateId first = world.delegates(world.adults())[0].id;
    const auto outcome = issue(world.organizer, {first, DelegateId{}});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind(), FailureKind::not_found);
    EXPECT_FALSE(world.pass_of(first));
    EXPECT_EQ(issue(world.stranger, {first}).error().kind(), FailureKind::not_found);
}

}  // namespace
}  // namespace kinhmoi

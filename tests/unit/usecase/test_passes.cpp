// SPDX-License-Identifier: Apache-2.0
// A pass from its issue to its end: what doors judge, what stops, and who may see it.
#include <gtest/gtest.h>

#include <set>

#include "qr/short_number.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "tests/unit/usecase/passes_world.hpp"

namespace kinhmoi {
namespace {

using store::ReadTx;
using store::WriteTx;
using test::PassesWorld;

class Passes : public testing::Test {
protected:
    std::int64_t door_version() {
        return world.store.read([&](ReadTx& tx) { return store::door_version(tx, world.event); });
    }
    PassesWorld world;
};

TEST_F(Passes, WhatIsIssuedVerifies) {
    world.approve(world.adults(), PassesWorld::adults_of(3));
    const auto outcome = world.issue(world.adults());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->issued, 3);
    EXPECT_EQ(outcome->already, 0);
    std::set<PassId> ids;
    std::set<std::uint32_t> numbers;
    for (const Delegate& delegate : world.delegates(world.adults())) {
        const Pass pass = test::must(world.pass_of(delegate.id)).pass;
        const auto judged = world.judged(pass);
        EXPECT_EQ(judged.outcome, qr::PassOutcome::valid);
        EXPECT_EQ(judged.payload.pass_id, pass.id);
        EXPECT_EQ(judged.payload.issue, 1);
        EXPECT_FALSE(judged.payload.is_minor());
        EXPECT_EQ(judged.event_id, world.event);
        EXPECT_TRUE(qr::parse_short_number(qr::short_number_digits({pass.short_number})));
        ids.insert(pass.id);
        numbers.insert(pass.short_number);
    }
    EXPECT_EQ(ids.size(), 3u);
    EXPECT_EQ(numbers.size(), 3u);
}

TEST_F(Passes, IssuingTwiceGivesNobodyTwo) {
    world.approve(world.adults(), PassesWorld::adults_of(3), 2);
    EXPECT_EQ(test::must(world.issue(world.adults())).issued, 2) << "one is only nominated";
    const std::int64_t version = door_version();
    const auto again = test::must(world.issue(world.adults()));
    EXPECT_EQ(again.issued, 0);
    EXPECT_EQ(again.already, 2);
    EXPECT_EQ(door_version(), version) << "nothing for the doors to hear";
    world.approve_waiting(world.adults());
    EXPECT_EQ(test::must(world.issue(world.adults())).issued, 1);
    EXPECT_GT(door_version(), version);
}

TEST_F(Passes, NoneForAListThatIsNotApproved) {
    test::must(world.save(world.adults(), 0, PassesWorld::adults_of(1)));
    test::must(world.submit(world.adults(), 1));
    const auto outcome = world.issue(world.adults());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind(), FailureKind::conflict);
    const DelegateId one = world.delegates(world.adults())[0].id;
    const auto alone = world.store.write([&](WriteTx& tx) {
        return usecase::issue_pass_for(tx, world.organizer, one, world.master_key);
    });
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().kind(), FailureKind::conflict);
    const auto lists = world.store.read([&](ReadTx& tx) {
        return test::must(usecase::issuable_lists(tx, world.organizer, {.event = world.event}));
    });
    EXPECT_TRUE(lists.approved.empty());
    EXPECT_EQ(lists.skipped, 3);
}

TEST_F(Passes, ALostBadgeStopsWithItsNumber) {
    world.approve(world.adults(), PassesWorld::adults_of(1));
    test::must(world.issue(world.adults()));
    const auto before = test::must(world.pass_of(world.delegates(world.adults())[0].id));
    const std::int64_t version = door_version();
    const auto after = test::must(world.reissue(before.pass.id));
    EXPECT_EQ(after.pass.id, before.pass.id);
    EXPECT_EQ(after.pass.issue, 2);
    EXPECT_NE(after.pass.short_number, before.pass.short_number);
    EXPECT_TRUE(usecase::is_current(after));
    EXPECT_EQ(world.judged(after.pass).outcome, qr::PassOutcome::valid);
    EXPECT_EQ(world.judged(after.pass).payload.issue, 2);
    EXPECT_GT(door_version(), version);

    const auto stored = test::must(world.pass_of(before.pass.delegate));
    EXPECT_EQ(stored.pass, after.pass);
    EXPECT_EQ(stored.min_issue, 2) << "what the doors' list says";
    EXPECT_TRUE(is_revoked(stored.pass, 1, world.store.clock().now()));
    EXPECT_FALSE(is_revoked(stored.pass, 2, world.store.clock().now()));
    const auto by_old_number = world.store.read([&](ReadTx& tx) {
        return store::pass_of_short_number(tx, world.event, before.pass.short_number);
    });
    EXPECT_FALSE(by_old_number);
}

TEST_F(Passes, ARevokedPassComesBackOnlyByReissue) {
    world.approve(world.adults(), PassesWorld::adults_of(1));
    test::must(world.issue(world.adults()));
    const auto pass = test::must(world.pass_of(world.delegates(world.adults())[0].id)).pass;
    EXPECT_FALSE(usecase::is_current(test::must(world.revoke(pass.id))));
    const auto twice = test::must(world.revoke(pass.id));
    EXPECT_EQ(twice.pass.revocations.size(), 1u);
    EXPECT_EQ(test::must(world.issue(world.adults())).already, 1);
    EXPECT_FALSE(usecase::is_current(test::must(world.pass_of(pass.delegate))));
    const auto back = test::must(world.reissue(pass.id));
    EXPECT_EQ(back.pass.issue, 2);
    EXPECT_TRUE(usecase::is_current(back));
    EXPECT_TRUE(is_revoked(back.pass, 1, world.store.clock().now()));
}

TEST_F(Passes, TheLastIssueIs255) {
    world.approve(world.adults(), PassesWorld::adults_of(1));
    test::must(world.issue(world.adults()));
    const auto pass = test::must(world.pass_of(world.delegates(world.adults())[0].id)).pass;
    world.store.write([&](WriteTx& tx) {
        for (int issue = 2; issue <= 255; ++issue)
            test::must(
                usecase::reissue_pass(tx, world.organizer, pass.id, "Mất", world.master_key));
    });
    const auto once_more = world.reissue(pass.id);
    ASSERT_FALSE(once_more);
    EXPECT_EQ(once_more.error().kind(), FailureKind::conflict);
    EXPECT_EQ(world.judged(test::must(world.pass_of(pass.delegate)).pass).payload.issue, 255);
    EXPECT_FALSE(usecase::is_current(test::must(world.revoke(pass.id))));
}

TEST_F(Passes, ASubstituteGetsAnother) {
    world.approve(world.adults(), PassesWorld::adults_of(2));
    test::must(world.issue(world.adults()));
    const DelegateId old = world.delegates(world.adults())[0].id;
    const auto pass = test::must(world.pass_of(old)).pass;
    const auto change = world.substitute(old, PassesWorld::adult("Phạm Thử Thay", "0500000399"));
    EXPECT_FALSE(usecase::is_current(test::must(world.pass_of(old))));
    EXPECT_FALSE(world.pass_of(change.after->id)) << "not issued yet";
    const auto outcome = test::must(world.issue(world.adults()));
    EXPECT_EQ(outcome.issued, 1);
    EXPECT_EQ(outcome.already, 1);
    const auto given = test::must(world.pass_of(change.after->id));
    EXPECT_TRUE(usecase::is_current(given));
    EXPECT_NE(given.pass.id, pass.id);
    const auto anew = world.reissue(pass.id);
    ASSERT_FALSE(anew) << "the old person holds no seat";
    EXPECT_EQ(anew.error().kind(), FailureKind::conflict);
}

TEST_F(Passes, WithdrawingStopsThePass) {
    world.approve(world.adults(), PassesWorld::adults_of(2));
    test::must(world.issue(world.adults()));
    const auto people = world.delegates(world.adults());
    const std::int64_t version = door_version();
    world.withdraw(people[0].id);
    EXPECT_FALSE(usecase::is_current(test::must(world.pass_of(people[0].id))));
    EXPECT_TRUE(usecase::is_current(test::must(world.pass_of(people[1].id))));
    EXPECT_GT(door_version(), version);
}

TEST_F(Passes, OutOfScopeIsNotFound) {
    world.approve(world.adults(), PassesWorld::adults_of(2));
    test::must(world.issue(world.adults()));
    const DelegateId delegate = world.delegates(world.adults())[0].id;
    const PassId pass = test::must(world.pass_of(delegate)).pass.id;
    world.store.write([&](WriteTx& tx) {
        EXPECT_TRUE(usecase::find_pass(tx, world.clerk, pass));
        const FailureKind expected = FailureKind::not_found;
        EXPECT_EQ(usecase::find_pass(tx, world.stranger, pass).error().kind(), expected);
        EXPECT_EQ(usecase::find_pass_of(tx, world.stranger, delegate).error().kind(), expected);
        EXPECT_EQ(usecase::revoke_pass(tx, world.stranger, pass, "x").error().kind(), expected);
        EXPECT_EQ(
            usecase::reissue_pass(tx, world.stranger, pass, "x", world.master_key).error().kind(),
            expected);
        EXPECT_EQ(usecase::issue_passes(tx, world.stranger, world.adults(), world.master_key)
                      .error()
                      .kind(),
                  expected);
        EXPECT_EQ(usecase::find_pass(tx, world.organizer, PassId{}).error().kind(), expected);
    });
}

TEST_F(Passes, PagesGoOnWhereTheyEnded) {
    world.approve(world.adults(), PassesWorld::adults_of(5));
    test::must(world.issue(world.adults()));
    world.store.read([&](ReadTx& tx) {
        std::set<PassId> seen;
        std::optional<PassId> after;
        for (int i = 0; i < 3; ++i) {
            for (const auto& row :
                 test::must(usecase::passes_page(tx, world.clerk, world.event, after, 2))) {
                seen.insert(row.pass.id);
                after = row.pass.id;
            }
        }
        EXPECT_EQ(seen.size(), 5u);
        EXPECT_TRUE(
            test::must(usecase::passes_page(tx, world.stranger, world.event, {}, 9)).empty());
        Actor nobody;
        EXPECT_FALSE(usecase::passes_page(tx, nobody, world.event, {}, 9));
    });
}

TEST_F(Passes, TheApprovedAreNotedAsInvitedOnce) {
    world.approve(world.adults(), PassesWorld::adults_of(3), 2);
    const auto mark = [&] {
        return world.store.write([&](WriteTx& tx) {
            return test::must(usecase::mark_invited(tx, world.organizer, world.adults()));
        });
    };
    EXPECT_EQ(mark(), 2);
    EXPECT_EQ(mark(), 0);
    int invited = 0;
    for (const Delegate& delegate : world.delegates(world.adults()))
        invited += delegate.status == DelegateStatus::invited;
    EXPECT_EQ(invited, 2);
}

}  // namespace
}  // namespace kinhmoi

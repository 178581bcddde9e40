// SPDX-License-Identifier: Apache-2.0
// One pass a party: it counts its members, follows its holder, ends with the last and starts anew.
#include <gtest/gtest.h>

#include "tests/unit/usecase/passes_world.hpp"

namespace kinhmoi {
namespace {

using test::PassesWorld;

class PartyPasses : public testing::Test {
protected:
    /// Approves the first `yes` of three pupils of one school and issues.
    void start(std::size_t yes) {
        world.approve(world.pupils(),
                      {PassesWorld::pupil("Trần Mẫu Bé"), PassesWorld::pupil("Lý Mẫu Nhỏ"),
                       PassesWorld::pupil("Đỗ Mẫu Con")},
                      yes);
        const auto outcome = test::must(world.issue(world.pupils()));
        EXPECT_EQ(outcome.issued, 1);
        EXPECT_EQ(outcome.already + outcome.changed, 0);
    }
    DelegateId member(std::size_t i) { return world.delegates(world.pupils())[i].id; }
    store::PassRow pass(std::size_t i) { return test::must(world.pass_of(member(i))); }

    PassesWorld world;
};

TEST_F(PartyPasses, AllMembersShareOne) {
    start(3);
    const auto row = pass(0);
    EXPECT_EQ(row.pass.party_size, 3);
    EXPECT_TRUE(is_party(row.pass));
    EXPECT_EQ(pass(1).pass.id, row.pass.id);
    EXPECT_EQ(pass(2).pass.id, row.pass.id);
    const auto judged = world.judged(row.pass);
    EXPECT_EQ(judged.outcome, qr::PassOutcome::valid);
    EXPECT_TRUE(judged.payload.is_minor());
    const auto again = test::must(world.issue(world.pupils()));
    EXPECT_EQ(again.issued, 0);
    EXPECT_EQ(again.already, 1);
    EXPECT_EQ(again.changed, 0);
}

TEST_F(PartyPasses, GrowsWithItsMembers) {
    start(2);
    const auto before = pass(0);
    EXPECT_EQ(before.pass.party_size, 2);
    world.approve_waiting(world.pupils());
    const auto outcome = test::must(world.issue(world.pupils()));
    EXPECT_EQ(outcome.issued, 0);
    EXPECT_EQ(outcome.changed, 1);
    const auto after = pass(2);
    EXPECT_EQ(after.pass.party_size, 3);
    EXPECT_EQ(after.pass.signature, before.pass.signature) << "the badge that was printed counts";
}

TEST_F(PartyPasses, ShrinksAndFollowsAnotherHolder) {
    start(3);
    const auto before = pass(0);
    ASSERT_EQ(before.pass.delegate, member(0));
    world.withdraw(member(0));
    const auto after = pass(1);
    EXPECT_EQ(after.pass.party_size, 2);
    EXPECT_EQ(after.pass.delegate, member(1));
    EXPECT_EQ(after.pass.issue, 1);
    EXPECT_TRUE(usecase::is_current(after));
    EXPECT_FALSE(world.pass_of(member(0))) << "who left holds no part in it";
}

TEST_F(PartyPasses, ASubstituteFromTheSameSchoolChangesNothing) {
    start(3);
    const auto before = pass(1);
    const auto change = world.substitute(member(1), PassesWorld::pupil("Vũ Mẫu Thay"));
    const auto after = test::must(world.pass_of(change.after->id));
    EXPECT_EQ(after.pass, before.pass);
    EXPECT_TRUE(usecase::is_current(after));
}

TEST_F(PartyPasses, EndsWithTheLastAndStartsAnew) {
    start(1);
    const auto first = pass(0);
    world.withdraw(first.pass.delegate);
    const auto ended = test::must(world.store.read(
        [&](store::ReadTx& tx) { return usecase::find_pass(tx, world.organizer, first.pass.id); }));
    EXPECT_FALSE(usecase::is_current(ended));

    world.approve_waiting(world.pupils());
    const auto outcome = test::must(world.issue(world.pupils()));
    EXPECT_EQ(outcome.issued, 1);
    const auto live = world.delegates(world.pupils());
    const auto anew = test::must(world.pass_of(live.back().id));
    EXPECT_EQ(anew.pass.id, first.pass.id);
    EXPECT_EQ(anew.pass.issue, 2);
    EXPECT_EQ(anew.pass.party_size, 2);
    EXPECT_TRUE(usecase::is_current(anew));
    EXPECT_EQ(world.judged(anew.pass).outcome, qr::PassOutcome::valid);
    EXPECT_EQ(test::must(world.issue(world.pupils())).already, 1);
}

TEST_F(PartyPasses, ARevokedOneStaysRevoked) {
    start(3);
    test::must(world.revoke(pass(0).pass.id));
    EXPECT_EQ(test::must(world.issue(world.pupils())).issued, 0);
    EXPECT_FALSE(usecase::is_current(pass(0)));
}

}  // namespace
}  // namespace kinhmoi

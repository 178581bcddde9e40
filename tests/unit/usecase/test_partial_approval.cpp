// SPDX-License-Identifier: Apache-2.0
// A list approved in part: an empty choice is no approval, and who was left out can be taken off.
#include <gtest/gtest.h>

#include "server/usecase/list_decisions.hpp"
#include "server/usecase/retention.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {
namespace {

struct PartialApproval : testing::Test {
    ListsWorld world;
    std::vector<ListRow> rows;

    void SetUp() override {
        rows = world.save(world.adults(), 0, ListsWorld::adults_of(3))->rows;
        ASSERT_TRUE(world.submit(world.adults(), 1));
    }
    auto approve(const std::vector<DelegateId>& chosen) {
        return world.store.write([&](store::WriteTx& tx) {
            usecase::Approval some;
            some.delegates = chosen;
            return usecase::approve_list(tx, world.organizer, world.adults(), some);
        });
    }
};

TEST_F(PartialApproval, AnEmptyChoiceIsRefused) {
    const auto refused = approve({});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind(), FailureKind::invalid);
    EXPECT_EQ(refused.error().faults().at(0).path, "/delegates");
    EXPECT_EQ(world.detail(world.adults(), world.clerk)->summary.entry.list.state,
              ListState::submitted);
}

TEST_F(PartialApproval, WhoWasLeftOutCanBeWithdrawnAndErased) {
    ASSERT_TRUE(approve({rows[1].id}));
    const auto withdraw = [&](const Actor& actor, std::size_t row) {
        return world.store.write([&](store::WriteTx& tx) {
            return usecase::withdraw(tx, actor, rows[row].id, "Không được duyệt");
        });
    };
    const auto substituted = world.store.write([&](store::WriteTx& tx) {
        return usecase::substitute(tx, world.organizer, rows[0].id,
                                   ListsWorld::adult("Võ Thử Thay").person, "Bận họp");
    });
    ASSERT_FALSE(substituted);
    EXPECT_EQ(substituted.error().kind(), FailureKind::conflict);
    world.store.clock().advance(6 * day_ms);  // past the cut-off: the clerk needs no request
    for (const auto& [actor, row] : {std::pair(world.organizer, 0U), std::pair(world.clerk, 2U)}) {
        const auto outcome = withdraw(actor, row);
        ASSERT_TRUE(outcome) << row;
        EXPECT_EQ(outcome->route, ChangeRoute::direct);
        EXPECT_EQ(outcome->before->status, DelegateStatus::cancelled);
        EXPECT_EQ(withdraw(actor, row).error().kind(), FailureKind::conflict);
    }
    const auto detail = world.detail(world.adults(), world.clerk);
    EXPECT_EQ(detail->summary.counts.nominated, 0);
    EXPECT_EQ(detail->summary.counts.cancelled, 2);
    ASSERT_EQ(detail->rows.size(), 1U);
    EXPECT_EQ(detail->rows[0].id, rows[1].id);
    EXPECT_TRUE(world.store.write(
        [&](store::WriteTx& tx) { return usecase::erase_one(tx, world.organizer, rows[0].id); }));
}

}  // namespace
}  // namespace kinhmoi::test

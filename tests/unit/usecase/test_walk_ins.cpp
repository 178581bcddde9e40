// SPDX-License-Identifier: Apache-2.0
// Guests without a seat on a list, registered and let in at a door.
#include <gtest/gtest.h>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "tests/unit/usecase/doors_world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::Storing;

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

}  // namespace
}  // namespace kinhmoi::test

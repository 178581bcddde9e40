// SPDX-License-Identifier: Apache-2.0
// Enrolment, hello, revocation, incidents and the quarantine's end.
#include <gtest/gtest.h>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/usecase/incidents.hpp"
#include "tests/unit/usecase/doors_world.hpp"

namespace kinhmoi::test {
namespace {

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

// SPDX-License-Identifier: Apache-2.0
// What a scan tells an organizer to look at: overrides, doubles found late, clones, wrong clocks.
#include <gtest/gtest.h>

#include "server/usecase/incidents.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/retention.hpp"
#include "tests/unit/usecase/scans_world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::Storing;

TEST_F(Scans, AnOverrideAdmitsWithItsReasonAndAnIncident) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(minute_ms);
    auto sent = world.door_2.read(now(), digits_of(world.adult));
    sent.scan.overridden = Override{Verdict::already_in, "Ra ngoài nghe điện thoại"};
    const auto answer = send(world.door_2, sent);
    EXPECT_EQ(answer.decision.verdict, Verdict::admitted);
    EXPECT_EQ(answer.decision.overridden, Verdict::already_in);
    EXPECT_TRUE(state_of(world.adult).was_overridden);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"override_used"});
    EXPECT_EQ(stored(sent)->stored.scan.overridden, sent.scan.overridden);
}

TEST_F(Scans, WhatDoorsAndOrganizersWroteIsErasedWithThePeople) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(minute_ms);
    auto sent = world.door_2.read(now(), digits_of(world.adult));
    sent.scan.overridden = Override{Verdict::already_in, "Ông Mẫu ra ngoài"};
    send(world.door_2, sent);
    const auto incident = [&] {
        return store
            .read([&](store::ReadTx& tx) {
                return store::incidents_of_event(tx, world.event, {}, {}, 100);
            })
            .at(0);
    };
    ASSERT_TRUE(store.write([&](store::WriteTx& tx) {
        return usecase::resolve_incident(tx, world.organizer, incident().id, "Đã hỏi ông Mẫu");
    }));
    const auto erase = [&](int after_days) {
        store.clock().advance(after_days * day_ms);
        store.write([](store::WriteTx& tx) { return usecase::erase_due(tx); });
    };
    erase(31);
    EXPECT_EQ(incident().incident.reason, "Ông Mẫu ra ngoài") << "children's time, not adults'";
    erase(180);
    EXPECT_EQ(incident().incident.reason, "");
    EXPECT_EQ(incident().note, "");
    EXPECT_EQ(stored(sent)->stored.scan.overridden->reason, "-");
    EXPECT_EQ(state_of(world.adult).present, 1) << "what happened stays";
}

TEST_F(Scans, TwoGreensOfflineBothStayAndTheDoorsAreTold) {
    send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    store.clock().advance(minute_ms);
    const auto second =
        send(world.door_2, world.door_2.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(second.stored, Storing::fresh);
    EXPECT_EQ(second.decision.verdict, Verdict::already_in) << "what the server would have said";
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"double_admission"});
    const auto rows = store.read(
        [&](store::ReadTx& tx) { return store::incidents_of_event(tx, world.event, {}, {}, 10); });
    EXPECT_EQ(rows.at(0).incident.also, std::vector{world.door_1.device.id});
    EXPECT_EQ(state_of(world.adult).inside, 1);
}

TEST_F(Scans, AnIncidentIsWithdrawnWhenALateScanExplainsIt) {
    send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    store.clock().advance(minute_ms);
    auto out = world.door_1.read_offline(now(), digits_of(world.adult), Verdict::left);
    out.scan.direction = Direction::out;
    store.clock().advance(minute_ms);
    send(world.door_2, world.door_2.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"double_admission"});
    send(world.door_1, out);
    EXPECT_TRUE(open_incidents().empty());
    EXPECT_EQ(state_of(world.adult).visits, 2);
}

TEST_F(Scans, AnOfflineGreenOfARevokedPassIsAnIncident) {
    store.write([&](store::WriteTx& tx) {
        return usecase::revoke_pass(tx, world.organizer, world.adult.id, "thử");
    });
    store.clock().advance(minute_ms);
    const auto answer =
        send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(answer.decision.verdict, Verdict::revoked);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"admitted_revoked"});
    EXPECT_EQ(state_of(world.adult).present, 1);
}

TEST_F(Scans, TwoScansUnderOneNumberAreAClone) {
    read(world.door_1, digits_of(world.adult));
    auto clone = world.door_1.read(now(), digits_of(world.second_adult));
    clone.scan.dseq = 1;
    EXPECT_EQ(send(world.door_1, clone).stored, Storing::fresh);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"cloned_device"});
    EXPECT_EQ(state_of(world.second_adult).present, 1);
}

TEST_F(Scans, AWrongClockIsAnIncidentAndRefusesNobody) {
    auto sent = world.door_1.read(now() + 3 * day_ms, digits_of(world.adult));
    sent.scan.offset_ms = -10 * minute_ms;
    EXPECT_EQ(send(world.door_1, sent).decision.verdict, Verdict::admitted);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"clock_suspect"});
}

}  // namespace
}  // namespace kinhmoi::test

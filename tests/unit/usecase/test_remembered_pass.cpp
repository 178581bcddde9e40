// SPDX-License-Identifier: Apache-2.0
// What is remembered of a pass comes back as it was kept, field by field.
#include <gtest/gtest.h>

#include "server/store/rows/remembered_pass.hpp"

namespace kinhmoi::test {
namespace {

using store::AdmissionRow;
using store::HeldPass;
using store::RememberedPass;
using store::SharedIds;

template <class Id>
Id id_of(std::uint8_t number) {
    Id id;
    id.bytes.fill(number);
    return id;
}

HeldPass held_pass(const PassId& id) {
    HeldPass held;
    held.status = DelegateStatus::substituted;
    held.row.party = id_of<PartyId>(2);
    held.row.min_issue = 256;
    Pass& pass = held.row.pass;
    pass.id = id;
    pass.event = id_of<EventId>(3);
    pass.delegate = id_of<DelegateId>(4);
    pass.quota = id_of<QuotaId>(5);
    pass.site = id_of<SiteId>(6);
    pass.group = id_of<GroupId>(7);
    pass.kid = 65'535;
    pass.issue = 255;
    pass.is_minor = true;
    pass.party_size = 65'535;
    pass.signature.fill(8);
    pass.short_number = 99'999'999;
    pass.issued_at = Instant{1'798'000'000'001};
    pass.revocations = {{2, Instant{1}, "mất thẻ"}, {256, Instant{2}, ""}};
    return held;
}

AdmissionRow admission_row() {
    AdmissionRow row;
    row.last_seq = 900'000'000'000;
    row.first_in = 11;
    row.last_move = 12;
    row.last_key = 13;
    AdmissionState& state = row.state;
    state.inside = 14;
    state.present = 15;
    state.visits = 16;
    state.was_overridden = true;
    state.open_undos = 17;
    state.first_in = Movement{Instant{18}, id_of<GateId>(19), id_of<DeviceId>(20),
                              id_of<ScanId>(21), Direction::in};
    state.last_move = Movement{Instant{22}, id_of<GateId>(23), id_of<DeviceId>(24),
                               id_of<ScanId>(25), Direction::out};
    state.last_key =
        ScanKey{Instant{26}, id_of<DeviceId>(27), id_of<EpochId>(28), 29, id_of<ScanId>(30)};
    return row;
}

TEST(RememberedPass, NothingIsKnownAtFirst) {
    const RememberedPass facts;
    const SharedIds shared;
    EXPECT_FALSE(facts.held(id_of<PassId>(1), shared));
    EXPECT_FALSE(facts.admission(shared));
    EXPECT_FALSE(facts.is_unsettled());
}

TEST(RememberedPass, AHeldPassComesBackWhole) {
    const PassId id = id_of<PassId>(1);
    RememberedPass facts;
    SharedIds shared;
    const HeldPass full = held_pass(id);
    facts.keep(full, shared);
    EXPECT_EQ(facts.held(id, shared), full);
    HeldPass plain;
    plain.row.pass.id = id;
    facts.keep(plain, shared);
    EXPECT_EQ(facts.held(id, shared), plain);
    EXPECT_FALSE(facts.admission(shared));
}

TEST(RememberedPass, AnAdmissionComesBackWhole) {
    RememberedPass facts;
    SharedIds shared;
    AdmissionRow row = admission_row();
    facts.keep(row, shared);
    EXPECT_EQ(facts.admission(shared), row);
    row.state.first_in->direction = Direction::out;
    row.state.last_move->direction = Direction::in;
    facts.keep(row, shared);
    EXPECT_EQ(facts.admission(shared), row);
    facts.keep(AdmissionRow{}, shared);
    EXPECT_EQ(facts.admission(shared), AdmissionRow{});
}

TEST(RememberedPass, WhatIsUnsettledKeepsItsNewsUntilItIsSettled) {
    const PassId id = id_of<PassId>(1);
    RememberedPass facts;
    SharedIds shared;
    facts.keep(held_pass(id), shared);
    facts.change(admission_row(), id_of<EventId>(40), true, shared);
    facts.change(admission_row(), id_of<EventId>(41), false, shared);
    ASSERT_TRUE(facts.is_unsettled());
    const store::TailAdmission tail = facts.unsettled(id, shared);
    EXPECT_EQ(tail.pass, id);
    EXPECT_EQ(tail.event, id_of<EventId>(41));
    EXPECT_EQ(tail.last_seq, 900'000'000'000);
    EXPECT_EQ(tail.inside, 14);
    EXPECT_EQ(tail.present, 15);
    EXPECT_EQ(tail.visits, 16);
    EXPECT_TRUE(tail.was_overridden);
    EXPECT_EQ(tail.open_undos, 17);
    EXPECT_EQ(tail.first_in, 11);
    EXPECT_EQ(tail.last_move, 12);
    EXPECT_EQ(tail.last_key, 13);
    EXPECT_TRUE(tail.is_news);
    facts.settle();
    EXPECT_FALSE(facts.is_unsettled());
    EXPECT_FALSE(facts.unsettled(id, shared).is_news);
    EXPECT_EQ(facts.held(id, shared), held_pass(id)) << "of the pass's own event";
}

TEST(SharedIds, OneIdHasOneNumber) {
    SharedIds shared;
    const auto site = shared.number_of(id_of<SiteId>(1));
    const auto gate = shared.number_of(id_of<GateId>(2));
    EXPECT_NE(site, gate);
    EXPECT_EQ(shared.number_of(id_of<SiteId>(1)), site);
    EXPECT_EQ(shared.id_of<SiteId>(site), id_of<SiteId>(1));
    EXPECT_EQ(shared.id_of<GateId>(gate), id_of<GateId>(2));
}

}  // namespace
}  // namespace kinhmoi::test

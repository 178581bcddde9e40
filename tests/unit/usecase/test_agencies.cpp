// SPDX-License-Identifier: Apache-2.0
// Agencies: judged, found by any of their names, expanded from sets, given more time.
#include <gtest/gtest.h>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/extension_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/usecase/extensions.hpp"
#include "tests/unit/usecase/setup_world.hpp"

namespace kinhmoi::test {
namespace {

TEST_F(Setup, ASetIsExpandedIntoItsMembers) {
    const AgencyId one = agency("xa-1"), two = agency("xa-2"), three = agency("xa-3");
    const AgencyId set = agency("cac-xa", true, {one, two, three});
    const AgencyId empty = agency("rong", true);
    auto kept = free_quota(two);
    kept.max = 9;
    ASSERT_TRUE(create(kept));
    Quota whole = free_quota(set);
    whole.max = 30;
    whole.invitation_mode = InvitationMode::summon;
    const auto quota = create(whole);
    ASSERT_TRUE(quota);
    const auto expand = [&](const QuotaId& id, usecase::MemberNumbers each) {
        return write([=](store::WriteTx& tx) {
            return usecase::expand_set(tx, an_administrator, id, each);
        });
    };
    EXPECT_EQ(fault_of(expand(quota->id, {3, 1})), "invalid /min above_max");
    const auto members = expand(quota->id, {std::nullopt, 1});
    ASSERT_TRUE(members);
    ASSERT_EQ(members->size(), 3u);
    EXPECT_EQ(members->at(0).agency, one);
    EXPECT_EQ(members->at(0).max, 1);
    EXPECT_EQ(members->at(0).invitation_mode, InvitationMode::summon);
    EXPECT_EQ(members->at(1).max, 9);  // kept as it was
    EXPECT_FALSE(read([&](store::ReadTx& tx) { return store::load_quota(tx, quota->id); }));
    EXPECT_EQ(fault_of(expand(quota->id, {})), "not_found");
    EXPECT_EQ(fault_of(expand(world.quota, {})), "conflict");  // one agency, no set
    EXPECT_EQ(fault_of(expand(create(free_quota(empty))->id, {})), "conflict");
}

TEST_F(Setup, AnExtensionMustGiveTime) {
    const auto grant = [&](const AgencyId& of, Deadline deadline, const char* reason) {
        return write([=, event = world.event](store::WriteTx& tx) {
            return usecase::grant_extension(tx, an_administrator, event, {of, deadline, reason});
        });
    };
    const Deadline may_25{{2026, 5, 25}}, may_26{{2026, 5, 26}}, may_27{{2026, 5, 27}};
    EXPECT_EQ(fault_of(grant(world.agency, may_26, "Đi công tác")), "invalid /agency no_deadline");
    ASSERT_TRUE(write([&](store::WriteTx& tx) {
        Event event = *store::load_event(tx, world.event);
        event.deadline = may_25;
        return usecase::update_event(tx, an_administrator, event.id, event);
    }));
    EXPECT_EQ(fault_of(grant(world.agency, may_26, "")), "invalid /reason missing");
    EXPECT_EQ(fault_of(grant(foreign.agency, may_26, "Lý do")), "invalid /agency no_quota");
    EXPECT_EQ(fault_of(grant(world.agency, may_25, "Lý do")), "invalid /deadline not_later");
    // The same for an agency that never had an extension.
    ASSERT_TRUE(create(free_quota(foreign.agency)));
    EXPECT_EQ(fault_of(grant(foreign.agency, may_25, "Lý do")), "invalid /deadline not_later");
    EXPECT_TRUE(grant(foreign.agency, may_26, "Lý do"));
    ASSERT_TRUE(grant(world.agency, may_27, "Bão"));
    EXPECT_EQ(fault_of(grant(world.agency, may_27, "Bão")), "invalid /deadline unchanged");
    EXPECT_EQ(fault_of(grant(world.agency, {{9999, 12, 31}}, "Gõ nhầm")),
              "invalid /deadline after_event");
    ASSERT_TRUE(grant(world.agency, may_26, "Rút lại")) << "a mistyped day can be taken back";
    const auto again = grant(world.agency, may_27, "Bão chưa tan");
    ASSERT_TRUE(again);
    const auto newest = read(
        [&](store::ReadTx& tx) { return store::latest_extension(tx, world.event, world.agency); });
    EXPECT_EQ(newest->id, again->id);
    store.clock().advance(60 * day_ms);
    EXPECT_EQ(fault_of(grant(world.agency, {{2026, 6, 1}}, "Muộn")),
              "invalid /deadline in_the_past");

    const Actor clerk = account("van-thu", Role::clerk, world.agency);
    const auto seen = read(
        [&](store::ReadTx& tx) { return usecase::list_extensions(tx, clerk, world.event, {}); });
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->front().id, again->id);
}

TEST_F(Setup, AgenciesAreFoundByAnyPartOfAnyName) {
    Agency wanted = new_agency("ct-sgddt", "Sở Giáo dục và Đào tạo thành phố Cần Thơ");
    wanted.short_name = "Sở GD&ĐT";
    wanted.aliases = {"SGD 100%_a"};
    ASSERT_TRUE(write([wanted](store::WriteTx& tx) {
        return usecase::create_agency(tx, an_administrator, wanted);
    }));
    const auto hits = [&](const char* search) {
        return read([=](store::ReadTx& tx) { return store::load_agencies(tx, search).size(); });
    };
    for (const char* search : {"giao duc", "GIÁO DỤC", "Dao tao", "gd&đt", "ct-sgd", "100%_A"})
        EXPECT_EQ(hits(search), 1u) << search;
    EXPECT_EQ(hits("1%a"), 0u);  // not a pattern
    EXPECT_EQ(hits("khong co"), 0u);
    EXPECT_EQ(hits(""), 3u);
}

TEST_F(Setup, AgenciesAreJudged) {
    const AgencyId top = agency("tren");
    Agency below = new_agency("duoi", "Cấp dưới");
    below.parent = top;
    const auto made = write([below](store::WriteTx& tx) {
        return usecase::create_agency(tx, an_administrator, below);
    });
    ASSERT_TRUE(made);
    const auto change_agency = [&](Agency wanted, const AgencyId& id) {
        return write([=](store::WriteTx& tx) {
            return usecase::update_agency(tx, an_administrator, id, wanted);
        });
    };
    Agency circular = new_agency("tren", "Cấp trên");
    circular.parent = made->id;
    EXPECT_EQ(fault_of(change_agency(circular, top)), "invalid /parent circular");
    EXPECT_EQ(fault_of(change_agency(new_agency("duoi", "Trùng"), top)), "conflict /code taken");
    Agency members = new_agency("tren", "Cấp trên");
    members.members = {made->id};
    EXPECT_EQ(fault_of(change_agency(members, top)), "invalid /is_set members_without_set");
    members.is_set = true;
    EXPECT_EQ(fault_of(change_agency(members, top)), "no refusal");
    EXPECT_EQ(read([&](store::ReadTx& tx) { return store::load_agency(tx, top)->members; }),
              members.members);
}

}  // namespace
}  // namespace kinhmoi::test

// SPDX-License-Identifier: Apache-2.0
// A clerk sees the own agency's part of the events they were granted, and of no other event: an
// organizer who gives an agency a quota must not look into its other events through it.
#include <gtest/gtest.h>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/late_change_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

struct Seen {
    bool event, list, delegate, late_change;
    bool operator==(const Seen&) const = default;
};

Seen seen(store::ReadTx& tx, const Actor& actor, const test::World& world) {
    return {store::sees_event(tx, actor, world.event),
            store::find_list(tx, actor, world.list).has_value(),
            store::find_delegate(tx, actor, world.delegate).has_value(),
            store::find_late_change(tx, actor, world.late_change).has_value()};
}

TEST(Scope, AQuotaAloneOpensNoOtherEvent) {
    test::TestStore store;
    store.write([](store::WriteTx& tx) {
        const test::World ours = test::make_world(tx, "ta");
        const test::World other = test::make_world(tx, "khac");
        // The agency of the other world gets a quota in ours, and a clerk for ours only.
        Quota quota = *store::load_quota(tx, ours.quota);
        quota.id = tx.new_id<QuotaId>();
        quota.agency = other.agency;
        store::insert(tx, quota);
        const Actor clerk = test::actor_of(
            tx, test::make_account(tx, "can-bo", Role::clerk, other.agency, {ours.event}));

        EXPECT_EQ(seen(tx, clerk, other), (Seen{false, false, false, false}));
        EXPECT_TRUE(store::sees_event(tx, clerk, ours.event));
        EXPECT_TRUE(store::find_list(tx, clerk, store::list_id_of(quota.id)));
        EXPECT_FALSE(store::find_list(tx, clerk, ours.list)) << "another agency's list";
        EXPECT_FALSE(store::find_delegate(tx, clerk, ours.delegate)) << "another agency's delegate";

        store::grant_event(tx, clerk.account, other.event);
        EXPECT_EQ(seen(tx, clerk, other), (Seen{true, true, true, true}));
        return true;
    });
}

TEST(Scope, AGrantWithoutAQuotaShowsAClerkNothing) {
    test::TestStore store;
    store.write([](store::WriteTx& tx) {
        const test::World ours = test::make_world(tx, "ta");
        const test::World other = test::make_world(tx, "khac");
        const Actor clerk = test::actor_of(
            tx, test::make_account(tx, "can-bo", Role::clerk, other.agency, {ours.event}));
        EXPECT_EQ(seen(tx, clerk, ours), (Seen{false, false, false, false}));
        return true;
    });
}

}  // namespace
}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// A substitute passes neither the organizations of a quota nor the seats of one organization.
#include <gtest/gtest.h>

#include "server/usecase/list_decisions.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {
namespace {

struct SeatCase {
    const char* what;
    int seats_per_unit;  // at the time of the substitution
    std::size_t row;     // rows 0 and 1 are of "Công ty A", row 2 of "Công ty B"
    const char* organization;
    bool is_refused;
};
const SeatCase seat_cases[] = {
    {"a third person of one organization", 2, 2, "Công ty A", true},
    {"as many as before", 2, 0, "Công ty A", false},
    {"a second person of the smaller one", 2, 0, "Công ty B", false},
    {"over already, but not by this change", 1, 0, "Công ty A", false},
    {"a third organization", 2, 0, "Công ty C", true},
};

TEST(SubstitutionQuota, SeatsOfOneOrganization) {
    for (const SeatCase& c : seat_cases) {
        ListsWorld world;
        const auto set_seats = [&](int seats) {
            world.store.write([&](store::WriteTx& tx) {
                Quota quota = *store::load_quota(tx, world.adult_quota);
                quota.unit = QuotaUnit::organization;
                quota.max = 2;
                quota.seats_per_unit = seats;
                store::update(tx, quota);
            });
        };
        set_seats(2);
        auto sent = ListsWorld::adults_of(3);
        sent[0].person.organization = sent[1].person.organization = "Công ty A";
        sent[2].person.organization = "Công ty B";
        const auto saved = world.save(world.adults(), 0, sent);
        ASSERT_TRUE(world.submit(world.adults(), 1)) << c.what;
        ASSERT_TRUE(world.store.write([&](store::WriteTx& tx) {
            return usecase::approve_list(tx, world.organizer, world.adults(), {});
        }));
        set_seats(c.seats_per_unit);
        const auto outcome = world.store.write([&](store::WriteTx& tx) {
            Person person = ListsWorld::adult("Võ Thử Thay").person;
            person.organization = c.organization;
            return usecase::substitute(tx, world.clerk, saved->rows[c.row].id, person, "Bận họp");
        });
        EXPECT_EQ(!outcome, c.is_refused) << c.what;
        if (outcome) continue;
        EXPECT_EQ(outcome.error().kind(), FailureKind::over_quota) << c.what;
    }
}

}  // namespace
}  // namespace kinhmoi::test

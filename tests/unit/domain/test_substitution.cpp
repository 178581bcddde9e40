// SPDX-License-Identifier: Apache-2.0
// Which way a change of one person goes.
#include <gtest/gtest.h>

#include "common/domain/substitution.hpp"

namespace kinhmoi::test_substitution {
namespace {

enum class Expected { direct, request, refused };

struct Case {
    bool by_organizer;
    ListState list;
    DelegateStatus delegate;
    std::int64_t now_ms;  // the list is late from 1000 on
    Expected expected;
    LateChangeKind kind = LateChangeKind::substitute;
};
constexpr auto withdraw = LateChangeKind::withdraw;
const Case cases[] = {
    {false, ListState::approved, DelegateStatus::approved, 999, Expected::direct},
    {false, ListState::approved, DelegateStatus::approved, 1000, Expected::request},
    {false, ListState::locked, DelegateStatus::accepted, 999, Expected::request},
    {true, ListState::locked, DelegateStatus::accepted, 5000, Expected::direct},
    {true, ListState::approved, DelegateStatus::declined, 5000, Expected::direct},
    {true, ListState::submitted, DelegateStatus::approved, 0, Expected::refused},
    {false, ListState::draft, DelegateStatus::approved, 0, Expected::refused},
    {false, ListState::returned, DelegateStatus::approved, 0, Expected::refused},
    {true, ListState::approved, DelegateStatus::nominated, 0, Expected::refused},
    {true, ListState::approved, DelegateStatus::substituted, 0, Expected::refused},
    {false, ListState::approved, DelegateStatus::cancelled, 0, Expected::refused},
    {false, ListState::approved, DelegateStatus::approved, 1000, Expected::request, withdraw},
    {true, ListState::approved, DelegateStatus::nominated, 0, Expected::direct, withdraw},
    {true, ListState::locked, DelegateStatus::nominated, 5000, Expected::direct, withdraw},
    {false, ListState::approved, DelegateStatus::nominated, 999, Expected::direct, withdraw},
    {false, ListState::locked, DelegateStatus::nominated, 5000, Expected::direct, withdraw},
    {true, ListState::submitted, DelegateStatus::nominated, 0, Expected::refused, withdraw},
    {false, ListState::draft, DelegateStatus::nominated, 0, Expected::refused, withdraw},
    {true, ListState::approved, DelegateStatus::cancelled, 0, Expected::refused, withdraw},
};

TEST(Substitution, ChangeRoute) {
    for (const Case& c : cases) {
        const auto route = change_route(c.by_organizer, c.kind, c.list, c.delegate, Instant{1000},
                                        Instant{c.now_ms});
        if (c.expected == Expected::refused) {
            ASSERT_FALSE(route) << &c - cases;
            EXPECT_EQ(route.error().kind(), FailureKind::conflict);
            continue;
        }
        ASSERT_TRUE(route) << &c - cases;
        EXPECT_EQ(*route,
                  c.expected == Expected::direct ? ChangeRoute::direct : ChangeRoute::request)
            << &c - cases;
    }
    EXPECT_EQ(*change_route(false, LateChangeKind::substitute, ListState::approved,
                            DelegateStatus::approved, std::nullopt, Instant{1'000'000}),
              ChangeRoute::direct);
}

TEST(Substitution, Names) {
    for (const auto kind : {LateChangeKind::substitute, LateChangeKind::withdraw})
        EXPECT_EQ(parse_late_change_kind(name_of(kind)), kind);
    for (const auto state :
         {LateChangeState::requested, LateChangeState::accepted, LateChangeState::refused})
        EXPECT_EQ(parse_late_change_state(name_of(state)), state);
    EXPECT_FALSE(parse_late_change_kind("swap"));
}

}  // namespace
}  // namespace kinhmoi::test_substitution

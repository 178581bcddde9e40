// SPDX-License-Identifier: Apache-2.0
// The rights table written a second time, by role: a change of one alone fails here.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "common/domain/permission.hpp"

namespace kinhmoi::test_permission {
namespace {

constexpr Role all_roles[] = {Role::administrator, Role::organizer, Role::clerk, Role::reader,
                              Role::door};
constexpr int permission_count = static_cast<int>(Permission::manage_backups) + 1;

struct RoleCase {
    Role role;
    std::set<std::string> allowed;
};

const RoleCase role_cases[] = {
    {Role::administrator,
     {"anyone",        "signed_in",    "manage_accounts", "read_audit",      "manage_agencies",
      "read_agencies", "create_event", "manage_event",    "read_event",      "read_quotas",
      "edit_list",     "read_list",    "decide_list",     "change_delegate", "read_delegate",
      "manage_passes", "read_passes",  "manage_doors",    "read_doors",      "read_report",
      "manage_keys",   "read_metrics", "manage_backups"}},
    {Role::organizer,
     {"anyone", "signed_in", "manage_agencies", "read_agencies", "create_event", "manage_event",
      "read_event", "read_quotas", "edit_list", "read_list", "decide_list", "change_delegate",
      "read_delegate", "manage_passes", "read_passes", "manage_doors", "read_doors",
      "read_report"}},
    {Role::clerk,
     {"anyone", "signed_in", "read_agencies", "read_event", "read_quotas", "edit_list", "read_list",
      "change_delegate", "read_delegate", "read_passes"}},
    {Role::reader,
     {"anyone", "signed_in", "read_agencies", "read_event", "read_quotas", "read_doors",
      "read_report"}},
    {Role::door, {"anyone", "scan"}},
};

TEST(Permission, TableSaysExactlyThis) {
    for (const RoleCase& c : role_cases) {
        for (int i = 0; i < permission_count; ++i) {
            const auto permission = static_cast<Permission>(i);
            EXPECT_EQ(allows(c.role, permission), c.allowed.contains(name_of(permission)))
                << name_of(c.role) << " " << name_of(permission);
        }
    }
}

TEST(Permission, EveryPermissionHasOneRow) {
    std::set<std::string> names;
    for (int i = 0; i < permission_count; ++i) names.insert(name_of(static_cast<Permission>(i)));
    EXPECT_EQ(names.size(), static_cast<std::size_t>(permission_count));
    EXPECT_FALSE(names.contains("unknown"));
}

TEST(Permission, WhatIsNotInTheTableIsDenied) {
    for (Role role : all_roles) EXPECT_FALSE(allows(role, static_cast<Permission>(999)));
    EXPECT_FALSE(allows(static_cast<Role>(999), Permission::anyone));
    EXPECT_TRUE(permissions_of(static_cast<Role>(999)).empty());
}

TEST(Permission, ListOfARoleAgreesWithTheTable) {
    for (const RoleCase& c : role_cases) {
        std::set<std::string> names;
        for (Permission p : permissions_of(c.role)) names.insert(name_of(p));
        EXPECT_EQ(names, c.allowed) << name_of(c.role);
    }
}

TEST(Account, RoleNamesGoBothWays) {
    for (Role role : all_roles) EXPECT_EQ(parse_role(name_of(role)), role);
    for (const char* text : {"", "admin", "Administrator", "door "}) {
        EXPECT_FALSE(parse_role(text)) << text;
    }
}

TEST(Account, Usernames) {
    const std::pair<std::string, bool> cases[] = {
        {"ab", false},
        {"abc", true},
        {"so.noi-vu_ct", true},
        {"a@example.vn", true},
        {"0abc", true},
        {".abc", false},
        {"Abc", false},
        {"a b", false},
        {"đơn-vị", false},
        {std::string(64, 'a'), true},
        {std::string(65, 'a'), false},
        {std::string("ab\0c", 4), false},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(is_username(text), expected) << text;
    EXPECT_EQ(normal_username("  So.Noi-Vu "), "so.noi-vu");
}

TEST(Account, OnlyAdministratorsAndTheEventsOwnOrganizersManageIt) {
    const EventId own{{1}};
    const EventId foreign{{2}};
    for (Role role : all_roles) {
        Actor actor;
        actor.role = role;
        actor.events = {own};
        actor.event = own;
        const bool is_admin = role == Role::administrator;
        EXPECT_EQ(actor.may_manage(own), is_admin || role == Role::organizer) << name_of(role);
        EXPECT_EQ(actor.may_manage(foreign), is_admin) << name_of(role);
    }
}

}  // namespace
}  // namespace kinhmoi::test_permission

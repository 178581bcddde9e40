// SPDX-License-Identifier: Apache-2.0
#include "common/domain/permission.hpp"

#include <array>

namespace kinhmoi {
namespace {

struct Row {
    Permission permission;
    const char* name;
    bool administrator;
    bool organizer;
    bool clerk;
    bool reader;
    bool door;
};

constexpr bool yes = true;
constexpr bool no = false;

// A reader is a leader in front of the live board: numbers and doors, never lists of people.
// A door scans and does nothing else. Agencies' names are no secret and stand on every list.
// clang-format off
constexpr std::array<Row, 24> table{{
    //                                               admin org  clerk reader door
    {Permission::anyone, "anyone",                   yes, yes, yes, yes, yes},
    {Permission::signed_in, "signed_in",             yes, yes, yes, yes, no},
    {Permission::manage_accounts, "manage_accounts", yes, no,  no,  no,  no},
    {Permission::read_audit, "read_audit",           yes, no,  no,  no,  no},
    {Permission::manage_agencies, "manage_agencies", yes, yes, no,  no,  no},
    {Permission::read_agencies, "read_agencies",     yes, yes, yes, yes, no},
    {Permission::create_event, "create_event",       yes, yes, no,  no,  no},
    {Permission::manage_event, "manage_event",       yes, yes, no,  no,  no},
    {Permission::read_event, "read_event",           yes, yes, yes, yes, no},
    {Permission::read_quotas, "read_quotas",         yes, yes, yes, yes, no},
    {Permission::edit_list, "edit_list",             yes, yes, yes, no,  no},
    {Permission::read_list, "read_list",             yes, yes, yes, no,  no},
    {Permission::decide_list, "decide_list",         yes, yes, no,  no,  no},
    {Permission::change_delegate, "change_delegate", yes, yes, yes, no,  no},
    {Permission::read_delegate, "read_delegate",     yes, yes, yes, no,  no},
    {Permission::manage_passes, "manage_passes",     yes, yes, no,  no,  no},
    {Permission::read_passes, "read_passes",         yes, yes, yes, no,  no},
    {Permission::manage_doors, "manage_doors",       yes, yes, no,  no,  no},
    {Permission::read_doors, "read_doors",           yes, yes, no,  yes, no},
    {Permission::scan, "scan",                       no,  no,  no,  no,  yes},
    {Permission::read_report, "read_report",         yes, yes, no,  yes, no},
    {Permission::manage_keys, "manage_keys",         yes, no,  no,  no,  no},
    {Permission::read_metrics, "read_metrics",       yes, no,  no,  no,  no},
    {Permission::manage_backups, "manage_backups",   yes, no,  no,  no,  no},
}};
// clang-format on

bool cell(const Row& row, Role role) {
    switch (role) {
        case Role::administrator:
            return row.administrator;
        case Role::organizer:
            return row.organizer;
        case Role::clerk:
            return row.clerk;
        case Role::reader:
            return row.reader;
        case Role::door:
            return row.door;
    }
    return false;
}

}  // namespace

bool allows(Role role, Permission permission) {
    for (const Row& row : table) {
        if (row.permission == permission) return cell(row, role);
    }
    return false;
}

const char* name_of(Permission permission) {
    for (const Row& row : table) {
        if (row.permission == permission) return row.name;
    }
    return "unknown";
}

std::vector<Permission> permissions_of(Role role) {
    std::vector<Permission> out;
    for (const Row& row : table) {
        if (cell(row, role)) out.push_back(row.permission);
    }
    return out;
}

}  // namespace kinhmoi

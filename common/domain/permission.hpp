// SPDX-License-Identifier: Apache-2.0
// The one table of who may do what: role × action, deny by default. Scope (which event, which
// agency) is the finders' business: see server/store/rows/scope.hpp.
#pragma once

#include <vector>

#include "common/domain/account.hpp"

namespace kinhmoi {

enum class Permission {
    anyone,           ///< no credential needed
    signed_in,        ///< any account (not a door)
    manage_accounts,  ///< administrator
    read_audit,       ///< administrator
    manage_agencies,  ///< directory of agencies
    read_agencies,
    create_event,
    manage_event,  ///< set-up: sites, groups, quotas, …; plan import
    read_event,    ///< what all concerned may see
    read_quotas,
    edit_list,  ///< drafts, submission
    read_list,
    decide_list,      ///< return, approve, lock, extend, late changes
    change_delegate,  ///< substitute, withdraw, excuse (own agency or organizer)
    read_delegate,
    manage_passes,  ///< issue, revoke, re-issue
    read_passes,    ///< images for the own delegates
    manage_doors,   ///< enrol, revoke, resolve incidents
    read_doors,     ///< health and incidents
    scan,           ///< door only
    read_report,
    manage_keys,
    read_metrics,    ///< administrator (a Prometheus server with a bearer token)
    manage_backups,  ///< administrator
};

/// False for everything not listed in the table.
bool allows(Role role, Permission permission);
const char* name_of(Permission permission);
/// What a role may do, in the order of the enumeration.
std::vector<Permission> permissions_of(Role role);

}  // namespace kinhmoi

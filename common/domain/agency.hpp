// SPDX-License-Identifier: Apache-2.0
// An agency: a body that hosts, invites, sends delegates or receives lists. Shared by all events.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"

namespace kinhmoi {

struct Agency {
    AgencyId id;
    std::string code;        ///< unique, chosen by people: "ct-ca"
    std::string name;        ///< as on documents
    std::string short_name;  ///< empty if none
    std::vector<std::string> aliases;
    std::string kind;   ///< free key: "police", "department", …
    std::string level;  ///< "central", "province", "commune", …
    std::optional<AgencyId> parent;
    /// A set stands for many ("Công an các xã, phường") until an organizer names its members.
    bool is_set = false;
    std::vector<AgencyId> members;  ///< of a set only
    bool operator==(const Agency&) const = default;
};

/// True if text names the agency: its name, short name or an alias, ignoring case, punctuation,
/// accents' placement and spaces (agency_key of common/base/text.hpp).
bool is_named(const Agency& agency, std::string_view text);
/// Rules that need no other agency; path is "is_set", ….
std::vector<FieldFault> agency_faults(const Agency& agency);

}  // namespace kinhmoi

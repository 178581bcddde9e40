// SPDX-License-Identifier: Apache-2.0
// Sites (điểm cầu) and their gates.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"

namespace kinhmoi {

enum class SiteRole { main, relay };
const char* name_of(SiteRole role);
std::optional<SiteRole> parse_site_role(std::string_view text);

struct Site {
    SiteId id;
    EventId event;
    std::string code;  ///< unique in the event
    SiteRole role = SiteRole::main;
    std::string name;
    std::string venue;
    std::string address;  ///< one line; two tiers, no district
    std::optional<SiteId> relays_from;
    std::optional<GroupId> chair_group;
    std::optional<int> capacity;  ///< seats
    int ordinal = 0;
    bool operator==(const Site&) const = default;
};

/// Rules that need no other site; path is "relays_from".
std::vector<FieldFault> site_faults(const Site& site);

struct Gate {
    GateId id;
    EventId event;
    SiteId site;
    std::string code;  ///< unique in the event
    std::string name;  ///< "Cửa 1"
    bool operator==(const Gate&) const = default;
};

}  // namespace kinhmoi

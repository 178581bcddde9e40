// SPDX-License-Identifier: Apache-2.0
// Which of an event's quotas, and of the lists that stand for them.
#pragma once

#include <optional>
#include <string>

#include "common/base/ids.hpp"

namespace kinhmoi::store {

struct PlaceFilter {
    EventId event;
    std::optional<AgencyId> agency;
    std::optional<GroupId> group;
    std::optional<SiteId> site;
    std::string search;  ///< any part of the agency's names or code, accents ignored; empty: all
};

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Passes with what stands beside the code on a badge.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/pass_rows.hpp"

namespace kinhmoi::store {

struct BadgeRow {
    PassRow row;
    std::optional<ListId> list;  ///< none: a walk-in's
    AgencyId agency;
    std::string agency_name;
    std::string group_label;  ///< neutral
    std::string site_name;
    std::string position;      ///< of an adult; of children and parties empty
    std::string organization;  ///< where an adult works; of children and parties empty
    std::string seat;          ///< of one person; empty for a party
};
struct BadgeFilter {
    EventId event;
    std::optional<ListId> list;
    std::optional<SiteId> site;
    std::optional<GroupId> group;
    std::optional<AgencyId> agency;
    DelegateSort sort = DelegateSort::protocol;
};
/// Of current passes only, after the given one. The order of the protocol is site, group, quota,
/// list. Whom the law made forget is left out.
std::vector<BadgeRow> badges_where(ReadTx& tx, const BadgeFilter& filter,
                                   const std::optional<PassId>& after, int limit);
/// Nothing for a pass that is revoked.
std::optional<BadgeRow> badge_of_pass(ReadTx& tx, const PassId& id);

}  // namespace kinhmoi::store

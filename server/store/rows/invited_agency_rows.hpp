// SPDX-License-Identifier: Apache-2.0
// The agencies that are asked for somebody in an event, or were given a link to it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct InvitedAgency {
    AgencyId id;
    std::string name;
    std::optional<LinkId> link;  ///< one that was used, else the newest
    int lists = 0;
    int sent = 0;  ///< of these: submitted, approved or locked
};
/// By name, after the given one. search: as in PlaceFilter.
std::vector<InvitedAgency> invited_agencies(ReadTx& tx, const EventId& event,
                                            const std::string& search,
                                            const std::optional<AgencyId>& after, int limit);

}  // namespace kinhmoi::store

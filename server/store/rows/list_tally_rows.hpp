// SPDX-License-Identifier: Apache-2.0
// How many lists stand alike: what the totals of an event are summed from.
#pragma once

#include <optional>
#include <vector>

#include "common/domain/delegate_list.hpp"
#include "common/domain/quota.hpp"
#include "server/store/rows/place_filter.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Lists that no rule about totals can tell apart.
struct ListTally {
    int lists = 0;
    ListState state = ListState::draft;
    bool is_begun = false;
    bool is_late = false;
    Quota quota;                        ///< unit, max, is_approximate, seats_per_unit, deadline
    QuotaUse use;                       ///< of each
    std::optional<Deadline> extension;  ///< the agency's newest
};
std::vector<ListTally> tally_lists(ReadTx& tx, const PlaceFilter& place);

}  // namespace kinhmoi::store

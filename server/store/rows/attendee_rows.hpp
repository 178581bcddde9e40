// SPDX-License-Identifier: Apache-2.0
// Everybody of an event with pass and presence, for lists on paper and in sheets.
#pragma once

#include <optional>
#include <vector>

#include "common/domain/delegate.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct AttendeeRow {
    Delegate delegate;
    bool is_party_pass = false;        ///< the pass is the party's, who belongs to it or did
    std::optional<DelegateId> holder;  ///< of that pass; none: no pass yet
    std::optional<std::uint32_t> short_number;  ///< of the own or the party's pass, if one is valid
    int came = 0;                               ///< by that pass: persons
    std::optional<Instant> first_in_at;
};
/// All statuses, of one agency or of all; by site, then group, then as sort says.
std::vector<AttendeeRow> attendees_of_event(ReadTx& tx, const EventId& event,
                                            const std::optional<AgencyId>& agency,
                                            DelegateSort sort);

}  // namespace kinhmoi::store

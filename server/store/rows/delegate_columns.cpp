// SPDX-License-Identifier: Apache-2.0
// The columns of a delegate, to the domain.
#include "server/store/rows/delegate_columns.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {

Delegate delegate_at(const Rows& rows) {
    Delegate d;
    d.person = person_at(rows, 0);
    int at = person_column_count;
    d.id = rows.get<DelegateId>(at++);
    d.event = rows.get<EventId>(at++);
    d.quota = rows.get<QuotaId>(at++);
    d.site = rows.get<SiteId>(at++);
    d.group = rows.get<GroupId>(at++);
    d.agency = rows.get<AgencyId>(at++);
    d.list = rows.get<std::optional<ListId>>(at++);
    d.party = rows.get<std::optional<PartyId>>(at++);
    d.status = word_of(&parse_delegate_status, rows.get<std::string_view>(at++));
    d.ordinal = rows.get<int>(at++);
    d.seat = rows.get<std::string>(at++);
    d.door_note = rows.get<std::string>(at++);
    d.is_walk_in = rows.get<bool>(at++);
    d.excused_at = rows.get<std::optional<Instant>>(at++);
    d.excuse = rows.get<std::string>(at++);
    d.substitutes_for = rows.get<std::optional<DelegateId>>(at++);
    d.substituted_by = rows.get<std::optional<DelegateId>>(at++);
    d.created_at = rows.get<Instant>(at++);
    d.updated_at = rows.get<Instant>(at++);
    d.erased_at = rows.get<std::optional<Instant>>(at++);
    return d;
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/list_tally_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

ListTally tally_at(const Rows& rows) {
    ListTally tally;
    std::string state, unit;
    DeadlineColumns own, extension;
    std::optional<bool> extension_inclusive;
    rows.read(state, tally.is_begun, tally.is_late, unit, tally.quota.max,
              tally.quota.is_approximate, tally.quota.seats_per_unit, tally.use.persons,
              tally.use.organizations, tally.use.largest_organization, own.due_on,
              own.minute_of_day, own.is_inclusive, extension.due_on, extension.minute_of_day,
              extension_inclusive, tally.lists);
    tally.state = word_of(&parse_list_state, state);
    tally.quota.unit = word_of(&parse_quota_unit, unit);
    tally.quota.deadline = deadline_of(own);
    extension.is_inclusive = extension_inclusive.value_or(true);
    tally.extension = deadline_of(extension);
    return tally;
}

}  // namespace

std::vector<ListTally> tally_lists(ReadTx& tx, const PlaceFilter& place) {
    Rows rows = tx.query(
        "SELECT COALESCE(l.state, 'draft'), COALESCE(l.revision, 0) > 0, COALESCE(l.is_late, 0),"
        " q.unit, q.max_units, q.is_approximate, q.seats_per_unit, COALESCE(l.persons, 0),"
        " COALESCE(l.organizations, 0), COALESCE(l.largest_organization, 0), q.due_on, "
        "q.minute_of_day, q.is_inclusive, x.due_on,"
        " x.minute_of_day, x.is_inclusive, COUNT(*)"
        " FROM quotas q JOIN agencies a ON a.id = q.agency_id"
        " LEFT JOIN delegate_lists l ON l.id = q.id"
        " LEFT JOIN extensions x ON x.id = (SELECT e.id FROM extensions e"
        " WHERE e.event_id = q.event_id AND e.agency_id = q.agency_id"
        " ORDER BY e.granted_at DESC, e.id DESC LIMIT 1)"
        " WHERE q.event_id = $1 AND ($2 IS NULL OR q.agency_id = $2)"
        " AND ($3 IS NULL OR q.group_id = $3) AND ($4 IS NULL OR q.site_id = $4)"
        " AND ($5 = '' OR a.search_key LIKE $5 ESCAPE '!')"
        " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16",
        place.event, place.agency, place.group, place.site, contains_pattern(place.search));
    std::vector<ListTally> tallies;
    while (rows.next()) tallies.push_back(tally_at(rows));
    return tallies;
}

}  // namespace kinhmoi::store

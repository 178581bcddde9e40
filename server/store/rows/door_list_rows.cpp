// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/door_list_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

// Whoever carries the pass of a party answers for all of it.
#define DOOR_NOTE                                                                  \
    "CASE WHEN p.party_id IS NULL THEN d.door_note ELSE COALESCE("                 \
    "(SELECT MIN(o.door_note) FROM delegates o WHERE o.party_id = p.party_id AND " \
    "o.door_note <> '' AND o.status NOT IN ('substituted', 'cancelled')), '') END"

// The label of the group, never its name: a name may say what nobody at a door needs to know.
#define DOOR_LIST_QUERY                                                                      \
    "SELECT p.id, p.event_id, p.delegate_id, p.site_id, p.issue, p.min_issue, "              \
    "CASE WHEN p.is_minor = 1 OR g.is_minors = 1 THEN 1 ELSE 0 END, p.party_size, "          \
    "p.short_number, CASE WHEN p.party_id IS NULL THEN 0 ELSE 1 END, COALESCE(y.name, ''), " \
    "CASE WHEN p.is_minor = 1 OR g.is_minors = 1 OR p.party_id IS NOT NULL THEN '' "         \
    "ELSE d.full_name END, d.organization, d.seat, " DOOR_NOTE                               \
    ", d.status, g.badge_label, "                                                            \
    "CASE WHEN a.short_name = '' THEN a.name ELSE a.short_name END, "                        \
    "COALESCE(m.inside, 0), COALESCE(m.present, 0), COALESCE(m.visits, 0), f.effective_at, " \
    "o.gate_id FROM passes p JOIN delegates d ON d.id = p.delegate_id "                      \
    "JOIN participant_groups g ON g.id = p.group_id JOIN agencies a ON a.id = d.agency_id "  \
    "LEFT JOIN parties y ON y.id = p.party_id LEFT JOIN admissions m ON m.pass_id = p.id "   \
    "LEFT JOIN scans f ON f.seq = m.first_in LEFT JOIN scan_sources o ON o.id = f.source "

DoorListRow read_row(const Rows& rows) {
    DoorListRow row;
    std::string status;
    rows.read(row.pass, row.event, row.delegate, row.site, row.issue, row.min_issue, row.is_minor,
              row.party_size, row.short_number, row.is_party, row.party_name, row.full_name,
              row.organization, row.seat, row.note, status, row.group_label, row.agency, row.inside,
              row.present, row.visits, row.first_in_at, row.first_in_gate);
    row.status = word_of<DelegateStatus>(parse_delegate_status, status);
    return row;
}

}  // namespace

std::vector<DoorListRow> door_list_rows(ReadTx& tx, const EventId& event,
                                        const std::optional<PassId>& after, int limit) {
    auto rows = tx.query(DOOR_LIST_QUERY
                         "WHERE p.event_id = $1 AND ($2 IS NULL OR p.id > $2) ORDER BY p.id "
                         "LIMIT $3",
                         event, after, limit);
    std::vector<DoorListRow> found;
    while (rows.next()) found.push_back(read_row(rows));
    return found;
}

std::optional<DoorListRow> door_list_row(ReadTx& tx, const PassId& pass) {
    auto rows = tx.query(DOOR_LIST_QUERY "WHERE p.id = $1", pass);
    if (!rows.next()) return std::nullopt;
    return read_row(rows);
}

}  // namespace kinhmoi::store

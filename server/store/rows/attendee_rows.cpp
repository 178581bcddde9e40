// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/attendee_rows.hpp"

#include <string>

#include "server/store/rows/delegate_columns.hpp"

namespace kinhmoi::store {

std::vector<AttendeeRow> attendees_of_event(ReadTx& tx, const EventId& event,
                                            const std::optional<AgencyId>& agency,
                                            DelegateSort sort) {
    static const std::string sql =
        std::string("SELECT ") + delegate_columns +
        ", p.party_id IS NOT NULL, p.delegate_id, "
        "CASE WHEN p.issue >= p.min_issue THEN p.short_number END, COALESCE(a.present, 0), "
        "f.effective_at FROM delegates d JOIN sites s ON s.id = d.site_id "
        "JOIN participant_groups g ON g.id = d.group_id "
        "LEFT JOIN passes p ON p.id = COALESCE((SELECT o.id FROM passes o WHERE o.party_id = "
        "d.party_id), (SELECT o.id FROM passes o WHERE o.delegate_id = d.id)) "
        "LEFT JOIN admissions a ON a.pass_id = p.id LEFT JOIN scans f ON f.seq = a.first_in "
        "WHERE d.event_id = $1 AND ($2 IS NULL OR d.agency_id = $2) "
        "ORDER BY s.ordinal, s.code, g.ordinal, g.code, ";
    static const std::string by_name = sql + "d.sort_key, d.id";
    static const std::string by_protocol = sql + "d.quota_id, d.ordinal, d.id";
    std::vector<AttendeeRow> all;
    Rows rows = tx.query(sort == DelegateSort::given_name ? by_name : by_protocol, event, agency);
    while (rows.next()) {
        AttendeeRow& row = all.emplace_back();
        row.delegate = delegate_at(rows);
        row.is_party_pass = rows.get<bool>(delegate_column_count);
        row.holder = rows.get<std::optional<DelegateId>>(delegate_column_count + 1);
        row.short_number = rows.get<std::optional<std::uint32_t>>(delegate_column_count + 2);
        row.came = rows.get<int>(delegate_column_count + 3);
        row.first_in_at = rows.get<std::optional<Instant>>(delegate_column_count + 4);
    }
    return all;
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Delegates counted and compared: sums for reports, and people who stand twice.
#include <string>
#include <tuple>

#include "server/store/rows/columns.hpp"
#include "server/store/rows/delegate_columns.hpp"
#include "server/store/rows/delegate_rows.hpp"

namespace kinhmoi::store {
namespace {

int& place_of(DelegateCounts& counts, DelegateStatus status) {
    switch (status) {
        case DelegateStatus::nominated:
            return counts.nominated;
        case DelegateStatus::approved:
            return counts.approved;
        case DelegateStatus::invited:
            return counts.invited;
        case DelegateStatus::accepted:
            return counts.accepted;
        case DelegateStatus::declined:
            return counts.declined;
        case DelegateStatus::substituted:
            return counts.substituted;
        case DelegateStatus::cancelled:
            break;
    }
    return counts.cancelled;
}

/// Adds one group of equal status: status, is_walk_in, how many, how many excused.
void add(DelegateCounts& counts, const Rows& rows, int at) {
    const auto status = word_of(&parse_delegate_status, rows.get<std::string_view>(at));
    const bool is_walk_in = rows.get<bool>(at + 1);
    const int count = rows.get<int>(at + 2);
    if (is_walk_in) {
        if (is_live(status)) counts.walk_ins += count;
        return;
    }
    place_of(counts, status) += count;
    if (!holds_seat(status)) return;
    counts.excused += status == DelegateStatus::declined ? count : rows.get<int>(at + 3);
}

}  // namespace

std::vector<DelegateCounts> count_delegates(ReadTx& tx, const EventId& event,
                                            const std::optional<AgencyId>& agency) {
    std::vector<DelegateCounts> all;
    Rows rows = tx.query(
        "SELECT site_id, group_id, agency_id, status, is_walk_in, COUNT(*), COUNT(excused_at) "
        "FROM delegates WHERE event_id = $1 AND ($2 IS NULL OR agency_id = $2) "
        "GROUP BY site_id, group_id, agency_id, status, is_walk_in "
        "ORDER BY site_id, group_id, agency_id",
        event, agency);
    while (rows.next()) {
        const DelegateCounts place{rows.get<SiteId>(0), rows.get<GroupId>(1),
                                   rows.get<AgencyId>(2)};
        const auto key = [](const DelegateCounts& c) {
            return std::tie(c.site, c.group, c.agency);
        };
        if (all.empty() || key(all.back()) != key(place)) all.push_back(place);
        add(all.back(), rows, 3);
    }
    return all;
}

DelegateCounts count_of_quota(ReadTx& tx, const QuotaId& quota) {
    DelegateCounts counts;
    Rows rows = tx.query(
        "SELECT status, is_walk_in, COUNT(*), COUNT(excused_at), site_id, group_id, agency_id "
        "FROM delegates WHERE quota_id = $1 GROUP BY status, is_walk_in, site_id, group_id, "
        "agency_id",
        quota);
    while (rows.next()) {
        counts.site = rows.get<SiteId>(4);
        counts.group = rows.get<GroupId>(5);
        counts.agency = rows.get<AgencyId>(6);
        add(counts, rows, 0);
    }
    return counts;
}

std::vector<std::vector<Delegate>> duplicate_delegates(ReadTx& tx, const EventId& event,
                                                       const std::optional<AgencyId>& agency) {
    static const std::string sql =
        std::string("SELECT ") + delegate_columns +
        ", d.identity_key FROM delegates d WHERE d.event_id = $1 AND d.identity_key <> '' "
        "AND d.status NOT IN ('substituted', 'cancelled') AND ($2 IS NULL OR d.agency_id = $2) "
        "AND EXISTS (SELECT 1 FROM delegates o WHERE o.event_id = $1 "
        "AND o.identity_key = d.identity_key AND o.id <> d.id "
        "AND o.status NOT IN ('substituted', 'cancelled') AND ($2 IS NULL OR o.agency_id = $2)) "
        "ORDER BY d.identity_key, d.id";
    std::vector<std::vector<Delegate>> groups;
    std::string last_key;
    Rows rows = tx.query(sql, event, agency);
    while (rows.next()) {
        const auto key = rows.get<std::string>(delegate_column_count);
        if (groups.empty() || key != last_key) groups.emplace_back();
        groups.back().push_back(delegate_at(rows));
        last_key = key;
    }
    return groups;
}

}  // namespace kinhmoi::store

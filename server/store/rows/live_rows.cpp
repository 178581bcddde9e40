// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/live_rows.hpp"

namespace kinhmoi::store {
namespace {

#define PRESENCE_COLUMNS                                                          \
    "d.site_id, d.group_id, d.agency_id, a.present, d.is_walk_in, "               \
    "CASE WHEN d.is_walk_in = 0 AND p.party_id IS NULL "                          \
    "AND (d.excused_at IS NOT NULL OR d.status = 'declined') THEN 1 ELSE 0 END, " \
    "f.effective_at"
#define PRESENCE_TABLES                                                                \
    " FROM admissions a JOIN passes p ON p.id = a.pass_id JOIN delegates d ON d.id = " \
    "p.delegate_id JOIN scans f ON f.seq = a.first_in "
#define IS_PRESENT " a.present > 0 AND d.status IN ('approved', 'invited', 'accepted', 'declined')"

Presence read_presence(const Rows& rows) {
    Presence presence;
    presence.place = {rows.get<SiteId>(0), rows.get<GroupId>(1), rows.get<AgencyId>(2)};
    presence.present = rows.get<int>(3);
    presence.is_walk_in = rows.get<bool>(4);
    presence.gave_notice = rows.get<bool>(5);
    presence.first_in_at = rows.get<Instant>(6);
    return presence;
}

}  // namespace

void each_presence(ReadTx& tx, const EventId& event,
                   const std::function<void(const PassId&, const Presence&)>& found) {
    auto rows = tx.query("SELECT " PRESENCE_COLUMNS ", a.pass_id" PRESENCE_TABLES
                         "WHERE a.event_id = $1 AND" IS_PRESENT,
                         event);
    while (rows.next()) found(rows.get<PassId>(7), read_presence(rows));
}

std::optional<Presence> presence_of(ReadTx& tx, const PassId& pass) {
    auto rows = tx.query(
        "SELECT " PRESENCE_COLUMNS PRESENCE_TABLES "WHERE a.pass_id = $1 AND" IS_PRESENT, pass);
    if (!rows.next()) return std::nullopt;
    return read_presence(rows);
}

std::optional<ArrivalRow> arrival_of(ReadTx& tx, const PassId& pass) {
    auto rows = tx.query(
        "SELECT f.scan_id, f.effective_at, d.full_name, "
        "CASE WHEN p.is_minor = 1 OR g.is_minors = 1 THEN 1 ELSE 0 END, "
        "d.site_id, d.group_id, d.agency_id, COALESCE(t.name, ''), a.present, "
        "d.is_walk_in" PRESENCE_TABLES
        "JOIN participant_groups g ON g.id = d.group_id JOIN scan_sources o ON o.id = f.source "
        "LEFT JOIN gates t ON t.id = o.gate_id WHERE a.pass_id = $1 AND" IS_PRESENT,
        pass);
    if (!rows.next()) return std::nullopt;
    ArrivalRow row;
    auto& [site, group, agency] = row.place;
    rows.read(row.scan, row.at, row.full_name, row.is_minor, site, group, agency, row.gate_name,
              row.present, row.is_walk_in);
    return row;
}

int count_open_incidents(ReadTx& tx, const EventId& event) {
    auto rows =
        tx.query("SELECT COUNT(*) FROM incidents WHERE event_id = $1 AND state = 'open'", event);
    rows.next();
    return rows.get<int>(0);
}

std::int64_t newest_door_change(ReadTx& tx) {
    auto rows = tx.query("SELECT COALESCE(MAX(seq), 0) FROM door_changes");
    rows.next();
    return rows.get<std::int64_t>(0);
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/live_rows.hpp"

#include "server/store/rows/turnout_columns.hpp"

namespace kinhmoi::store {
namespace {

#define PRESENCE_TABLES                                                                \
    " FROM admissions a JOIN passes p ON p.id = a.pass_id JOIN delegates d ON d.id = " \
    "p.delegate_id JOIN scans f ON f.seq = a.first_in "
#define IS_PRESENT " a.present > 0"

const std::string presence_sql =
    std::string("SELECT d.site_id, d.group_id, d.agency_id, ") + turnout_columns +
    ", f.effective_at, a.pass_id" PRESENCE_TABLES "WHERE" IS_PRESENT " AND ";

std::pair<PassId, Presence> read_presence(const Rows& rows) {
    PassId pass;
    Presence presence;
    auto& [site, group, agency] = presence.place;
    auto& [seats, gave_notice, came] = presence.turnout;
    rows.read(site, group, agency, seats, gave_notice, came, presence.first_in_at, pass);
    return {pass, presence};
}

}  // namespace

void each_presence(ReadTx& tx, const EventId& event,
                   const std::function<void(const PassId&, const Presence&)>& found) {
    static const std::string sql = presence_sql + "a.event_id = $1";
    auto rows = tx.query(sql, event);
    while (rows.next()) {
        const auto [pass, presence] = read_presence(rows);
        found(pass, presence);
    }
}

std::optional<Presence> presence_of(ReadTx& tx, const PassId& pass) {
    static const std::string sql = presence_sql + "a.pass_id = $1";
    auto rows = tx.query(sql, pass);
    if (!rows.next()) return std::nullopt;
    return read_presence(rows).second;
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

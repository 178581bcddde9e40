// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

constexpr std::pair<IncidentState, const char*> states[] = {
    {IncidentState::open, "open"},
    {IncidentState::resolved, "resolved"},
    {IncidentState::withdrawn, "withdrawn"},
};

template <class IdType>
std::string ids_column(const std::vector<IdType>& ids) {
    std::vector<std::string> lines;
    for (const IdType& id : ids) lines.push_back(to_text(id));
    return lines_column(lines);
}

template <class IdType>
std::vector<IdType> ids_of(std::string_view column) {
    std::vector<IdType> ids;
    for (const std::string& line : lines_of(column)) {
        const auto id = parse_id<IdType>(line);
        if (!id) throw StoreError(Fault::corrupt, "an incident names no id");
        ids.push_back(*id);
    }
    return ids;
}

#define INCIDENT_COLUMNS                                                                   \
    "id, event_id, incident_key, kind, pass_id, device_id, gate_id, scans, also_devices, " \
    "opened_at, reason, state, resolved_at, resolved_by, note"

IncidentRow read_incident(const Rows& rows) {
    IncidentRow row;
    Incident& incident = row.incident;
    std::string kind, scans, also, state;
    rows.read(row.id, row.event, incident.key, kind, incident.pass, incident.device, incident.gate,
              scans, also, incident.opened_at, incident.reason, state, row.resolved_at,
              row.resolved_by, row.note);
    incident.kind = word_of<IncidentKind>(parse_incident_kind, kind);
    incident.scans = ids_of<ScanId>(scans);
    incident.also = ids_of<DeviceId>(also);
    row.state = word_of<IncidentState>(parse_incident_state, state);
    return row;
}

std::vector<IncidentRow> read_incidents(Rows rows) {
    std::vector<IncidentRow> found;
    while (rows.next()) found.push_back(read_incident(rows));
    return found;
}

}  // namespace

const char* name_of(IncidentState state) {
    for (const auto& [value, name] : states)
        if (value == state) return name;
    return "";
}

std::optional<IncidentState> parse_incident_state(std::string_view text) {
    for (const auto& [value, name] : states)
        if (text == name) return value;
    return std::nullopt;
}

std::optional<IncidentId> open_incident(WriteTx& tx, const EventId& event,
                                        const Incident& incident) {
    // A clone incident grows with each further scan under the number; a resolved one stays
    // resolved.
    auto rows = tx.query(
        "INSERT INTO incidents (id, event_id, incident_key, kind, pass_id, device_id, gate_id, "
        "scans, also_devices, opened_at, reason, state, note) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', '') "
        "ON CONFLICT (incident_key) DO UPDATE SET scans = excluded.scans, "
        "also_devices = excluded.also_devices, opened_at = excluded.opened_at, "
        "reason = excluded.reason, gate_id = excluded.gate_id, "
        "state = CASE WHEN incidents.state = 'resolved' THEN 'resolved' ELSE 'open' END "
        "WHERE incidents.state = 'withdrawn' OR incidents.scans <> excluded.scans "
        "RETURNING id",
        tx.new_id<IncidentId>(), event, incident.key, name_of(incident.kind), incident.pass,
        incident.device, incident.gate, ids_column(incident.scans), ids_column(incident.also),
        incident.opened_at, incident.reason);
    if (!rows.next()) return std::nullopt;
    return rows.get<IncidentId>(0);
}

std::vector<IncidentRow> incidents_of_pass(ReadTx& tx, const PassId& pass) {
    return read_incidents(tx.query("SELECT " INCIDENT_COLUMNS
                                   " FROM incidents WHERE pass_id = $1 AND state <> 'withdrawn' "
                                   "ORDER BY incident_key",
                                   pass));
}

void set_incident_state(WriteTx& tx, const IncidentId& id, IncidentState state,
                        const std::optional<AccountId>& by, std::string_view note) {
    tx.execute(
        "UPDATE incidents SET state = $1, resolved_at = $2, resolved_by = $3, note = $4 "
        "WHERE id = $5",
        name_of(state), tx.now(), by, note, id);
}

std::optional<IncidentRow> load_incident(ReadTx& tx, const IncidentId& id) {
    auto rows = tx.query("SELECT " INCIDENT_COLUMNS " FROM incidents WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_incident(rows);
}

std::vector<IncidentRow> incidents_of_event(ReadTx& tx, const EventId& event,
                                            const std::optional<IncidentState>& state,
                                            const std::optional<IncidentId>& after, int limit) {
    const auto word = state ? std::optional<const char*>(name_of(*state)) : std::nullopt;
    return read_incidents(tx.query("SELECT " INCIDENT_COLUMNS " FROM incidents WHERE event_id = $1 "
                                   "AND ($2 IS NULL OR state = $2) AND ($3 IS NULL OR id < $3) "
                                   "ORDER BY id DESC LIMIT $4",
                                   event, word, after, limit));
}

}  // namespace kinhmoi::store

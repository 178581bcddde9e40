// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/admission_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {

namespace {

#define ADMISSION_COLUMNS                                                                     \
    "a.last_seq, a.inside, a.present, a.visits, a.was_overridden, a.first_in_at, "            \
    "a.first_in_gate, a.first_in_device, a.first_in_scan, a.last_move_at, a.last_move_gate, " \
    "a.last_move_device, a.last_move_scan, a.last_move_direction, a.last_key_at, "            \
    "a.last_key_device, a.last_key_epoch, a.last_key_dseq, a.last_key_scan, a.open_undos"

AdmissionRow read_admission(const Rows& rows) {
    AdmissionRow row;
    AdmissionState& state = row.state;
    row.last_seq = rows.get<std::int64_t>(0);
    state.inside = rows.get<int>(1);
    state.present = rows.get<int>(2);
    state.visits = rows.get<int>(3);
    state.was_overridden = rows.get<bool>(4);
    if (!rows.is_null(5)) {
        state.first_in = Movement{rows.get<Instant>(5), rows.get<GateId>(6), rows.get<DeviceId>(7),
                                  rows.get<ScanId>(8), Direction::in};
    }
    if (!rows.is_null(9)) {
        state.last_move =
            Movement{rows.get<Instant>(9), rows.get<GateId>(10), rows.get<DeviceId>(11),
                     rows.get<ScanId>(12),
                     word_of<Direction>(parse_direction, rows.get<std::string_view>(13))};
    }
    if (!rows.is_null(14)) {
        state.last_key =
            ScanKey{rows.get<Instant>(14), rows.get<DeviceId>(15), rows.get<EpochId>(16),
                    rows.get<std::int64_t>(17), rows.get<ScanId>(18)};
    }
    state.open_undos = rows.get<int>(19);
    return row;
}

}  // namespace

std::optional<AdmissionRow> load_admission(ReadTx& tx, const PassId& pass) {
    auto rows =
        tx.query("SELECT " ADMISSION_COLUMNS " FROM admissions a WHERE a.pass_id = $1", pass);
    if (!rows.next()) return std::nullopt;
    return read_admission(rows);
}

std::optional<HolderState> load_holder_state(ReadTx& tx, const PassId& pass,
                                             const DelegateId& delegate) {
    auto rows = tx.query("SELECT " ADMISSION_COLUMNS
                         ", d.status FROM delegates d LEFT JOIN admissions a ON a.pass_id = $1 "
                         "WHERE d.id = $2",
                         pass, delegate);
    if (!rows.next()) return std::nullopt;
    HolderState holder;
    holder.status = word_of<DelegateStatus>(parse_delegate_status, rows.get<std::string_view>(20));
    if (!rows.is_null(0)) holder.admission = read_admission(rows);
    return holder;
}

void save_admission(WriteTx& tx, const PassId& pass, const EventId& event,
                    const AdmissionRow& row) {
    const AdmissionState& state = row.state;
    const auto& first = state.first_in;
    const auto& move = state.last_move;
    const auto& key = state.last_key;
    const auto of = [](const auto& whole, auto member) {
        using Part = std::remove_cvref_t<decltype((*whole).*member)>;
        return whole ? std::optional<Part>((*whole).*member) : std::nullopt;
    };
    tx.execute(
        "INSERT INTO admissions (pass_id, event_id, last_seq, inside, present, visits, "
        "was_overridden, first_in_at, first_in_gate, first_in_device, first_in_scan, "
        "last_move_at, last_move_gate, last_move_device, last_move_scan, last_move_direction, "
        "last_key_at, last_key_device, last_key_epoch, last_key_dseq, last_key_scan, open_undos) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
        "$19, $20, $21, $22) ON CONFLICT (pass_id) DO UPDATE SET last_seq = excluded.last_seq, "
        "inside = excluded.inside, present = excluded.present, visits = excluded.visits, "
        "was_overridden = excluded.was_overridden, first_in_at = excluded.first_in_at, "
        "first_in_gate = excluded.first_in_gate, first_in_device = excluded.first_in_device, "
        "first_in_scan = excluded.first_in_scan, last_move_at = excluded.last_move_at, "
        "last_move_gate = excluded.last_move_gate, last_move_device = excluded.last_move_device, "
        "last_move_scan = excluded.last_move_scan, "
        "last_move_direction = excluded.last_move_direction, last_key_at = excluded.last_key_at, "
        "last_key_device = excluded.last_key_device, last_key_epoch = excluded.last_key_epoch, "
        "last_key_dseq = excluded.last_key_dseq, last_key_scan = excluded.last_key_scan, "
        "open_undos = excluded.open_undos",
        pass, event, row.last_seq, state.inside, state.present, state.visits, state.was_overridden,
        of(first, &Movement::at), of(first, &Movement::gate), of(first, &Movement::device),
        of(first, &Movement::scan), of(move, &Movement::at), of(move, &Movement::gate),
        of(move, &Movement::device), of(move, &Movement::scan),
        move ? std::optional<const char*>(name_of(move->direction)) : std::nullopt,
        of(key, &ScanKey::effective_at), of(key, &ScanKey::device), of(key, &ScanKey::epoch),
        of(key, &ScanKey::dseq), of(key, &ScanKey::scan), state.open_undos);
}

std::vector<PresenceCounts> count_presence(ReadTx& tx, const EventId& event,
                                           const std::optional<AgencyId>& agency) {
    // A party's pass stands for its members: it brings `present` of them.
    auto rows = tx.query(
        "SELECT d.site_id, d.group_id, d.agency_id, "
        "SUM(CASE WHEN d.is_walk_in = 0 THEN a.present ELSE 0 END), "
        "SUM(CASE WHEN d.is_walk_in = 1 THEN a.present ELSE 0 END), "
        "SUM(CASE WHEN d.is_walk_in = 0 AND p.party_id IS NULL "
        "AND (d.excused_at IS NOT NULL OR d.status = 'declined') THEN 1 ELSE 0 END) "
        "FROM admissions a JOIN passes p ON p.id = a.pass_id JOIN delegates d ON d.id = "
        "p.delegate_id "
        "WHERE a.event_id = $1 AND a.present > 0 AND ($2 IS NULL OR d.agency_id = $2) "
        "AND d.status IN ('approved', 'invited', 'accepted', 'declined') "
        "GROUP BY d.site_id, d.group_id, d.agency_id "
        "ORDER BY d.site_id, d.group_id, d.agency_id",
        event, agency);
    std::vector<PresenceCounts> counts;
    while (rows.next()) {
        PresenceCounts count;
        rows.read(count.site, count.group, count.agency, count.present, count.present_walk_ins,
                  count.excused_present);
        counts.push_back(count);
    }
    return counts;
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/admission_rows.hpp"

#include <string>

#include "server/store/rows/columns.hpp"
#include "server/store/rows/door_memory.hpp"
#include "server/store/rows/turnout_columns.hpp"

namespace kinhmoi::store {

namespace {

AdmissionRow read_admission(const Rows& rows) {
    AdmissionRow row;
    AdmissionState& state = row.state;
    row.last_seq = rows.get<std::int64_t>(0);
    state.inside = rows.get<int>(1);
    state.present = rows.get<int>(2);
    state.visits = rows.get<int>(3);
    state.was_overridden = rows.get<bool>(4);
    state.open_undos = rows.get<int>(5);
    row.first_in = rows.get<std::optional<std::int64_t>>(6);
    if (row.first_in) {
        state.first_in = Movement{rows.get<Instant>(7), rows.get<GateId>(8), rows.get<DeviceId>(9),
                                  rows.get<ScanId>(10), Direction::in};
    }
    row.last_move = rows.get<std::optional<std::int64_t>>(11);
    if (row.last_move) {
        state.last_move =
            Movement{rows.get<Instant>(12), rows.get<GateId>(13), rows.get<DeviceId>(14),
                     rows.get<ScanId>(15),
                     word_of<Direction>(parse_direction, rows.get<std::string_view>(16))};
    }
    row.last_key = rows.get<std::optional<std::int64_t>>(17);
    if (row.last_key) {
        state.last_key =
            ScanKey{rows.get<Instant>(18), rows.get<DeviceId>(19), rows.get<EpochId>(20),
                    rows.get<std::int64_t>(21), rows.get<ScanId>(22)};
    }
    return row;
}

}  // namespace

std::optional<AdmissionRow> load_admission(ReadTx& tx, const PassId& pass) {
    DoorMemory* memory = DoorMemory::of(tx);
    if (memory) {
        if (auto known = memory->admission(pass)) return known;
    }
    auto rows = tx.raw_query(
        "SELECT a.last_seq, a.inside, a.present, a.visits, a.was_overridden, a.open_undos, "
        "a.first_in, f.effective_at, fo.gate_id, fo.device_id, f.scan_id, "
        "a.last_move, m.effective_at, mo.gate_id, mo.device_id, m.scan_id, m.direction, "
        "a.last_key, k.effective_at, ko.device_id, ko.epoch, k.dseq, k.scan_id "
        "FROM admissions a "
        "LEFT JOIN scans f ON f.seq = a.first_in LEFT JOIN scan_sources fo ON fo.id = f.source "
        "LEFT JOIN scans m ON m.seq = a.last_move LEFT JOIN scan_sources mo ON mo.id = m.source "
        "LEFT JOIN scans k ON k.seq = a.last_key LEFT JOIN scan_sources ko ON ko.id = k.source "
        "WHERE a.pass_id = $1",
        pass);
    if (!rows.next()) return std::nullopt;
    const AdmissionRow row = read_admission(rows);
    if (memory) memory->keep_admission(pass, row);
    return row;
}

void save_admission(WriteTx& tx, const PassId& pass, const AdmissionRow& row) {
    const AdmissionState& state = row.state;
    tx.execute(
        "UPDATE admissions SET last_seq = $1, inside = $2, present = $3, visits = $4, "
        "was_overridden = $5, open_undos = $6, first_in = $7, last_move = $8, last_key = $9 "
        "WHERE pass_id = $10",
        row.last_seq, state.inside, state.present, state.visits, state.was_overridden,
        state.open_undos, row.first_in, row.last_move, row.last_key, pass);
}

std::vector<PresenceCounts> count_presence(ReadTx& tx, const EventId& event,
                                           const std::optional<AgencyId>& agency) {
    static const std::string sql =
        std::string(
            "SELECT site_id, group_id, agency_id, seats, gave_notice, came, COUNT(*) "
            "FROM (SELECT d.site_id, d.group_id, d.agency_id, ") +
        turnout_columns +
        " FROM admissions a JOIN passes p ON p.id = a.pass_id "
        "JOIN delegates d ON d.id = p.delegate_id WHERE a.event_id = $1 AND a.present > 0 "
        "AND ($2 IS NULL OR d.agency_id = $2)) t "
        "GROUP BY site_id, group_id, agency_id, seats, gave_notice, came "
        "ORDER BY site_id, group_id, agency_id, seats, gave_notice, came";
    Rows rows = tx.query(sql, event, agency);
    std::vector<PresenceCounts> counts;
    while (rows.next()) {
        PresenceCounts count;
        auto& [site, group, sender] = count.place;
        Turnout& turnout = count.turnout;
        rows.read(site, group, sender, turnout.seats, turnout.gave_notice, turnout.came,
                  count.passes);
        counts.push_back(count);
    }
    return counts;
}

}  // namespace kinhmoi::store

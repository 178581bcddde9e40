// SPDX-License-Identifier: Apache-2.0
// Appending to the ledger: one row a scan, and the memory that stands for everything that follows
// from it until it is settled (door_memory.hpp, ledger_tail.hpp).
#include <algorithm>

#include "server/store/rows/door_memory.hpp"
#include "server/store/rows/scan_rows.hpp"

namespace kinhmoi::store {
namespace {

ScanSource source_of(const Scan& scan) {
    return {scan.device, scan.epoch, scan.gate};
}

DoorMemory::Source* find_source(ReadTx& tx, DoorMemory& memory, const ScanSource& key) {
    auto& sources = memory.sources();
    if (const auto known = sources.find(key); known != sources.end()) return &known->second;
    DoorMemory::Source source;
    {
        auto rows = tx.raw_query(
            "SELECT id FROM scan_sources WHERE device_id = $1 AND epoch = $2 AND gate_id = $3",
            key.device, key.epoch, key.gate);
        if (!rows.next()) return nullptr;
        source.id = rows.get<std::int64_t>(0);
    }
    // Nothing of the tail is missed: append_scan remembers a source before its first row.
    auto rows = tx.raw_query("SELECT COALESCE(MAX(dseq), 0) FROM scan_numbers WHERE source = $1",
                             source.id);
    rows.next();
    source.highest_dseq = rows.get<std::int64_t>(0);
    return &sources.emplace(key, source).first->second;
}

DoorMemory::Source& source_for(WriteTx& tx, DoorMemory& memory, const EventId& event,
                               const Scan& scan) {
    const ScanSource key = source_of(scan);
    if (auto* known = find_source(tx, memory, key)) return *known;
    auto rows = tx.raw_query(
        "INSERT INTO scan_sources (event_id, device_id, epoch, gate_id) VALUES ($1, $2, $3, $4) "
        "RETURNING id",
        event, key.device, key.epoch, key.gate);
    rows.next();
    return memory.sources()
        .emplace(key, DoorMemory::Source{rows.get<std::int64_t>(0), 0})
        .first->second;
}

std::int64_t next_seq(ReadTx& tx, DoorMemory& memory) {
    if (memory.next_seq() > 0) return memory.next_seq();
    auto rows = tx.raw_query("SELECT COALESCE(MAX(seq), 0) + 1 FROM scans");
    rows.next();
    return rows.get<std::int64_t>(0);
}

/// Nil when nothing is settled.
ScanId highest_settled_id(ReadTx& tx, DoorMemory& memory) {
    auto& highest = memory.highest_settled_id();
    if (!highest) {
        auto rows = tx.raw_query("SELECT MAX(scan_id) FROM scan_ids");
        rows.next();
        highest = rows.get<std::optional<ScanId>>(0).value_or(ScanId{});
    }
    return *highest;
}

void insert_row(WriteTx& tx, const LedgerRow& row, std::int64_t source, const AdmissionRow& after,
                bool is_news) {
    const StoredScan& stored = row.stored;
    const Scan& scan = stored.scan;
    const AdmissionState& state = after.state;
    std::optional<const char*> refused;
    std::optional<std::string_view> reason;
    if (scan.overridden) {
        refused = name_of(scan.overridden->refused);
        reason = scan.overridden->reason;
    }
    std::optional<const char*> local, check;
    if (scan.local_verdict) local = name_of(*scan.local_verdict);
    if (row.check != CheckReason::none) check = name_of(row.check);
    tx.raw_execute(
        "INSERT INTO scans (seq, scan_id, source, dseq, kind, by_organizer, text, pass_id, issue, "
        "undoes, direction, count, escort_seen, wall_ms, mono_ms, offset_ms, floor_ms, "
        "list_version, list_age_s, mode, local_verdict, override_refused, override_reason, "
        "received_at, effective_at, verdict, check_reason, previous_seq, is_news, inside, present, "
        "visits, was_overridden, open_undos, first_in, last_move, last_key) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
        "$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, "
        "$37)",
        after.last_seq, scan.id, source, scan.dseq, name_of(scan.kind), scan.by_organizer,
        scan.text, scan.pass, scan.issue, scan.undoes, name_of(scan.direction), scan.count,
        scan.escort_seen, scan.wall_ms, scan.mono_ms, scan.offset_ms, scan.floor_ms,
        scan.list_version, scan.list_age_s, name_of(scan.mode), local, refused, reason,
        stored.received_at, stored.effective_at, name_of(stored.verdict), check, row.previous_seq,
        is_news, state.inside, state.present, state.visits, state.was_overridden, state.open_undos,
        after.first_in, after.last_move, after.last_key);
}

}  // namespace

std::optional<std::int64_t> seq_of_scan(ReadTx& tx, const ScanId& id) {
    if (DoorMemory* memory = DoorMemory::of(tx)) {
        if (const auto seq = memory->tail().seq_of(id)) return seq;
        if (id > highest_settled_id(tx, *memory)) return std::nullopt;
    }
    auto rows = tx.raw_query("SELECT seq FROM scan_ids WHERE scan_id = $1", id);
    if (!rows.next()) return std::nullopt;
    return rows.get<std::int64_t>(0);
}

std::vector<std::int64_t> seqs_of_number(ReadTx& tx, const Scan& scan) {
    std::vector<std::int64_t> seqs;
    DoorMemory& memory = *DoorMemory::of(tx);
    const auto* source = find_source(tx, memory, source_of(scan));
    if (!source || scan.dseq > source->highest_dseq) return seqs;
    auto rows =
        tx.raw_query("SELECT seq FROM scan_numbers WHERE source = $1 AND dseq = $2 ORDER BY seq",
                     source->id, scan.dseq);
    while (rows.next()) seqs.push_back(rows.get<std::int64_t>(0));
    memory.tail().seqs_of(source->id, scan.dseq, seqs);
    return seqs;
}

AdmissionRow admission_row(ReadTx& tx, const AdmissionState& state, std::int64_t last_seq,
                           const std::optional<AdmissionRow>& before, const ScanId& newest) {
    const AdmissionRow known = before.value_or(AdmissionRow{});
    // Nearly always the scan that comes in now, or what stood there before it.
    const auto seq_of = [&](const auto& now, const auto& then,
                            const std::optional<std::int64_t>& seq) -> std::optional<std::int64_t> {
        if (!now) return std::nullopt;
        if (now->scan == newest) return last_seq;
        if (then && then->scan == now->scan) return seq;
        return seq_of_scan(tx, now->scan);
    };
    AdmissionRow row;
    row.state = state;
    row.last_seq = last_seq;
    row.first_in = seq_of(state.first_in, known.state.first_in, known.first_in);
    row.last_move = seq_of(state.last_move, known.state.last_move, known.last_move);
    row.last_key = seq_of(state.last_key, known.state.last_key, known.last_key);
    return row;
}

std::int64_t append_scan(WriteTx& tx, const LedgerRow& row,
                         const std::optional<AdmissionRow>& before, const AdmissionState& after) {
    DoorMemory& memory = *DoorMemory::of(tx);
    const Scan& scan = row.stored.scan;
    const std::int64_t seq = next_seq(tx, memory);
    auto& source = source_for(tx, memory, row.event, scan);
    const AdmissionRow admission = admission_row(tx, after, seq, before, scan.id);
    const bool is_news = after != (before ? before->state : AdmissionState{});
    insert_row(tx, row, source.id, admission, is_news);
    memory.append(scan, row.event, source, admission, is_news);
    if (is_news) tx.changes().touch_doors(row.event);
    return seq;
}

}  // namespace kinhmoi::store

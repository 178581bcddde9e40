// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/scan_rows.hpp"

#include <algorithm>

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

#define SCAN_QUERY                                                                            \
    "SELECT s.seq, s.scan_id, o.event_id, o.device_id, o.epoch, s.dseq, s.kind, "             \
    "s.by_organizer, s.text, s.pass_id, s.issue, s.undoes, o.gate_id, s.direction, s.count, " \
    "s.escort_seen, s.wall_ms, s.mono_ms, s.offset_ms, s.floor_ms, s.list_version, "          \
    "s.list_age_s, s.mode, s.local_verdict, s.override_refused, s.override_reason, "          \
    "s.received_at, s.effective_at, s.verdict, s.check_reason, s.previous_seq "               \
    "FROM scans s JOIN scan_sources o ON o.id = s.source "

LedgerRow read_scan(const Rows& rows) {
    LedgerRow row;
    StoredScan& stored = row.stored;
    Scan& scan = stored.scan;
    std::string_view kind, direction, mode, verdict;
    std::optional<std::string> local, refused, reason, check;
    rows.read(stored.seq, scan.id, row.event, scan.device, scan.epoch, scan.dseq, kind,
              scan.by_organizer, scan.text, scan.pass, scan.issue, scan.undoes, scan.gate,
              direction, scan.count, scan.escort_seen, scan.wall_ms, scan.mono_ms, scan.offset_ms,
              scan.floor_ms, scan.list_version, scan.list_age_s, mode, local, refused, reason,
              stored.received_at, stored.effective_at, verdict, check, row.previous_seq);
    scan.kind = word_of<ScanKind>(parse_scan_kind, kind);
    scan.direction = word_of<Direction>(parse_direction, direction);
    scan.mode = word_of<ScanMode>(parse_scan_mode, mode);
    stored.verdict = word_of<Verdict>(parse_verdict, verdict);
    if (check) row.check = word_of<CheckReason>(parse_check_reason, *check);
    if (local) scan.local_verdict = word_of<Verdict>(parse_verdict, *local);
    if (refused) scan.overridden = Override{word_of<Verdict>(parse_verdict, *refused), *reason};
    return row;
}

std::vector<LedgerRow> read_scans(Rows rows) {
    std::vector<LedgerRow> found;
    while (rows.next()) found.push_back(read_scan(rows));
    return found;
}

QuarantinedScan read_quarantined(const Rows& rows) {
    QuarantinedScan scan;
    std::string reason, verdict;
    rows.read(scan.seq, scan.scan, scan.event, scan.device, scan.epoch, scan.dseq, reason, verdict,
              scan.received_at, scan.content, scan.content_hash);
    scan.reason = word_of<QuarantineReason>(parse_quarantine_reason, reason);
    scan.verdict = word_of<Verdict>(parse_verdict, verdict);
    return scan;
}

#define QUARANTINE_COLUMNS                                                                    \
    "seq, scan_id, event_id, device_id, epoch, dseq, reason, verdict, received_at, content, " \
    "content_hash"

}  // namespace

std::optional<LedgerRow> scan_of_id(ReadTx& tx, const ScanId& id) {
    const auto seq = seq_of_scan(tx, id);
    return seq ? scan_of_seq(tx, *seq) : std::nullopt;
}

std::optional<LedgerRow> scan_of_seq(ReadTx& tx, std::int64_t seq) {
    auto rows = tx.raw_query(SCAN_QUERY "WHERE s.seq = $1", seq);
    if (!rows.next()) return std::nullopt;
    return read_scan(rows);
}

KnownScans known_scans(ReadTx& tx, const Scan& scan) {
    KnownScans known;
    known.same_id = scan_of_id(tx, scan.id);
    for (const std::int64_t seq : seqs_of_number(tx, scan)) {
        auto row = scan_of_seq(tx, seq);
        if (row && row->stored.scan.id != scan.id)
            known.same_number.push_back(std::move(row->stored));
    }
    return known;
}

std::vector<StoredScan> scans_in_chain(ReadTx& tx, std::optional<std::int64_t> last_seq) {
    std::vector<StoredScan> scans;
    while (last_seq) {
        auto row = scan_of_seq(tx, *last_seq);
        if (!row) throw StoreError(Fault::corrupt, "a chain of scans is broken");
        last_seq = row->previous_seq;
        scans.push_back(std::move(row->stored));
    }
    return scans;
}

void correct_scan(WriteTx& tx, const StoredScan& stored) {
    std::optional<const char*> local;
    if (stored.scan.local_verdict) local = name_of(*stored.scan.local_verdict);
    tx.execute("UPDATE scans SET mode = $1, local_verdict = $2 WHERE seq = $3",
               name_of(stored.scan.mode), local, stored.seq);
}

std::vector<LedgerRow> scans_where(ReadTx& tx, const ScanFilter& filter) {
    return read_scans(
        tx.query(SCAN_QUERY "WHERE o.event_id = $1 AND ($2 = 0 OR s.seq < $2) "
                            "AND ($3 IS NULL OR s.pass_id = $3) AND ($4 IS NULL OR o.gate_id = $4) "
                            "ORDER BY s.seq DESC LIMIT $5",
                 filter.event, filter.before_seq, filter.pass, filter.gate, filter.limit));
}

std::vector<SeqRange> missing_numbers(ReadTx& tx, const DeviceId& device, const EpochId& epoch,
                                      std::int64_t up_to, int limit) {
    auto rows = tx.query(
        "SELECT n.dseq FROM scan_sources o JOIN scan_numbers n ON n.source = o.id "
        "WHERE o.device_id = $1 AND o.epoch = $2 "
        "UNION SELECT dseq FROM quarantine WHERE device_id = $1 AND epoch = $2 ORDER BY 1",
        device, epoch);
    std::vector<SeqRange> gaps;
    std::int64_t expected = 1;
    while (expected <= up_to && static_cast<int>(gaps.size()) < limit) {
        const bool more = rows.next();
        const std::int64_t have = more ? rows.get<std::int64_t>(0) : up_to + 1;
        if (have > expected) gaps.push_back({expected, std::min(have - 1, up_to)});
        expected = std::max(expected, have + 1);
        if (!more) break;
    }
    return gaps;
}

bool insert_quarantined(WriteTx& tx, const QuarantinedScan& scan) {
    // Raw: what is kept without effect is no part of what is remembered.
    return tx.raw_execute(
               "INSERT INTO quarantine (scan_id, event_id, device_id, epoch, dseq, reason, "
               "verdict, "
               "received_at, content, content_hash) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
               "ON CONFLICT (scan_id, content_hash) DO NOTHING",
               scan.scan, scan.event, scan.device, scan.epoch, scan.dseq, name_of(scan.reason),
               name_of(scan.verdict), scan.received_at, scan.content, scan.content_hash) > 0;
}

std::optional<QuarantinedScan> quarantined_of_id(ReadTx& tx, const ScanId& id) {
    auto rows = tx.query("SELECT " QUARANTINE_COLUMNS
                         " FROM quarantine WHERE scan_id = $1 ORDER BY seq LIMIT 1",
                         id);
    if (!rows.next()) return std::nullopt;
    return read_quarantined(rows);
}

std::vector<QuarantinedScan> quarantine_of_event(ReadTx& tx, const EventId& event,
                                                 std::int64_t before_seq, int limit) {
    auto rows = tx.query("SELECT " QUARANTINE_COLUMNS
                         " FROM quarantine WHERE event_id = $1 AND ($2 = 0 OR seq < $2) "
                         "ORDER BY seq DESC LIMIT $3",
                         event, before_seq, limit);
    std::vector<QuarantinedScan> scans;
    while (rows.next()) scans.push_back(read_quarantined(rows));
    return scans;
}

std::int64_t clear_quarantine(WriteTx& tx, Instant before) {
    return tx.execute("DELETE FROM quarantine WHERE received_at < $1", before);
}

}  // namespace kinhmoi::store

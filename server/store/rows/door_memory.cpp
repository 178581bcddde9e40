// SPDX-License-Identifier: Apache-2.0
// The statements of settle() are the one place that brings what follows from the ledger up to it.
#include "server/store/rows/door_memory.hpp"

#include <algorithm>

namespace kinhmoi::store {
namespace {

#define TAIL "WHERE s.seq > (SELECT seq FROM ledger_mark) "

void run(ReadTx& tx, std::string_view sql) {
    auto rows = tx.raw_query(sql);
    while (rows.next()) {
    }
}

bool has_tail(ReadTx& tx) {
    auto rows =
        tx.raw_query("SELECT COALESCE(MAX(seq), 0) > (SELECT seq FROM ledger_mark) FROM scans");
    return rows.next() && rows.get<bool>(0);
}

/// In the order of each table's own key, so that a page is touched once a batch.
void settle_tail(ReadTx& tx) {
    run(tx, "INSERT INTO scan_ids (scan_id, seq) SELECT s.scan_id, s.seq FROM scans s " TAIL
            "ORDER BY s.scan_id ON CONFLICT DO NOTHING");
    run(tx,
        "INSERT INTO scan_numbers (source, dseq, seq) SELECT s.source, s.dseq, s.seq "
        "FROM scans s " TAIL "ORDER BY s.source, s.dseq, s.seq ON CONFLICT DO NOTHING");
    run(tx,
        "INSERT INTO admissions (pass_id, event_id, last_seq, inside, present, visits, "
        "was_overridden, open_undos, first_in, last_move, last_key) "
        "SELECT s.pass_id, o.event_id, s.seq, s.inside, s.present, s.visits, s.was_overridden, "
        "s.open_undos, s.first_in, s.last_move, s.last_key "
        "FROM (SELECT s.pass_id AS pass_id, MAX(s.seq) AS seq FROM scans s " TAIL
        "AND s.pass_id IS NOT NULL GROUP BY s.pass_id) newest "
        "JOIN scans s ON s.seq = newest.seq JOIN scan_sources o ON o.id = s.source "
        "WHERE true ON CONFLICT (pass_id) DO UPDATE SET last_seq = excluded.last_seq, "
        "inside = excluded.inside, present = excluded.present, visits = excluded.visits, "
        "was_overridden = excluded.was_overridden, open_undos = excluded.open_undos, "
        "first_in = excluded.first_in, last_move = excluded.last_move, "
        "last_key = excluded.last_key");
    run(tx,
        "INSERT INTO door_changes (event_id, topic, pass_id) "
        "SELECT o.event_id, 'admission', s.pass_id FROM scans s "
        "JOIN scan_sources o ON o.id = s.source " TAIL
        "AND s.is_news = 1 GROUP BY o.event_id, s.pass_id");
    run(tx, "UPDATE ledger_mark SET seq = (SELECT MAX(seq) FROM scans)");
}

}  // namespace

DoorMemory* DoorMemory::of(ReadTx& tx) {
    auto* memory = static_cast<DoorMemory*>(tx.memory());
    if (memory && memory->lost_) memory->settle(tx);
    return memory;
}

void DoorMemory::before_statement(ReadTx& tx, bool is_change) {
    if (!is_settled()) settle(tx);
    if (is_change) forget();
}

void DoorMemory::settle(ReadTx& tx) {
    if (is_settled()) return;
    if (unsettled_ > 0 || has_tail(tx)) settle_tail(tx);
    lost_ = false;
    unsettled_ = 0;
    tail_ids_.clear();
    tail_numbers_.clear();
    while (admissions_.size() > most_passes) admissions_.erase(admissions_.begin());
}

bool DoorMemory::is_due() const {
    return lost_ || unsettled_ >= most_unsettled;
}

void DoorMemory::lose() noexcept {
    lost_ = true;
    forget();
}

void DoorMemory::forget() noexcept {
    next_seq_ = 0;
    doors_.clear();
    passes_.clear();
    admissions_.clear();
    sources_.clear();
    tail_ids_.clear();
    tail_numbers_.clear();
}

std::optional<std::int64_t> DoorMemory::seq_of(const ScanId& id) const {
    const auto found = tail_ids_.find(id);
    if (found == tail_ids_.end()) return std::nullopt;
    return found->second;
}

void DoorMemory::seqs_of(std::int64_t source, std::int64_t dseq,
                         std::vector<std::int64_t>& out) const {
    const auto [begin, end] = tail_numbers_.equal_range({source, dseq});
    for (auto at = begin; at != end; ++at) out.push_back(at->second);
}

const AdmissionRow* DoorMemory::admission(const PassId& pass) const {
    const auto found = admissions_.find(pass);
    return found == admissions_.end() ? nullptr : &found->second;
}

void DoorMemory::keep_admission(const PassId& pass, const AdmissionRow& row) {
    if (admissions_.size() < most_passes) admissions_.insert_or_assign(pass, row);
}

void DoorMemory::append(const Scan& scan, Source& source, const AdmissionRow& after) {
    tail_ids_.emplace(scan.id, after.last_seq);
    tail_numbers_.emplace(Number{source.id, scan.dseq}, after.last_seq);
    if (scan.pass) admissions_.insert_or_assign(*scan.pass, after);
    source.highest_dseq = std::max(source.highest_dseq, scan.dseq);
    next_seq_ = after.last_seq + 1;
    ++unsettled_;
}

std::unique_ptr<Memory> make_door_memory() {
    return std::make_unique<DoorMemory>();
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/ledger_tail.hpp"

#include <algorithm>

namespace kinhmoi::store {
namespace {

#define TAIL "WHERE s.seq > (SELECT seq FROM ledger_mark) "

void save(WriteTx& tx, const PassId& pass, const TailAdmission& row) {
    tx.raw_execute(
        "INSERT INTO admissions (pass_id, event_id, last_seq, inside, present, visits, "
        "was_overridden, open_undos, first_in, last_move, last_key) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT (pass_id) DO UPDATE SET last_seq = excluded.last_seq, "
        "inside = excluded.inside, present = excluded.present, visits = excluded.visits, "
        "was_overridden = excluded.was_overridden, open_undos = excluded.open_undos, "
        "first_in = excluded.first_in, last_move = excluded.last_move, "
        "last_key = excluded.last_key",
        pass, row.event, row.last_seq, row.inside, row.present, row.visits, row.was_overridden,
        row.open_undos, row.first_in, row.last_move, row.last_key);
    if (!row.is_news) return;
    tx.raw_execute(
        "INSERT INTO door_changes (event_id, topic, pass_id) VALUES ($1, 'admission', $2)",
        row.event, pass);
}

}  // namespace

void LedgerTail::add(const TailScan& scan, const TailAdmission& after) {
    ids_.emplace(scan.id, scan.seq);
    numbers_.emplace(Number{scan.source, scan.dseq}, scan.seq);
    last_seq_ = scan.seq;
    if (!scan.pass) return;
    auto& known = admissions_[*scan.pass];
    const bool was_news = known.is_news;
    known = after;
    known.is_news = after.is_news || was_news;
}

void LedgerTail::read(ReadTx& tx) {
    clear();
    auto rows = tx.raw_query(
        "SELECT s.seq, s.scan_id, s.source, s.dseq, s.pass_id, o.event_id, s.inside, s.present, "
        "s.visits, s.was_overridden, s.open_undos, s.first_in, s.last_move, s.last_key, s.is_news "
        "FROM scans s JOIN scan_sources o ON o.id = s.source " TAIL "ORDER BY s.seq");
    while (rows.next()) {
        TailScan scan;
        TailAdmission after;
        rows.read(scan.seq, scan.id, scan.source, scan.dseq, scan.pass, after.event, after.inside,
                  after.present, after.visits, after.was_overridden, after.open_undos,
                  after.first_in, after.last_move, after.last_key, after.is_news);
        after.last_seq = scan.seq;
        add(scan, after);
    }
}

void LedgerTail::settle(WriteTx& tx) {
    if (ids_.empty()) return;
    // Each in the order of its table's key, so that a page is touched once a batch. Keys are as
    // many as rows, and one statement for all is cheapest; passes are fewer, and here already.
    tx.raw_execute("INSERT INTO scan_ids (scan_id, seq) SELECT s.scan_id, s.seq FROM scans s " TAIL
                   "ORDER BY s.scan_id ON CONFLICT DO NOTHING");
    tx.raw_execute(
        "INSERT INTO scan_numbers (source, dseq, seq) SELECT s.source, s.dseq, s.seq "
        "FROM scans s " TAIL "ORDER BY s.source, s.dseq, s.seq ON CONFLICT DO NOTHING");
    std::vector<PassId> passes;
    passes.reserve(admissions_.size());
    for (const auto& [pass, admission] : admissions_) passes.push_back(pass);
    std::sort(passes.begin(), passes.end());
    for (const PassId& pass : passes) save(tx, pass, admissions_.at(pass));
    tx.raw_execute("UPDATE ledger_mark SET seq = $1", last_seq_);
    clear();
}

void LedgerTail::clear() {
    ids_.clear();
    numbers_.clear();
    admissions_.clear();
}

std::optional<std::int64_t> LedgerTail::seq_of(const ScanId& id) const {
    const auto found = ids_.find(id);
    if (found == ids_.end()) return std::nullopt;
    return found->second;
}

void LedgerTail::seqs_of(std::int64_t source, std::int64_t dseq,
                         std::vector<std::int64_t>& out) const {
    const auto [begin, end] = numbers_.equal_range({source, dseq});
    for (auto at = begin; at != end; ++at) out.push_back(at->second);
}

}  // namespace kinhmoi::store

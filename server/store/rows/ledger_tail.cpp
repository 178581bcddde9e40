// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/ledger_tail.hpp"

#include <map>

#include "server/store/rows/door_change_rows.hpp"

namespace kinhmoi::store {
namespace {

#define TAIL "WHERE s.seq > (SELECT seq FROM ledger_mark) "

void save(WriteTx& tx, const TailAdmission& row) {
    // Mostly it is there. An upsert seeks three times what this seeks once.
    const bool is_there =
        tx.raw_execute(
            "UPDATE admissions SET last_seq = $1, inside = $2, present = $3, visits = $4, "
            "was_overridden = $5, open_undos = $6, first_in = $7, last_move = $8, last_key = $9 "
            "WHERE pass_id = $10",
            row.last_seq, row.inside, row.present, row.visits, row.was_overridden, row.open_undos,
            row.first_in, row.last_move, row.last_key, row.pass) > 0;
    if (!is_there) {
        tx.raw_execute(
            "INSERT INTO admissions (pass_id, event_id, last_seq, inside, present, visits, "
            "was_overridden, open_undos, first_in, last_move, last_key) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            row.pass, row.event, row.last_seq, row.inside, row.present, row.visits,
            row.was_overridden, row.open_undos, row.first_in, row.last_move, row.last_key);
    }
}

void tell_doors(WriteTx& tx, const EventId& event, const std::vector<PassId>& passes) {
    tx.raw_execute(
        "INSERT INTO door_changes (event_id, topic, passes) VALUES ($1, 'admission', $2)", event,
        passes_column(passes));
}

void tell_doors(WriteTx& tx, const std::vector<TailAdmission>& admissions) {
    std::map<EventId, std::vector<PassId>> news;
    for (const TailAdmission& row : admissions) {
        if (!row.is_news) continue;
        std::vector<PassId>& passes = news[row.event];
        passes.push_back(row.pass);
        if (passes.size() < most_passes_a_change) continue;
        tell_doors(tx, row.event, passes);
        passes.clear();
    }
    for (const auto& [event, passes] : news)
        if (!passes.empty()) tell_doors(tx, event, passes);
}

}  // namespace

void LedgerTail::add(const ScanId& id, std::int64_t source, std::int64_t dseq, std::int64_t seq) {
    ids_.emplace(id, seq);
    const Number number{source, dseq};
    if (!numbers_.emplace(number, seq).second) same_numbers_.emplace(number, seq);
}

void LedgerTail::clear() {
    ids_.clear();
    numbers_.clear();
    same_numbers_.clear();
}

std::optional<std::int64_t> LedgerTail::seq_of(const ScanId& id) const {
    const auto found = ids_.find(id);
    if (found == ids_.end()) return std::nullopt;
    return found->second;
}

void LedgerTail::seqs_of(std::int64_t source, std::int64_t dseq,
                         std::vector<std::int64_t>& out) const {
    const auto found = numbers_.find({source, dseq});
    if (found == numbers_.end()) return;
    out.push_back(found->second);
    const auto [begin, end] = same_numbers_.equal_range({source, dseq});
    for (auto at = begin; at != end; ++at) out.push_back(at->second);
}

std::vector<TailAdmission> unsettled_admissions(ReadTx& tx) {
    auto rows = tx.raw_query(
        "SELECT s.seq, s.pass_id, o.event_id, s.inside, s.present, s.visits, s.was_overridden, "
        "s.open_undos, s.first_in, s.last_move, s.last_key, s.is_news "
        "FROM scans s JOIN scan_sources o ON o.id = s.source " TAIL
        "AND s.pass_id IS NOT NULL ORDER BY s.seq");
    std::map<PassId, TailAdmission> newest;
    while (rows.next()) {
        TailAdmission row;
        rows.read(row.last_seq, row.pass, row.event, row.inside, row.present, row.visits,
                  row.was_overridden, row.open_undos, row.first_in, row.last_move, row.last_key,
                  row.is_news);
        auto& known = newest[row.pass];
        row.is_news = row.is_news || known.is_news;
        known = row;
    }
    std::vector<TailAdmission> admissions;
    admissions.reserve(newest.size());
    for (const auto& [pass, row] : newest) admissions.push_back(row);
    return admissions;
}

void settle_ledger(WriteTx& tx, const std::vector<TailAdmission>& admissions) {
    // Each in the order of its table's key, so that a page is touched once a batch. Keys are as
    // many as rows, and one statement for all is cheapest; passes are fewer, and here already.
    tx.raw_execute("INSERT INTO scan_ids (scan_id, seq) SELECT s.scan_id, s.seq FROM scans s " TAIL
                   "ORDER BY s.scan_id ON CONFLICT DO NOTHING");
    tx.raw_execute(
        "INSERT INTO scan_numbers (source, dseq, seq) SELECT s.source, s.dseq, s.seq "
        "FROM scans s " TAIL "ORDER BY s.source, s.dseq, s.seq ON CONFLICT DO NOTHING");
    for (const TailAdmission& row : admissions) save(tx, row);
    tell_doors(tx, admissions);
    tx.raw_execute("UPDATE ledger_mark SET seq = (SELECT COALESCE(MAX(seq), 0) FROM scans)");
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/ledger_tail.hpp"

#include <algorithm>

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

/// Eight rows in one statement cost half of eight statements.
void tell_doors(WriteTx& tx, const std::vector<TailAdmission>& admissions) {
    std::vector<const TailAdmission*> news;
    news.reserve(admissions.size());
    for (const TailAdmission& row : admissions) {
        if (row.is_news) news.push_back(&row);
    }
    std::size_t done = 0;
    for (; done + 8 <= news.size(); done += 8) {
        const auto* const* n = news.data() + done;
        tx.raw_execute(
            "INSERT INTO door_changes (event_id, topic, pass_id) VALUES "
            "($1, 'admission', $2), ($3, 'admission', $4), ($5, 'admission', $6), "
            "($7, 'admission', $8), ($9, 'admission', $10), ($11, 'admission', $12), "
            "($13, 'admission', $14), ($15, 'admission', $16)",
            n[0]->event, n[0]->pass, n[1]->event, n[1]->pass, n[2]->event, n[2]->pass, n[3]->event,
            n[3]->pass, n[4]->event, n[4]->pass, n[5]->event, n[5]->pass, n[6]->event, n[6]->pass,
            n[7]->event, n[7]->pass);
    }
    for (; done < news.size(); ++done) {
        tx.raw_execute(
            "INSERT INTO door_changes (event_id, topic, pass_id) VALUES ($1, 'admission', $2)",
            news[done]->event, news[done]->pass);
    }
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
    std::unordered_map<PassId, TailAdmission> newest;
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

void settle_ledger(WriteTx& tx, std::vector<TailAdmission> admissions) {
    // Each in the order of its table's key, so that a page is touched once a batch. Keys are as
    // many as rows, and one statement for all is cheapest; passes are fewer, and here already.
    tx.raw_execute("INSERT INTO scan_ids (scan_id, seq) SELECT s.scan_id, s.seq FROM scans s " TAIL
                   "ORDER BY s.scan_id ON CONFLICT DO NOTHING");
    tx.raw_execute(
        "INSERT INTO scan_numbers (source, dseq, seq) SELECT s.source, s.dseq, s.seq "
        "FROM scans s " TAIL "ORDER BY s.source, s.dseq, s.seq ON CONFLICT DO NOTHING");
    std::sort(admissions.begin(), admissions.end(),
              [](const auto& a, const auto& b) { return a.pass < b.pass; });
    for (const TailAdmission& row : admissions) save(tx, row);
    tell_doors(tx, admissions);
    tx.raw_execute("UPDATE ledger_mark SET seq = (SELECT COALESCE(MAX(seq), 0) FROM scans)");
}

}  // namespace kinhmoi::store

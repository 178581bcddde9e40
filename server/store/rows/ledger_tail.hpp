// SPDX-License-Identifier: Apache-2.0
// The rows of the ledger that are not settled yet: their keys in memory, and settling, which stores
// what follows from them: keys, admissions and the doors' feed. Used by DoorMemory alone.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// An admission as its table has it; see AdmissionRow.
struct TailAdmission {
    PassId pass;
    EventId event;
    std::int64_t last_seq = 0;
    int inside = 0;
    int present = 0;
    int visits = 0;
    bool was_overridden = false;
    int open_undos = 0;
    std::optional<std::int64_t> first_in;
    std::optional<std::int64_t> last_move;
    std::optional<std::int64_t> last_key;
    bool is_news = false;  ///< the doors must hear of it
};

/// The keys of the rows behind the mark.
class LedgerTail {
public:
    /// seq: greater than those before.
    void add(const ScanId& id, std::int64_t source, std::int64_t dseq, std::int64_t seq);
    void clear();

    std::size_t size() const { return ids_.size(); }
    std::optional<std::int64_t> seq_of(const ScanId& id) const;
    void seqs_of(std::int64_t source, std::int64_t dseq, std::vector<std::int64_t>& out) const;

private:
    struct Number {
        std::int64_t source;
        std::int64_t dseq;
        bool operator==(const Number&) const = default;
    };
    struct NumberHash {
        std::size_t operator()(const Number& number) const noexcept {
            return static_cast<std::size_t>(number.dseq * 0x9e3779b97f4a7c15 + number.source);
        }
    };

    boost::unordered_flat_map<ScanId, std::int64_t, std::hash<ScanId>> ids_;
    boost::unordered_flat_map<Number, std::int64_t, NumberHash> numbers_;
    std::unordered_multimap<Number, std::int64_t, NumberHash> same_numbers_;  ///< of cloned phones
};

/// The newest admission of each pass, as the rows behind the mark tell it; by pass.
std::vector<TailAdmission> unsettled_admissions(ReadTx& tx);
/// Stores what follows from the rows behind the mark and moves it behind them. admissions: of these
/// rows, by pass.
void settle_ledger(WriteTx& tx, const std::vector<TailAdmission>& admissions);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// The rows of the ledger that are not settled yet, and what follows from them: keys, admissions and
// the doors' feed. Kept in memory as scans come, or read back from the ledger; settle() is the one
// place that stores it. Used by DoorMemory alone.
#pragma once

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

struct TailScan {
    ScanId id;
    std::int64_t source = 0;
    std::int64_t dseq = 0;
    std::int64_t seq = 0;
    std::optional<PassId> pass;
};

class LedgerTail {
public:
    /// In the order of seq. after: the admission of scan.pass.
    void add(const TailScan& scan, const TailAdmission& after);
    /// Instead of what is here: all rows behind the mark.
    void read(ReadTx& tx);
    /// Stores what follows from the rows, moves the mark behind them, and is empty.
    void settle(WriteTx& tx);
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

    std::int64_t last_seq_ = 0;
    std::unordered_map<ScanId, std::int64_t> ids_;
    std::unordered_multimap<Number, std::int64_t, NumberHash> numbers_;
    std::unordered_map<PassId, TailAdmission> admissions_;
};

}  // namespace kinhmoi::store

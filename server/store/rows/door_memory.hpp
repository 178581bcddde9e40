// SPDX-License-Identifier: Apache-2.0
// What the writer remembers of doors and passes, so that a scan asks the database next to nothing:
// facts as they were read, and the tail of the ledger that is not settled yet. DESIGN.md says why
// it may never be wrong. Used by rows/ alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/ledger_tail.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Where a scan comes from, as scan_sources has it.
struct ScanSource {
    DeviceId device;
    EpochId epoch;
    GateId gate;
    bool operator==(const ScanSource&) const = default;

    struct Hash {
        std::size_t operator()(const ScanSource& source) const noexcept {
            return std::hash<EpochId>{}(source.epoch) ^ std::hash<GateId>{}(source.gate);
        }
    };
};

class DoorMemory final : public Memory {
public:
    /// The memory of the transaction, brought back if it was lost; none for a reader.
    static DoorMemory* of(ReadTx& tx);

    void before_statement(ReadTx& tx, bool is_change) override;
    void settle(ReadTx& tx) override;
    bool is_settled() const override { return !lost_ && tail_.size() == 0; }
    bool is_due() const override;
    void lose() noexcept override;

    /// A bounded table of what was read; when it is full, any entry makes room.
    template <class Key, class Value>
    class Facts {
    public:
        explicit Facts(std::size_t most) : most_(most) {}
        const Value* find(const Key& key) const {
            const auto found = values_.find(key);
            return found == values_.end() ? nullptr : &found->second;
        }
        void keep(const Key& key, const Value& value) {
            if (values_.size() >= most_) values_.erase(values_.begin());
            values_.insert_or_assign(key, value);
        }
        void clear() { values_.clear(); }

    private:
        std::size_t most_;
        std::unordered_map<Key, Value> values_;
    };

    Facts<DeviceId, Door>& doors() { return doors_; }
    Facts<PassId, HeldPass>& passes() { return passes_; }

    struct Source {
        std::int64_t id = 0;
        std::int64_t highest_dseq = 0;
    };
    std::unordered_map<ScanSource, Source, ScanSource::Hash>& sources() { return sources_; }
    /// The greatest settled scan id; nothing: not known. Phones make ids in the order of time, so a
    /// new one is mostly above it and need not be looked for.
    std::optional<ScanId>& highest_settled_id() { return highest_settled_id_; }
    std::int64_t& next_seq() { return next_seq_; }  ///< 0: not known
    const LedgerTail& tail() const { return tail_; }
    /// As far as it is known; it is of every pass of the tail.
    const AdmissionRow* admission(const PassId& pass) const;
    /// As it was read from its table.
    void keep_admission(const PassId& pass, const AdmissionRow& row);
    /// A row was appended to the ledger, and left this admission.
    void append(const Scan& scan, const EventId& event, Source& source, const AdmissionRow& after,
                bool is_news);

private:
    /// Everything; only what is settled, or rolled back, may be forgotten.
    void forget() noexcept;

    static constexpr std::size_t most_passes = 128 * 1024;
    static constexpr std::size_t most_doors = 4 * 1024;
    static constexpr std::size_t most_unsettled = 32 * 1024;

    bool lost_ = true;
    std::int64_t next_seq_ = 0;
    Facts<DeviceId, Door> doors_{most_doors};
    Facts<PassId, HeldPass> passes_{most_passes};
    std::unordered_map<PassId, AdmissionRow> admissions_;
    std::unordered_map<ScanSource, Source, ScanSource::Hash> sources_;
    std::optional<ScanId> highest_settled_id_;
    LedgerTail tail_;
};

/// For the driver, which knows only that there is a memory.
std::unique_ptr<Memory> make_door_memory();

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// What the writer remembers of doors and passes, so that a scan asks the database next to nothing:
// facts as they were read, and the tail of the ledger that is not settled yet. DESIGN.md says why
// it may never be wrong. Used by rows/ alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Where a scan comes from, as scan_sources has it.
struct ScanSource {
    DeviceId device;
    EpochId epoch;
    GateId gate;
    auto operator<=>(const ScanSource&) const = default;
};

class DoorMemory final : public Memory {
public:
    /// The memory of the transaction, brought back if it was lost; none for a reader.
    static DoorMemory* of(ReadTx& tx);

    void before_statement(ReadTx& tx, bool is_change) override;
    void settle(ReadTx& tx) override;
    bool is_settled() const override { return !lost_ && unsettled_ == 0; }
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
    std::map<ScanSource, Source>& sources() { return sources_; }
    std::int64_t& next_seq() { return next_seq_; }  ///< 0: not known
    /// In the tail only.
    std::optional<std::int64_t> seq_of(const ScanId& id) const;
    void seqs_of(std::int64_t source, std::int64_t dseq, std::vector<std::int64_t>& out) const;
    /// As far as it is known; it is of every pass of the tail.
    const AdmissionRow* admission(const PassId& pass) const;
    /// As it was read from its table.
    void keep_admission(const PassId& pass, const AdmissionRow& row);
    /// A row was appended to the ledger, and left this admission.
    void append(const Scan& scan, Source& source, const AdmissionRow& after);

private:
    /// Everything; only what is settled, or rolled back, may be forgotten.
    void forget() noexcept;

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

    static constexpr std::size_t most_passes = 128 * 1024;
    static constexpr std::size_t most_doors = 4 * 1024;
    static constexpr std::size_t most_unsettled = 32 * 1024;

    bool lost_ = true;
    std::size_t unsettled_ = 0;
    std::int64_t next_seq_ = 0;
    Facts<DeviceId, Door> doors_{most_doors};
    Facts<PassId, HeldPass> passes_{most_passes};
    std::unordered_map<PassId, AdmissionRow> admissions_;
    std::map<ScanSource, Source> sources_;
    std::unordered_map<ScanId, std::int64_t> tail_ids_;
    std::unordered_multimap<Number, std::int64_t, NumberHash> tail_numbers_;
};

/// For the driver, which knows only that there is a memory.
std::unique_ptr<Memory> make_door_memory();

}  // namespace kinhmoi::store

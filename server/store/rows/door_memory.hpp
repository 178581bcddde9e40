// SPDX-License-Identifier: Apache-2.0
// What the writer remembers of doors and passes, so that a scan asks the database next to nothing:
// facts as they were read, and the tail of the ledger that is not settled yet. DESIGN.md says why
// it may never be wrong. Used by rows/ alone.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/ledger_tail.hpp"
#include "server/store/rows/remembered_pass.hpp"
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

    /// None when it is not remembered. Good until the memory changes.
    const Door* door(const DeviceId& id) const;
    void keep_door(const DeviceId& id, const Door& door);
    /// None when it is not remembered.
    std::optional<HeldPass> held_pass(const PassId& id) const;
    void keep_held_pass(const PassId& id, const HeldPass& held);
    /// As far as it is known; it is of every pass of the tail.
    std::optional<AdmissionRow> admission(const PassId& id) const;
    /// As it was read from its table.
    void keep_admission(const PassId& id, const AdmissionRow& row);

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
    /// A row was appended to the ledger, and left this admission.
    void append(const Scan& scan, const EventId& event, Source& source, const AdmissionRow& after,
                bool is_news);

private:
    const RememberedPass* facts(const PassId& id) const;
    RememberedPass& facts_to_keep(const PassId& id);
    std::vector<TailAdmission> unsettled() const;  ///< by pass
    /// Everything; only what is settled, or rolled back, may be forgotten.
    void forget() noexcept;

    static constexpr std::size_t most_passes = 128 * 1024;
    static constexpr std::size_t most_doors = 4 * 1024;
    static constexpr std::size_t most_unsettled = 64 * 1024;

    bool lost_ = true;
    std::int64_t next_seq_ = 0;
    std::unordered_map<DeviceId, Door> doors_;
    SharedIds shared_;
    boost::unordered_flat_map<PassId, std::unique_ptr<RememberedPass>, std::hash<PassId>> passes_;
    std::vector<PassId> unsettled_;
    std::unordered_map<ScanSource, Source, ScanSource::Hash> sources_;
    std::optional<ScanId> highest_settled_id_;
    LedgerTail tail_;
};

/// For the driver, which knows only that there is a memory.
std::unique_ptr<Memory> make_door_memory();

}  // namespace kinhmoi::store

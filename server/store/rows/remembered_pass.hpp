// SPDX-License-Identifier: Apache-2.0
// What DoorMemory remembers of one pass, packed: a hundred thousand come on one day, and a scan
// should wait for as few lines of memory as can be. Used by DoorMemory alone.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "common/base/ids.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/ledger_tail.hpp"
#include "server/store/rows/pass_rows.hpp"

namespace kinhmoi::store {

/// Ids that many passes share (an event, a site, a gate, a phone), each kept once under a number.
class SharedIds {
public:
    template <class Tag>
    std::uint32_t number_of(const Uuid<Tag>& id) {
        const auto [at, is_new] =
            numbers_.emplace(Any{id.bytes}, static_cast<std::uint32_t>(ids_.size()));
        if (is_new) ids_.push_back(at->first);
        return at->second;
    }
    template <class Id>
    Id id_of(std::uint32_t number) const {
        return Id{ids_[number].bytes};
    }
    void clear() noexcept;

private:
    using Any = Uuid<struct SharedTag>;
    boost::unordered_flat_map<Any, std::uint32_t, std::hash<Any>> numbers_;
    std::vector<Any> ids_;
};

/// A HeldPass and an AdmissionRow, each once it is known. Numbers are those of one SharedIds.
class RememberedPass {
public:
    std::optional<HeldPass> held(const PassId& id, const SharedIds& shared) const;
    std::optional<AdmissionRow> admission(const SharedIds& shared) const;
    /// The table does not have its admission yet.
    bool is_unsettled() const { return is_unsettled_; }

    void keep(const HeldPass& held, SharedIds& shared);
    void keep(const AdmissionRow& row, SharedIds& shared);
    /// As a scan of the event's ledger left it. is_news: the doors must hear of it.
    void change(const AdmissionRow& row, const EventId& event, bool is_news, SharedIds& shared);
    /// For the admissions' table; only of what is unsettled.
    TailAdmission unsettled(const PassId& id, const SharedIds& shared) const;
    void settle() { is_unsettled_ = is_news_ = false; }

private:
    /// A seq of 0: none. A movement and its scan's seq are always known together.
    struct PackedMovement {
        std::int64_t seq = 0;
        Instant at;
        ScanId scan;
        std::uint32_t gate = 0, device = 0;
    };
    struct PackedKey {
        std::int64_t seq = 0;
        Instant at;
        std::int64_t dseq = 0;
        EpochId epoch;
        ScanId scan;
        std::uint32_t device = 0;
    };

    static PackedMovement packed(const std::optional<Movement>& movement,
                                 const std::optional<std::int64_t>& seq, SharedIds& shared);
    static std::optional<Movement> unpacked(const PackedMovement& movement, Direction direction,
                                            const SharedIds& shared);

    std::array<std::uint8_t, 64> signature_{};
    DelegateId delegate_;
    PartyId party_;                                               // nil: none
    std::unique_ptr<const std::vector<Revocation>> revocations_;  // mostly there are none
    Instant issued_at_;
    std::uint32_t event_ = 0, quota_ = 0, site_ = 0, group_ = 0;
    std::uint32_t short_number_ = 0;
    std::uint16_t kid_ = 0, party_size_ = 0, min_issue_ = 0;
    std::uint8_t issue_ = 0;
    bool is_minor_ = false;

    PackedMovement first_in_, last_move_;
    PackedKey last_key_;
    std::int64_t last_seq_ = 0;
    std::int32_t inside_ = 0, present_ = 0, visits_ = 0, open_undos_ = 0;
    std::uint32_t ledger_event_ = 0;  // of a scan, which may be shown at another event
    DelegateStatus status_ = DelegateStatus::approved;
    bool was_overridden_ = false;
    bool left_first_ = false, left_last_ = false;  // the movements' directions

    bool is_held_ = false;
    bool is_admission_ = false;
    bool is_unsettled_ = false;
    bool is_news_ = false;
};
static_assert(sizeof(RememberedPass) <= 320, "the allocator's next size is 384");

}  // namespace kinhmoi::store

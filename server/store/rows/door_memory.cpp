// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/door_memory.hpp"

#include <algorithm>

namespace kinhmoi::store {

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
    // Only the writer's transactions have a memory.
    settle_ledger(static_cast<WriteTx&>(tx), lost_ ? unsettled_admissions(tx) : unsettled());
    for (const PassId& id : unsettled_) passes_.at(id)->settle();
    unsettled_.clear();
    tail_.clear();
    lost_ = false;
    highest_settled_id_.reset();
}

bool DoorMemory::is_due() const {
    return lost_ || tail_.size() >= most_unsettled;
}

void DoorMemory::lose() noexcept {
    lost_ = true;
    forget();
}

void DoorMemory::forget() noexcept {
    next_seq_ = 0;
    doors_.clear();
    passes_.clear();
    shared_.clear();
    unsettled_.clear();
    sources_.clear();
    highest_settled_id_.reset();
    tail_.clear();
}

const Door* DoorMemory::door(const DeviceId& id) const {
    const auto found = doors_.find(id);
    return found == doors_.end() ? nullptr : &found->second;
}

void DoorMemory::keep_door(const DeviceId& id, const Door& door) {
    if (doors_.size() >= most_doors) doors_.clear();
    doors_.insert_or_assign(id, door);
}

std::optional<HeldPass> DoorMemory::held_pass(const PassId& id) const {
    const RememberedPass* pass = facts(id);
    return pass ? pass->held(id, shared_) : std::nullopt;
}

void DoorMemory::keep_held_pass(const PassId& id, const HeldPass& held) {
    facts_to_keep(id).keep(held, shared_);
}

std::optional<AdmissionRow> DoorMemory::admission(const PassId& id) const {
    const RememberedPass* pass = facts(id);
    return pass ? pass->admission(shared_) : std::nullopt;
}

void DoorMemory::keep_admission(const PassId& id, const AdmissionRow& row) {
    facts_to_keep(id).keep(row, shared_);
}

void DoorMemory::append(const Scan& scan, const EventId& event, Source& source,
                        const AdmissionRow& after, bool is_news) {
    tail_.add(scan.id, source.id, scan.dseq, after.last_seq);
    source.highest_dseq = std::max(source.highest_dseq, scan.dseq);
    next_seq_ = after.last_seq + 1;
    if (!scan.pass) return;
    RememberedPass& pass = facts_to_keep(*scan.pass);
    if (!pass.is_unsettled()) unsettled_.push_back(*scan.pass);
    pass.change(after, event, is_news, shared_);
}

const RememberedPass* DoorMemory::facts(const PassId& id) const {
    const auto found = passes_.find(id);
    return found == passes_.end() ? nullptr : found->second.get();
}

RememberedPass& DoorMemory::facts_to_keep(const PassId& id) {
    if (const auto known = passes_.find(id); known != passes_.end()) return *known->second;
    if (passes_.size() >= most_passes)
        erase_if(passes_, [](const auto& entry) { return !entry.second->is_unsettled(); });
    return *passes_.emplace(id, std::make_unique<RememberedPass>()).first->second;
}

std::vector<TailAdmission> DoorMemory::unsettled() const {
    std::vector<PassId> ids = unsettled_;
    std::sort(ids.begin(), ids.end());
    std::vector<TailAdmission> admissions;
    admissions.reserve(ids.size());
    for (const PassId& id : ids) admissions.push_back(passes_.at(id)->unsettled(id, shared_));
    return admissions;
}

std::unique_ptr<Memory> make_door_memory() {
    return std::make_unique<DoorMemory>();
}

}  // namespace kinhmoi::store

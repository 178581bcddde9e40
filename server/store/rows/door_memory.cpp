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
    if (lost_) tail_.read(tx);
    // Only the writer's transactions have a memory.
    tail_.settle(static_cast<WriteTx&>(tx));
    lost_ = false;
    highest_settled_id_.reset();
    while (admissions_.size() > most_passes) admissions_.erase(admissions_.begin());
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
    admissions_.clear();
    sources_.clear();
    highest_settled_id_.reset();
    tail_.clear();
}

const AdmissionRow* DoorMemory::admission(const PassId& pass) const {
    const auto found = admissions_.find(pass);
    return found == admissions_.end() ? nullptr : &found->second;
}

void DoorMemory::keep_admission(const PassId& pass, const AdmissionRow& row) {
    if (admissions_.size() < most_passes) admissions_.insert_or_assign(pass, row);
}

void DoorMemory::append(const Scan& scan, const EventId& event, Source& source,
                        const AdmissionRow& after, bool is_news) {
    const AdmissionState& state = after.state;
    tail_.add(
        {scan.id, source.id, scan.dseq, after.last_seq, scan.pass},
        {event, after.last_seq, state.inside, state.present, state.visits, state.was_overridden,
         state.open_undos, after.first_in, after.last_move, after.last_key, is_news});
    if (scan.pass) admissions_.insert_or_assign(*scan.pass, after);
    source.highest_dseq = std::max(source.highest_dseq, scan.dseq);
    next_seq_ = after.last_seq + 1;
}

std::unique_ptr<Memory> make_door_memory() {
    return std::make_unique<DoorMemory>();
}

}  // namespace kinhmoi::store

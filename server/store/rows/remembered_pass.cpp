// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/remembered_pass.hpp"

namespace kinhmoi::store {
namespace {

std::optional<std::int64_t> seq_or_none(std::int64_t seq) {
    return seq == 0 ? std::nullopt : std::optional(seq);
}

}  // namespace

void SharedIds::clear() noexcept {
    numbers_.clear();
    ids_.clear();
}

std::optional<HeldPass> RememberedPass::held(const PassId& id, const SharedIds& shared) const {
    if (!is_held_) return std::nullopt;
    HeldPass held;
    held.status = status_;
    held.row.min_issue = min_issue_;
    if (!party_.is_nil()) held.row.party = party_;
    Pass& pass = held.row.pass;
    pass.id = id;
    pass.event = shared.id_of<EventId>(event_);
    pass.delegate = delegate_;
    pass.quota = shared.id_of<QuotaId>(quota_);
    pass.site = shared.id_of<SiteId>(site_);
    pass.group = shared.id_of<GroupId>(group_);
    pass.kid = kid_;
    pass.issue = issue_;
    pass.is_minor = is_minor_;
    pass.party_size = party_size_;
    pass.signature = signature_;
    pass.short_number = short_number_;
    pass.issued_at = issued_at_;
    if (revocations_) pass.revocations = *revocations_;
    return held;
}

void RememberedPass::keep(const HeldPass& held, SharedIds& shared) {
    const Pass& pass = held.row.pass;
    is_held_ = true;
    status_ = held.status;
    min_issue_ = static_cast<std::uint16_t>(held.row.min_issue);
    party_ = held.row.party.value_or(PartyId{});
    event_ = shared.number_of(pass.event);
    delegate_ = pass.delegate;
    quota_ = shared.number_of(pass.quota);
    site_ = shared.number_of(pass.site);
    group_ = shared.number_of(pass.group);
    kid_ = pass.kid;
    issue_ = pass.issue;
    is_minor_ = pass.is_minor;
    party_size_ = pass.party_size;
    signature_ = pass.signature;
    short_number_ = pass.short_number;
    issued_at_ = pass.issued_at;
    revocations_.reset();
    if (!pass.revocations.empty())
        revocations_ = std::make_unique<const std::vector<Revocation>>(pass.revocations);
}

std::optional<AdmissionRow> RememberedPass::admission(const SharedIds& shared) const {
    if (!is_admission_) return std::nullopt;
    AdmissionRow row;
    row.last_seq = last_seq_;
    row.first_in = seq_or_none(first_in_.seq);
    row.last_move = seq_or_none(last_move_.seq);
    row.last_key = seq_or_none(last_key_.seq);
    AdmissionState& state = row.state;
    state.inside = inside_;
    state.present = present_;
    state.visits = visits_;
    state.was_overridden = was_overridden_;
    state.open_undos = open_undos_;
    state.first_in = unpacked(first_in_, left_first_ ? Direction::out : Direction::in, shared);
    state.last_move = unpacked(last_move_, left_last_ ? Direction::out : Direction::in, shared);
    if (row.last_key) {
        state.last_key = ScanKey{last_key_.at, shared.id_of<DeviceId>(last_key_.device),
                                 last_key_.epoch, last_key_.dseq, last_key_.scan};
    }
    return row;
}

void RememberedPass::keep(const AdmissionRow& row, SharedIds& shared) {
    const AdmissionState& state = row.state;
    is_admission_ = true;
    last_seq_ = row.last_seq;
    inside_ = state.inside;
    present_ = state.present;
    visits_ = state.visits;
    was_overridden_ = state.was_overridden;
    open_undos_ = state.open_undos;
    first_in_ = packed(state.first_in, row.first_in, shared);
    left_first_ = state.first_in && state.first_in->direction == Direction::out;
    last_move_ = packed(state.last_move, row.last_move, shared);
    left_last_ = state.last_move && state.last_move->direction == Direction::out;
    last_key_ = {};
    if (state.last_key) {
        const ScanKey& key = *state.last_key;
        last_key_ = {row.last_key.value(),        key.effective_at, key.dseq, key.epoch, key.scan,
                     shared.number_of(key.device)};
    }
}

void RememberedPass::change(const AdmissionRow& row, const EventId& event, bool is_news,
                            SharedIds& shared) {
    keep(row, shared);
    ledger_event_ = shared.number_of(event);
    is_unsettled_ = true;
    is_news_ = is_news_ || is_news;
}

TailAdmission RememberedPass::unsettled(const PassId& id, const SharedIds& shared) const {
    return {id,
            shared.id_of<EventId>(ledger_event_),
            last_seq_,
            inside_,
            present_,
            visits_,
            was_overridden_,
            open_undos_,
            seq_or_none(first_in_.seq),
            seq_or_none(last_move_.seq),
            seq_or_none(last_key_.seq),
            is_news_};
}

RememberedPass::PackedMovement RememberedPass::packed(const std::optional<Movement>& movement,
                                                      const std::optional<std::int64_t>& seq,
                                                      SharedIds& shared) {
    if (!movement) return {};
    return {seq.value(), movement->at, movement->scan, shared.number_of(movement->gate),
            shared.number_of(movement->device)};
}

std::optional<Movement> RememberedPass::unpacked(const PackedMovement& movement,
                                                 Direction direction, const SharedIds& shared) {
    if (movement.seq == 0) return std::nullopt;
    return Movement{movement.at, shared.id_of<GateId>(movement.gate),
                    shared.id_of<DeviceId>(movement.device), movement.scan, direction};
}

}  // namespace kinhmoi::store

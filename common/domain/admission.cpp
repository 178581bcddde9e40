// SPDX-License-Identifier: Apache-2.0
// The fold: apply() is the one place that says what an accepted scan does.
#include "common/domain/admission.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace kinhmoi {

namespace {

/// A code names its issue; a typed number or a walk-in stands for the current one.
std::uint8_t issue_of(const Pass& pass, const Scan& scan) {
    return scan.issue == 0 ? pass.issue : scan.issue;
}

/// The other half of a pair: the scan before this one, and the door to be told.
void involve(Incident& incident, const std::optional<Movement>& other) {
    if (!other) return;
    incident.scans.insert(incident.scans.begin(), other->scan);
    if (other->device != incident.device) incident.also.push_back(other->device);
}

void apply_in(const Pass& pass, const StoredScan& stored, const Movement& move, FoldResult& to) {
    auto& state = to.state;
    const auto& scan = stored.scan;
    const bool knew_revoked = scan.overridden && scan.overridden->refused == Verdict::revoked;
    if (!knew_revoked && is_revoked(pass, issue_of(pass, scan), stored.effective_at))
        to.incidents.push_back(scan_incident(IncidentKind::admitted_revoked, stored));

    const int count = is_party(pass) ? scan.count : 1;
    const int room = std::max(0, pass.party_size - state.inside);
    // Staff may let in more than the party has; but one person cannot be inside twice.
    const int added = is_party(pass) && scan.overridden ? count : std::min(count, room);
    if (added < count && !scan.overridden) {
        const auto kind =
            is_party(pass) ? IncidentKind::over_party : IncidentKind::double_admission;
        auto incident = scan_incident(kind, stored);
        involve(incident, state.last_move);
        to.incidents.push_back(std::move(incident));
    }
    if (added == 0) return;
    const int before = state.present;
    state.inside += added;
    state.present = std::max(state.present, state.inside);
    // Who is added afterwards was not among those who were counted.
    if (scan.kind == ScanKind::supplement)
        state.present =
            std::max<int>(state.present, std::min(before + added, int{pass.party_size}));
    ++state.visits;
    if (!state.first_in) state.first_in = move;
}

void apply_out(const Pass& pass, const StoredScan& stored, FoldResult& to) {
    const int count = is_party(pass) ? stored.scan.count : 1;
    if (count > to.state.inside)
        to.incidents.push_back(scan_incident(IncidentKind::missed_in, stored));
    to.state.inside = std::max(0, to.state.inside - count);
}

/// Scans must come in the order of their keys.
void apply(const Pass& pass, const StoredScan& stored, FoldResult& to) {
    if (!has_effect(stored)) return;
    const auto& scan = stored.scan;
    to.state.last_key = key_of(stored);
    if (is_double_read(pass, to.state, scan, stored.effective_at)) return;
    if (scan.overridden) {
        to.state.was_overridden = true;
        auto incident = scan_incident(IncidentKind::override_used, stored);
        incident.reason = scan.overridden->reason;
        to.incidents.push_back(std::move(incident));
    }
    const Movement move{stored.effective_at, scan.gate, scan.device, scan.id, scan.direction};
    if (scan.direction == Direction::in) apply_in(pass, stored, move, to);
    else apply_out(pass, stored, to);
    to.state.last_move = move;
}

bool is_undo(const StoredScan& stored) {
    return stored.scan.kind == ScanKind::undo && stored.scan.undoes && !stored.quarantine;
}

}  // namespace

ScanKey key_of(const StoredScan& stored) {
    const auto& scan = stored.scan;
    return {stored.effective_at, scan.device, scan.epoch, scan.dseq, scan.id};
}

bool is_double_read(const Pass& pass, const AdmissionState& state, const Scan& scan, Instant at) {
    if (is_party(pass) || scan.overridden || !state.last_move) return false;
    const auto& last = *state.last_move;
    return last.device == scan.device && last.direction == scan.direction &&
           std::abs(at - last.at) < repeat_window_ms;
}

bool has_effect(const StoredScan& stored) {
    if (stored.quarantine || !stored.scan.pass || stored.scan.kind == ScanKind::undo) return false;
    const auto shown = shown_verdict(stored);
    return shown == (stored.scan.direction == Direction::in ? Verdict::admitted : Verdict::left);
}

FoldResult fold(const Pass& pass, std::span<const StoredScan> scans) {
    std::map<ScanId, const StoredScan*> by_id;
    for (const auto& stored : scans) by_id.emplace(stored.scan.id, &stored);

    FoldResult result;
    std::set<ScanId> undone;
    for (const auto& stored : scans) {
        if (!is_undo(stored)) continue;
        const auto target = by_id.find(*stored.scan.undoes);
        if (target == by_id.end()) ++result.state.open_undos;
        else if (may_undo(stored.scan, target->second->scan)) undone.insert(target->first);
    }

    std::vector<const StoredScan*> order;
    for (const auto& stored : scans) {
        if (!undone.contains(stored.scan.id)) order.push_back(&stored);
    }
    std::sort(order.begin(), order.end(),
              [](const auto* a, const auto* b) { return key_of(*a) < key_of(*b); });
    for (const auto* stored : order) apply(pass, *stored, result);
    return result;
}

std::optional<FoldResult> step(const Pass& pass, const AdmissionState& state,
                               const StoredScan& scan) {
    if (state.open_undos > 0 || is_undo(scan)) return std::nullopt;
    const bool is_late = state.last_key && key_of(scan) <= *state.last_key;
    if (has_effect(scan) && is_late) return std::nullopt;
    FoldResult result;
    result.state = state;
    apply(pass, scan, result);
    return result;
}

}  // namespace kinhmoi

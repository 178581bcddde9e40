// SPDX-License-Identifier: Apache-2.0
// decide(): flat lists of early returns, in the order in which a person at the door needs to know.
#include "common/domain/decision.hpp"

#include <algorithm>

namespace kinhmoi {

namespace {

Decision verdict(Verdict value) {
    Decision decision;
    decision.verdict = value;
    return decision;
}

Decision check(CheckReason reason) {
    Decision decision;
    decision.verdict = Verdict::check;
    decision.check = reason;
    return decision;
}

Decision seen_before(Verdict value, const AdmissionState& state) {
    auto decision = verdict(value);
    decision.first_in = state.first_in;
    return decision;
}

/// What the code alone says; nothing when it names a pass.
std::optional<Verdict> judge_code(CodeOutcome code) {
    switch (code) {
        case CodeOutcome::not_a_pass:
            return Verdict::not_a_pass;
        case CodeOutcome::document_code:
            return Verdict::document_code;
        case CodeOutcome::bad_code:
            return Verdict::unknown;
        case CodeOutcome::wrong_event:
            return Verdict::wrong_event;
        case CodeOutcome::valid:
        case CodeOutcome::short_number:
        case CodeOutcome::compromised_key:
            break;
    }
    return std::nullopt;
}

bool gave_seat_up(DelegateStatus status) {
    return status == DelegateStatus::substituted || status == DelegateStatus::cancelled;
}

/// Whether the seat is approved and at this site; nothing when it is.
std::optional<Decision> judge_seat(const DoorContext& door, const PassFacts& facts) {
    if (facts.pass.site != door.device.site) {
        auto decision = verdict(Verdict::wrong_site);
        decision.right_site = facts.pass.site;
        return decision;
    }
    if (facts.status == DelegateStatus::nominated) return check(CheckReason::not_approved);
    return std::nullopt;
}

/// Whether the pass counts at all at this door; nothing when it does.
std::optional<Decision> judge_pass(const DoorContext& door, const Scan& scan,
                                   const PassFacts& facts) {
    const auto& pass = facts.pass;
    const auto issue = scan.issue == 0 ? pass.issue : scan.issue;
    if (issue < min_issue(pass)) return verdict(Verdict::revoked);
    if (gave_seat_up(facts.status)) return verdict(Verdict::revoked);
    if (issue > pass.issue) return check(CheckReason::newer_issue);
    return judge_seat(door, facts);
}

std::optional<Decision> judge_time(const DoorContext& door, const Reading& reading) {
    if (reading.clock_suspect) return std::nullopt;
    if (reading.at < door.window.opens_at) return verdict(Verdict::not_yet_open);
    if (reading.at > door.window.closes_at) return verdict(Verdict::closed);
    return std::nullopt;
}

int room_of(const Pass& pass, const AdmissionState& state) {
    return std::max(0, pass.party_size - state.inside);
}

/// Whether they are in already; nothing when there is room for them.
std::optional<Decision> judge_admission(const DoorContext& door, const Reading& reading) {
    const auto& pass = reading.pass->pass;
    const auto& state = reading.state;
    if (is_double_read(pass, state, reading.scan, reading.at))
        return seen_before(Verdict::repeat, state);
    const int room = room_of(pass, state);
    if (room == 0) return seen_before(Verdict::already_in, state);
    if (!is_party(pass)) {
        if (state.visits > 0 && !door.allows_reentry)
            return seen_before(Verdict::already_in, state);
        return std::nullopt;
    }
    if (reading.scan.count <= room) return std::nullopt;
    auto decision = check(CheckReason::party_room);
    decision.room = room;
    return decision;
}

/// A person who goes out is let go and recorded, whatever else is wrong with the pass.
Decision decide_out(const DoorContext& door, const Reading& reading) {
    if (!door.allows_reentry) return check(CheckReason::exit_not_recorded);
    if (is_double_read(reading.pass->pass, reading.state, reading.scan, reading.at))
        return seen_before(Verdict::repeat, reading.state);
    return verdict(Verdict::left);
}

Decision decide_in(const DoorContext& door, const Reading& reading) {
    const auto& pass = reading.pass->pass;
    if (const auto no = judge_pass(door, reading.scan, *reading.pass)) return *no;
    if (const auto no = judge_time(door, reading)) return *no;
    if (const auto no = judge_admission(door, reading)) return *no;
    if (pass.is_minor && !reading.scan.escort_seen) return check(CheckReason::escort);
    return verdict(Verdict::admitted);
}

/// Room left after this scan, where it matters: a party that was let in.
Decision with_room(Decision decision, const Reading& reading) {
    const auto& pass = reading.pass->pass;
    if (decision.verdict != Verdict::admitted || !is_party(pass)) return decision;
    decision.room = std::max(0, room_of(pass, reading.state) - reading.scan.count);
    return decision;
}

}  // namespace

bool Decision::accepted() const {
    return verdict == Verdict::admitted || verdict == Verdict::left || verdict == Verdict::undone;
}

Decision decide(const DoorContext& door, const Reading& reading) {
    const auto& scan = reading.scan;
    if (scan.kind == ScanKind::reading) {
        if (const auto no = judge_code(reading.code)) return verdict(*no);
    }
    const bool is_signed = reading.code == CodeOutcome::valid;
    if (!reading.pass) {
        return is_signed ? check(CheckReason::not_in_list) : verdict(Verdict::unknown);
    }
    const auto& pass = reading.pass->pass;
    // A stolen key signs anything: only what the list itself holds is believed.
    if (reading.code == CodeOutcome::compromised_key && scan.issue != pass.issue)
        return verdict(Verdict::unknown);
    if (pass.event != door.device.event) return verdict(Verdict::wrong_event);
    if (scan.direction == Direction::out) return decide_out(door, reading);

    auto decision = decide_in(door, reading);
    if (scan.overridden && is_overridable(decision.verdict)) {
        const auto refused = decision.verdict;
        decision = verdict(Verdict::admitted);
        decision.overridden = refused;
    }
    return with_room(std::move(decision), reading);
}

Decision decide_supplement(const DoorContext& door, const Reading& line) {
    const auto& pass = line.pass->pass;
    // Not whether it counts today: a green that was true stays true.
    if (is_revoked(pass, pass.issue, line.at) || gave_seat_up(line.pass->status))
        return verdict(Verdict::revoked);
    if (const auto no = judge_seat(door, *line.pass)) return *no;
    // Not who is inside now: whoever came and left again was counted.
    const int missing = std::max(0, pass.party_size - line.state.present);
    if (missing == 0) return seen_before(Verdict::already_in, line.state);
    if (is_party(pass) && line.scan.count > missing) {
        auto decision = check(CheckReason::party_room);
        decision.room = missing;
        return decision;
    }
    return verdict(Verdict::admitted);
}

Decision decide_undo(const Scan& undo, const std::optional<Scan>& target) {
    if (target && !may_undo(undo, *target)) return check(CheckReason::not_yours_to_undo);
    return verdict(Verdict::undone);
}

}  // namespace kinhmoi

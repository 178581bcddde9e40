// SPDX-License-Identifier: Apache-2.0
// Times of scans, the way into the ledger, undo and copies. Names stand in scan_names.cpp.
#include "common/domain/scan.hpp"

#include <algorithm>

namespace kinhmoi {

namespace {

/// The last moment that JavaScript's Date can name: wider is nonsense and could overflow.
constexpr std::int64_t time_limit_ms = 8'640'000'000'000'000;
constexpr std::int64_t suspect_offset_ms = 2 * minute_ms;
constexpr std::int64_t suspect_drift_ms = 5 * second_ms;

bool is_time(std::int64_t ms) {
    return ms >= 0 && ms <= time_limit_ms;
}

bool has_possible_sender(const Scan& scan, const std::optional<DoorDevice>& device) {
    if (scan.id.is_nil() || scan.by_organizer == device.has_value()) return false;
    if (scan.kind == ScanKind::supplement && !scan.by_organizer) return false;
    if (!device) return scan.device.is_nil() && scan.epoch.is_nil() && scan.dseq == 0;
    return scan.device == device->id && scan.dseq >= 1;
}

bool has_possible_clock(const Scan& scan) {
    return is_time(scan.wall_ms) && is_time(scan.mono_ms) && is_time(scan.floor_ms) &&
           scan.offset_ms >= -time_limit_ms && scan.offset_ms <= time_limit_ms;
}

bool has_possible_override(const Scan& scan) {
    if (!scan.overridden) return true;
    const auto& reason = scan.overridden->reason;
    if (reason.empty() || reason.size() > override_reason_max_bytes) return false;
    if (!is_overridable(scan.overridden->refused)) return false;
    return scan.kind != ScanKind::undo && scan.direction == Direction::in;
}

bool has_possible_subject(const Scan& scan) {
    if (scan.text.size() > scan_text_max_bytes) return false;
    if (scan.count < 1 || scan.count > scan_count_max) return false;
    if ((scan.kind == ScanKind::undo) != scan.undoes.has_value()) return false;
    if (scan.kind != ScanKind::reading && !scan.pass) return false;
    if (scan.undoes && *scan.undoes == scan.id) return false;
    return scan.mode == ScanMode::online || scan.local_verdict.has_value();
}

/// Of a reading only: an undo or a walk-in has no code.
std::optional<QuarantineReason> code_fault(const Scan& scan, CodeOutcome code) {
    if (scan.kind != ScanKind::reading) return std::nullopt;
    switch (code) {
        case CodeOutcome::bad_code:
            return QuarantineReason::bad_code;
        case CodeOutcome::wrong_event:
            return QuarantineReason::foreign_event;
        case CodeOutcome::not_a_pass:
            return QuarantineReason::not_a_pass;
        case CodeOutcome::document_code:
            return QuarantineReason::document_code;
        case CodeOutcome::valid:
        case CodeOutcome::short_number:
        case CodeOutcome::compromised_key:
            break;
    }
    return std::nullopt;
}

}  // namespace

bool is_overridable(Verdict verdict) {
    switch (verdict) {
        case Verdict::already_in:
        case Verdict::wrong_site:
        case Verdict::revoked:
        case Verdict::not_yet_open:
        case Verdict::closed:
        case Verdict::check:
        case Verdict::repeat:
            return true;
        default:
            return false;
    }
}

Instant effective_time(const Scan& scan, Instant enrolled_at, Instant received_at) {
    const auto wall = std::clamp(scan.wall_ms, -time_limit_ms, time_limit_ms);
    const auto offset = std::clamp(scan.offset_ms, -time_limit_ms, time_limit_ms);
    const auto earliest = std::max(scan.floor_ms, enrolled_at.ms);
    return {std::min(std::max(wall + offset, earliest), received_at.ms)};
}

std::int64_t clock_drift_ms(ClockReading earlier, ClockReading later) {
    const auto mono = later.mono_ms - earlier.mono_ms;
    if (mono < 0) return 0;
    return (later.wall_ms - earlier.wall_ms) - mono;
}

bool is_clock_suspect(std::int64_t offset_ms, std::int64_t drift_ms) {
    return offset_ms > suspect_offset_ms || offset_ms < -suspect_offset_ms ||
           drift_ms > suspect_drift_ms || drift_ms < -suspect_drift_ms;
}

Verdict shown_verdict(const StoredScan& stored) {
    const auto& scan = stored.scan;
    if (scan.mode == ScanMode::online) return stored.verdict;
    if (scan.overridden) return Verdict::admitted;
    return scan.local_verdict.value_or(Verdict::unknown);
}

std::optional<QuarantineReason> quarantine_reason(const Scan& scan, CodeOutcome code,
                                                  bool pass_known,
                                                  const std::optional<DoorDevice>& device,
                                                  Instant effective_at, Instant received_at) {
    if (!has_possible_sender(scan, device) || !has_possible_clock(scan) ||
        !has_possible_override(scan) || !has_possible_subject(scan))
        return QuarantineReason::impossible;
    if (device && scan.epoch != device->epoch) return QuarantineReason::wrong_epoch;
    if (device && device->revoked_at && received_at >= *device->revoked_at)
        return QuarantineReason::revoked_device;
    // A phone whose clock is wrong cannot say when it was used; what it admitted still happened.
    const bool is_dated = device && !is_clock_suspect(scan.offset_ms, 0);
    if (is_dated && (effective_at < device->valid_from || effective_at > device->valid_until))
        return QuarantineReason::outside_window;
    if (const auto fault = code_fault(scan, code)) return fault;
    if (!scan.pass || !pass_known) return QuarantineReason::unknown_pass;
    return std::nullopt;
}

bool may_undo(const Scan& undo, const Scan& target) {
    if (undo.kind != ScanKind::undo || target.kind == ScanKind::undo) return false;
    if (undo.undoes != target.id || undo.pass != target.pass) return false;
    return undo.by_organizer || undo.device == target.device;
}

ScanCopy compare_copies(const Scan& stored, const Scan& incoming) {
    Scan probe = incoming;
    probe.mode = stored.mode;
    probe.local_verdict = stored.local_verdict;
    if (probe != stored) return ScanCopy::conflicts;
    const bool waited = stored.mode == ScanMode::online && incoming.mode != ScanMode::online;
    return waited ? ScanCopy::corrects : ScanCopy::same;
}

Scan corrected(Scan stored, const Scan& incoming) {
    stored.mode = incoming.mode;
    stored.local_verdict = incoming.local_verdict;
    return stored;
}

}  // namespace kinhmoi

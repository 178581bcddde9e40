// SPDX-License-Identifier: Apache-2.0
// The admission of one pass: a pure fold over its scans. The same set of scans gives the same state
// and incidents, whatever order, batches and repetitions they arrived in. Reasons: DESIGN.md.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"
#include "common/domain/incident.hpp"
#include "common/domain/pass.hpp"
#include "common/domain/scan.hpp"

namespace kinhmoi {

/// The same device reading the same single pass again within this is a double read.
constexpr std::int64_t repeat_window_ms = 10 * second_ms;

/// The order of scans: by time, then by each phone's own count. The scan id only parts clones.
struct ScanKey {
    Instant effective_at;
    DeviceId device;
    EpochId epoch;
    std::int64_t dseq = 0;
    ScanId scan;
    auto operator<=>(const ScanKey&) const = default;
};
ScanKey key_of(const StoredScan& stored);

/// A scan that had an effect.
struct Movement {
    Instant at;  ///< effective time
    GateId gate;
    DeviceId device;
    ScanId scan;
    Direction direction = Direction::in;
    bool operator==(const Movement&) const = default;
};

/// One row a pass; default = nobody came.
struct AdmissionState {
    int inside = 0;   ///< persons inside now
    int present = 0;  ///< most persons inside at once: "có mặt"; more than 0 = was admitted
    int visits = 0;   ///< scans that brought somebody in
    bool was_overridden = false;
    std::optional<Movement> first_in;
    std::optional<Movement> last_move;
    std::optional<ScanKey> last_key;  ///< of the last scan shown as accepted, double reads too
    int open_undos = 0;               ///< undo records whose target is not here yet
    bool operator==(const AdmissionState&) const = default;
};

/// The same device reading the same single pass in the same direction within repeat_window_ms. A
/// head count is confirmed by hand and an override is meant, so neither can be a double read.
bool is_double_read(const Pass& pass, const AdmissionState& state, const Scan& scan, Instant at);

/// Whether a scan can change an admission at all: not in quarantine, and shown as accepted.
bool has_effect(const StoredScan& stored);

struct FoldResult {
    AdmissionState state;
    std::vector<Incident> incidents;  ///< in order of their scans
    bool operator==(const FoldResult&) const = default;
};

/// All scans of one pass, in any order, undo records included, each id once. Incidents of the pass
/// that are no longer among the result's keys are to be closed as withdrawn.
FoldResult fold(const Pass& pass, std::span<const StoredScan> scans);

/// The same by one scan that is not stored yet: the new state and only the new incidents. Nothing
/// when the scan is not the last in order, or undoes or may be undone: then fold again. Otherwise
/// equal to folding all: step(pass, fold(pass, S).state, x) = fold(pass, S + {x}).
std::optional<FoldResult> step(const Pass& pass, const AdmissionState& state,
                               const StoredScan& scan);

}  // namespace kinhmoi

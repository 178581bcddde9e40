// SPDX-License-Identifier: Apache-2.0
// An incident: something at the doors that a person must look at. Facts are never rewritten.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "common/domain/scan.hpp"

namespace kinhmoi {

enum class IncidentKind {
    double_admission,  ///< shown green while already inside
    admitted_revoked,  ///< shown green although the pass was revoked by then
    missed_in,         ///< went out without (so many) having come in
    over_party,        ///< more of a party came in than it has members
    override_used,     ///< staff let somebody in against the verdict
    cloned_device,     ///< two scans under one number of one phone
    clock_suspect,     ///< a phone's clock is wrong
};
const char* name_of(IncidentKind kind);
std::optional<IncidentKind> parse_incident_kind(std::string_view text);
/// One sentence that says what happened.
Message incident_title(IncidentKind kind);

struct Incident {
    IncidentKind kind = IncidentKind::double_admission;
    std::string key;  ///< unique; the same facts always give the same key: save with an upsert
    std::optional<PassId> pass;
    DeviceId device;             ///< the device of the scan that caused it
    GateId gate;                 ///< nil for the device's own incidents
    std::vector<ScanId> scans;   ///< oldest first; the last one caused it
    std::vector<DeviceId> also;  ///< other devices to tell, ascending
    Instant opened_at;           ///< effective time of the scan that caused it
    std::string reason;          ///< the override's reason, else empty
    bool operator==(const Incident&) const = default;
};

/// A scan's own incident: key "<kind>:<pass>:<scan>".
Incident scan_incident(IncidentKind kind, const StoredScan& cause);
/// Scans of one (device, epoch, dseq), two or more, in any order; each stays in the ledger.
/// Key "cloned_device:<device>:<epoch>:<dseq>".
Incident clone_incident(std::vector<StoredScan> same_number);
/// Key "clock_suspect:<device>:<epoch>": one an enrolment.
Incident clock_incident(DeviceId device, EpochId epoch, Instant noticed_at);

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// A door device: what one enrolment of a phone may do, where, and until when.
#pragma once

#include <optional>
#include <string>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"

namespace kinhmoi {

/// How long a device that was revoked, or whose window ended, may still hand in stored scans.
constexpr std::int64_t device_backlog_ms = 72 * hour_ms;

/// One enrolment: enrolling a phone again makes a new device with a new epoch.
struct DoorDevice {
    DeviceId id;
    EventId event;
    SiteId site;
    GateId gate;
    std::string label;  ///< "Máy 3": never a person's name
    EpochId epoch;
    Instant enrolled_at;
    Instant valid_from;
    Instant valid_until;
    std::optional<Instant> revoked_at;
    bool operator==(const DoorDevice&) const = default;
};

enum class DeviceStanding {
    active,        ///< everything a door does
    not_yet,       ///< before its window: nothing but hello
    expired,       ///< window over: may hand in its backlog, which still counts
    backlog_only,  ///< revoked: may hand in its backlog, into quarantine; must wipe itself
    gone,          ///< the backlog's time is over too: an unknown token
};
const char* name_of(DeviceStanding standing);
DeviceStanding device_standing(const DoorDevice& device, Instant now);

}  // namespace kinhmoi

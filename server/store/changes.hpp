// SPDX-License-Identifier: Apache-2.0
// What a commit changed, in the words of those who listen: caches and live pages.
#pragma once

#include <algorithm>
#include <vector>

#include "common/base/ids.hpp"

namespace kinhmoi::store {

/// Topics, not rows: a listener that hears of one reads again what it shows.
struct Changes {
    std::vector<EventId> events;  ///< anything inside these events; each once
    /// Nothing but what stands in their door_changes: somebody came or went, or an incident.
    std::vector<EventId> at_doors;
    bool credentials = false;  ///< accounts, sessions, tokens or links
    bool devices = false;      ///< enrolled door devices

    void touch(const EventId& event) { add_once(events, event); }
    void touch_doors(const EventId& event) { add_once(at_doors, event); }
    bool empty() const { return events.empty() && at_doors.empty() && !credentials && !devices; }
    void merge(const Changes& other) {
        for (const EventId& event : other.events) touch(event);
        for (const EventId& event : other.at_doors) touch_doors(event);
        credentials = credentials || other.credentials;
        devices = devices || other.devices;
    }
    bool operator==(const Changes&) const = default;

private:
    static void add_once(std::vector<EventId>& all, const EventId& event) {
        if (std::find(all.begin(), all.end(), event) == all.end()) all.push_back(event);
    }
};

}  // namespace kinhmoi::store

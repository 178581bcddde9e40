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
    bool credentials = false;     ///< accounts, sessions, tokens or links
    bool devices = false;         ///< enrolled door devices

    void touch(const EventId& event) {
        if (std::find(events.begin(), events.end(), event) == events.end()) events.push_back(event);
    }
    bool empty() const { return events.empty() && !credentials && !devices; }
    void merge(const Changes& other) {
        for (const EventId& event : other.events) touch(event);
        credentials = credentials || other.credentials;
        devices = devices || other.devices;
    }
    bool operator==(const Changes&) const = default;
};

}  // namespace kinhmoi::store

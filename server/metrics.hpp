// SPDX-License-Identifier: Apache-2.0
// The store's counters and the disk's room in the text form of Prometheus.
#pragma once

#include <string>

#include "server/live/hub.hpp"
#include "server/store/store.hpp"

namespace kinhmoi {

std::string metrics_text(const store::StoreStats& stats, const live::HubStats& live,
                         std::uint64_t free_disk_bytes);

}  // namespace kinhmoi

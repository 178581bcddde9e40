// SPDX-License-Identifier: Apache-2.0
// The store's counters in the text form of Prometheus.
#pragma once

#include <string>

#include "server/store/store.hpp"

namespace kinhmoi {

std::string metrics_text(const store::StoreStats& stats);

}  // namespace kinhmoi

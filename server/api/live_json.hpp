// SPDX-License-Identifier: Apache-2.0
// The live board as JSON: all of it, or what has changed.
#pragma once

#include <optional>

#include "server/api/json.hpp"
#include "server/usecase/live.hpp"

namespace kinhmoi::api {

Json live_json(const usecase::LiveView& view);

/// False when lines came, went, moved or were renamed: then only a whole snapshot tells it.
bool has_same_lines(const usecase::LiveView& before, const usecase::LiveView& after);
/// Only what differs, by the same names as in live_json; null when nothing does. Lines, buckets,
/// arrivals and incidents are put in the place of those with the same id (a bucket: the same "at");
/// "gone" names those that leave.
Json live_change_json(const usecase::LiveView& before, const usecase::LiveView& after);

}  // namespace kinhmoi::api

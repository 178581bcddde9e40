// SPDX-License-Identifier: Apache-2.0
// How the program's settings become those of its store: for the server and for the command line.
#pragma once

#include <functional>

#include "server/config.hpp"
#include "server/store/sqlite/settings.hpp"

namespace kinhmoi {

store::sqlite::Settings store_settings(const Config& config);
/// The clock, and libsodium's randomness.
store::sqlite::Environment store_environment(std::function<Instant()> clock);

}  // namespace kinhmoi

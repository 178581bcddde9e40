// SPDX-License-Identifier: Apache-2.0
// A restored backup may bring back people who were erased after it was made: they go again before
// anybody can ask for them. For the server's start and for the command line.
#pragma once

#include "server/config.hpp"
#include "server/store/store.hpp"

namespace kinhmoi {

/// Erases whoever is on the list or whose time is over, and empties the log. Returns how many
/// persons of the list had come back. Throws std::system_error for a list that cannot be read.
std::int64_t erase_again(store::Store& store, const Config& config);
/// How many persons of the list are there.
std::int64_t count_come_back(store::Store& store, const Config& config);

}  // namespace kinhmoi

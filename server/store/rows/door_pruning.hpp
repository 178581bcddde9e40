// SPDX-License-Identifier: Apache-2.0
// The end of the doors' feed that nobody can ask for any more.
#pragma once

#include <cstdint>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Changes up to this one may be gone: what has seen less must begin anew. 0: all are there.
std::int64_t door_changes_pruned_to(ReadTx& tx, const EventId& event);

/// Removes what every phone that may still ask has seen, by its last hello; once an event is over
/// and has no such phones, all. The newest change of an event stays. Returns how many went, at most
/// limit.
std::int64_t prune_door_changes(WriteTx& tx, std::int64_t limit);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Erasing people when their time is over (children first), or when one asks for it.
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/erasure.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct EventErasure {
    EventId event;
    bool minors = false;  ///< which of the event's two sorts of groups
    store::Erased erased;
};
struct Retention {
    std::vector<EventErasure> events;
    std::int64_t persons = 0;  ///< records about persons that were emptied, in all tables
};
/// Erases everyone whose event ended longer ago than it keeps people (retention_minors_days,
/// retention_adults_days). Returns what it did; empty when nothing was due. Whoever calls it must
/// call Store::purge() after the commit: until then the bytes stand in the write-ahead log.
Retention erase_due(store::WriteTx& tx);

/// Erases one person. Conflict while the person is still expected at an event to come: withdraw or
/// return first. Call Store::purge() afterwards.
Result<store::Erased> erase_one(store::WriteTx& tx, const Actor& actor, const DelegateId& id);

/// Takes from the doors' feed what no phone can still ask for. Returns how many changes went, at
/// most limit: one call must not hold the writer for long.
std::int64_t prune_door_changes(store::WriteTx& tx, std::int64_t limit);

/// Those of them whom a restored backup has brought back. Returns how many. Call Store::purge().
std::int64_t erase_again(store::WriteTx& tx, const std::vector<DelegateId>& persons);
std::int64_t count_come_back(store::ReadTx& tx, const std::vector<DelegateId>& persons);

}  // namespace kinhmoi::usecase

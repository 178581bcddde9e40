// SPDX-License-Identifier: Apache-2.0
// Events: made, changed and removed by organizers.
#pragma once

#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/seen.hpp"

namespace kinhmoi::usecase {

inline constexpr Noun event_noun{"sự kiện", "event"};

/// not_found for an event out of the actor's scope.
Result<Event> get_event(store::ReadTx& tx, const Actor& actor, const EventId& id);
/// The id is made here; an organizer is granted what it made. invalid (rules, unknown agencies),
/// conflict (code taken).
Result<Event> create_event(store::WriteTx& tx, const Actor& actor, Event event);
/// Replaces all but the id. changed: not as seen; invalid: also when it would erase people at once.
Result<Event> update_event(store::WriteTx& tx, const Actor& actor, const EventId& id, Event event,
                           const Seen<Event>& seen = {});
/// erasure_faults() of both sorts of groups that still hold people. before: as it is stored.
std::vector<FieldFault> faults_of_erasure(store::ReadTx& tx, const Event& before,
                                          const Event& after);
/// The event with its set-up, while it has no list, delegate, door device or key yet; else
/// conflict. changed: not as seen.
Result<void> delete_event(store::WriteTx& tx, const Actor& actor, const EventId& id,
                          const Seen<Event>& seen = {});

}  // namespace kinhmoi::usecase

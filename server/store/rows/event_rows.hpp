// SPDX-License-Identifier: Apache-2.0
// Events, who may see them, and the grants that say so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Nothing for an event out of the actor's scope, exactly as for one that does not exist.
std::optional<Event> find_event(ReadTx& tx, const Actor& actor, const EventId& id);
/// True if find_event would answer. Asks no more than that.
bool sees_event(ReadTx& tx, const Actor& actor, const EventId& id);
/// The events in the actor's scope, by code.
std::vector<Event> list_events(ReadTx& tx, const Actor& actor, const Page& page = {});
std::string cursor_of(const Event& event);

/// Unscoped: for internals that have judged the caller already.
std::optional<Event> load_event(ReadTx& tx, const EventId& id);
std::optional<Event> load_event_by_code(ReadTx& tx, std::string_view code);

void insert(WriteTx& tx, const Event& event);
void update(WriteTx& tx, const Event& event);
/// The event with its set-up and grants; its activation links end. Lists, delegates, doors and the
/// like must be gone.
void erase(WriteTx& tx, const EventId& id);

/// Lets an organizer or reader see the event; harmless if they do already.
void grant_event(WriteTx& tx, const AccountId& account, const EventId& event);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Livestreams of an event. find_…: scoped by the actor; load_…: unscoped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/document.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Livestream> find_stream(ReadTx& tx, const Actor& actor, const StreamId& id);
std::optional<Livestream> load_stream(ReadTx& tx, const StreamId& id);
/// By code.
std::vector<Livestream> load_streams(ReadTx& tx, const EventId& event, const Page& page = {});
std::string cursor_of(const Livestream& stream);
void insert(WriteTx& tx, const Livestream& stream);
void update(WriteTx& tx, const Livestream& stream);
void erase(WriteTx& tx, const StreamId& id);

}  // namespace kinhmoi::store

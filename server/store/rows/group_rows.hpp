// SPDX-License-Identifier: Apache-2.0
// Groups of participants (thành phần). find_…: scoped by the actor; load_…: unscoped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/participant_group.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<ParticipantGroup> find_group(ReadTx& tx, const Actor& actor, const GroupId& id);
std::optional<ParticipantGroup> load_group(ReadTx& tx, const GroupId& id);
/// In protocol order: by ordinal, then code.
std::vector<ParticipantGroup> load_groups(ReadTx& tx, const EventId& event, const Page& page = {});
std::string cursor_of(const ParticipantGroup& group);
void insert(WriteTx& tx, const ParticipantGroup& group);
void update(WriteTx& tx, const ParticipantGroup& group);
void erase(WriteTx& tx, const GroupId& id);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Extensions of a deadline for one agency. Every one is kept; the newest rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/deadline.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Newest first; a clerk sees only its own agency's, nobody those of an event out of scope.
std::vector<Extension> list_extensions(ReadTx& tx, const Actor& actor, const EventId& event,
                                       const Page& page = {});
std::string cursor_of(const Extension& extension);

/// Unscoped: the one that rules for the agency.
std::optional<Extension> latest_extension(ReadTx& tx, const EventId& event, const AgencyId& agency);
void insert(WriteTx& tx, const Extension& extension);

}  // namespace kinhmoi::store

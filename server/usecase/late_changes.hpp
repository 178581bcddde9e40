// SPDX-License-Identifier: Apache-2.0
// Late change requests: what an organizer sees and decides of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/substitution.hpp"
#include "server/store/rows/late_change_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// Newest first, at most limit, before the given one; a clerk sees the own agency's only.
Result<std::vector<store::LateChangeEntry>> list_late_changes(
    store::ReadTx& tx, const Actor& actor, const EventId& event,
    const std::optional<LateChangeState>& state, const std::optional<LateChangeId>& before,
    int limit);
/// Puts the requested change in force, whatever the state of the list's deadline.
Result<LateChange> accept_late_change(store::WriteTx& tx, const Actor& actor,
                                      const LateChangeId& id, const std::string& note);
/// note: why, required.
Result<LateChange> refuse_late_change(store::WriteTx& tx, const Actor& actor,
                                      const LateChangeId& id, const std::string& note);

}  // namespace kinhmoi::usecase

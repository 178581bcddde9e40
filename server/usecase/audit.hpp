// SPDX-License-Identifier: Apache-2.0
// Notes who did, saw or exported what, in the transaction that does it.
#pragma once

#include <optional>
#include <string_view>

#include "common/domain/account.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// action: "list.submit", "pass.revoke", …; subject: an id in text form, never a name; detail:
/// short, without names, phones or secrets.
void audit(store::WriteTx& tx, const Actor& actor, std::string_view action,
           const std::optional<EventId>& event, std::string_view subject,
           std::string_view detail = {});

}  // namespace kinhmoi::usecase

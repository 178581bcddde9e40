// SPDX-License-Identifier: Apache-2.0
// Who looked at whose records: what answers the question afterwards, for those who keep the log.
#pragma once

#include <string_view>

#include "common/domain/account.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// Somebody who turns pages or types into a search looks once.
constexpr std::int64_t same_view_ms = 15 * minute_ms;

/// action: "list.view", "delegates.view"; subject: the list, delegate or event. The same view again
/// within same_view_ms is not noted; one that shows children is another than one that does not.
void note_view(store::WriteTx& tx, const Actor& actor, const EventId& event,
               std::string_view action, std::string_view subject, bool shows_minors);

}  // namespace kinhmoi::usecase

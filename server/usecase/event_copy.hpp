// SPDX-License-Identifier: Apache-2.0
// A new ceremony from an earlier one: its plan without lists, people, doors and papers.
#pragma once

#include <string>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct CopyForm {
    std::string code;
    std::string title;  ///< "" for the earlier one's
    Instant starts_at;
};
/// Sites, gates, groups, quotas, contacts, tasks and streams. Days (deadlines, tasks) move by as
/// many days as the start does, moments by as much. Documents stay behind: their numbers and dates
/// are the earlier event's; so do the streams' addresses. Failures: not_found (source), conflict
/// (code taken), invalid.
Result<Event> copy_event(store::WriteTx& tx, const Actor& actor, const EventId& source,
                         const CopyForm& form);

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
// What the audit log says, of one event for those who run it, with the names of today.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::usecase {

struct LogLine {
    store::AuditEntry entry;
    /// Of the account or the door, as it is called now; "" for others and those that are gone.
    std::string actor_name;
    std::string subject_name;  ///< "": see subject_name.hpp
};

std::vector<LogLine> with_names(store::ReadTx& tx, const Actor& actor,
                                std::vector<store::AuditEntry> entries);

/// Newest first. filter.event must be set. not_found: out of scope.
Result<std::vector<LogLine>> list_event_log(store::ReadTx& tx, const Actor& actor,
                                            const AuditFilter& filter);

}  // namespace kinhmoi::usecase

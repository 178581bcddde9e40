// SPDX-License-Identifier: Apache-2.0
// More time for one agency.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/deadline.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// Newest first; a clerk sees its own agency's. not_found: the event is out of scope.
Result<std::vector<Extension>> list_extensions(store::ReadTx& tx, const Actor& actor,
                                               const EventId& event, const store::Page& page);

struct ExtensionRequest {
    AgencyId agency;
    Deadline deadline;
    std::string reason;  ///< required
};
/// invalid: no reason, an agency without quotas here, or a deadline that gives nobody more time.
Result<Extension> grant_extension(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                  const ExtensionRequest& request);

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
// What is done with quotas beyond keeping them: the sums, and one quota for each member of a set.
#pragma once

#include <optional>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/quota.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// All quotas of the event against the announced total and the seats of the sites they use.
Result<QuotaArithmetic> quota_sums(store::ReadTx& tx, const Actor& actor, const EventId& event);

/// How many each member of a set may send; none: no number.
struct MemberNumbers {
    std::optional<int> min;
    std::optional<int> max;
};
/// Replaces the quota of a set of agencies by one for each member, and returns the members' quotas.
/// A member that had one for the same group and site keeps it. conflict: the agency is no set, has
/// no members yet, or a list was begun for the set itself.
Result<std::vector<Quota>> expand_set(store::WriteTx& tx, const Actor& actor, const QuotaId& id,
                                      const MemberNumbers& each);

}  // namespace kinhmoi::usecase

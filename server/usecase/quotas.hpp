// SPDX-License-Identifier: Apache-2.0
// What is done with quotas beyond keeping them: the sums, and one quota for each member of a set.
#pragma once

#include <optional>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/quota.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// Those of a place, in the protocol order of their groups; a clerk's are the own agency's.
Result<std::vector<Quota>> list_quotas(store::ReadTx& tx, const Actor& actor,
                                       const store::PlaceFilter& place, const store::Page& page);

struct QuotaSums {
    QuotaArithmetic all;  ///< against the announced total and the seats of the sites that are used
    int sites_without_capacity = 0;  ///< of those that are used
    struct OfSite {
        SiteId site;
        int quotas = 0;
        QuotaArithmetic sums;
    };
    std::vector<OfSite> by_site;  ///< every site of the event, in its order
};
Result<QuotaSums> quota_sums(store::ReadTx& tx, const Actor& actor, const EventId& event);

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

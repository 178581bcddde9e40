// SPDX-License-Identifier: Apache-2.0
// What is printed on passes and badges, many at once. To read them is to export them: whoever does
// is noted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/badge_rows.hpp"

namespace kinhmoi::usecase {

struct BadgeRequest {
    store::BadgeFilter filter;
    std::vector<DelegateId> delegates;  ///< these alone, in this order; empty: by the filter
    std::optional<PassId> after;
    int limit = 0;
};
struct Badge {
    store::BadgeRow row;
    std::string label;  ///< see label_of_pass
};
struct Badges {
    std::vector<Badge> items;
    std::vector<DelegateId> without;  ///< of those who were asked for: no pass, or a revoked one
};
/// A clerk gets the own agency's. A party's pass comes once. not_found: the event, the list or one
/// of the delegates is out of scope.
Result<Badges> badges(store::ReadTx& tx, const Actor& actor, const BadgeRequest& request);

/// Before anything is given out.
Result<void> note_badges(store::WriteTx& tx, const Actor& actor, const BadgeRequest& request,
                         std::size_t count);

}  // namespace kinhmoi::usecase

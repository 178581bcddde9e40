// SPDX-License-Identifier: Apache-2.0
// Who has sent a list and who has not, in numbers, and the letter that reminds an agency.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/place_filter.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/lists.hpp"

namespace kinhmoi::usecase {

struct Reminder {
    AgencyId agency;
    std::string agency_name;
    bool is_overdue = false;         ///< for one of the lists or more
    std::vector<ListSummary> lists;  ///< not begun, in draft or returned
    std::string text;                ///< in Vietnamese, ready to send
};
/// Those whose time is over first, then by name. public_url: where lists are sent.
Result<std::vector<Reminder>> reminders(store::ReadTx& tx, const Actor& actor, const EventId& event,
                                        const std::string& public_url);

/// How lists stand. not_sent = draft + returned, and so on: lists is the sum.
struct ListTotals {
    int lists = 0;
    int not_begun = 0;  ///< nothing was ever saved; counts as draft too
    int draft = 0;
    int returned = 0;
    int submitted = 0;
    int approved = 0;
    int locked = 0;
    int overdue = 0;  ///< draft or returned, and the cut-off has passed
    int late = 0;     ///< sent, but late
    int over = 0;     ///< sent, and over the quota
    int persons = 0;
};
/// Of the lists of a place; a clerk's are the own agency's.
Result<ListTotals> list_totals(store::ReadTx& tx, const Actor& actor, store::PlaceFilter place);

}  // namespace kinhmoi::usecase

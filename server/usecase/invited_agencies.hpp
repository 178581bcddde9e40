// SPDX-License-Identifier: Apache-2.0
// Whom an organizer writes to: the agencies of an event, each with its link and its lists.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/store/rows/invited_agency_rows.hpp"
#include "server/usecase/links.hpp"

namespace kinhmoi::usecase {

struct InvitedFilter {
    std::string search;                ///< any part of the agency's names or code; empty: all
    std::optional<LinkState> state;    ///< of the link
    bool without_link = false;         ///< only those that were never given one
    std::optional<bool> has_sent_all;  ///< every list, or not
};
struct InvitedAgency {
    store::InvitedAgency agency;
    std::optional<LinkView> link;
};
struct InvitedPage {
    std::vector<InvitedAgency> items;
    std::optional<AgencyId> next;  ///< ask again after this one
};
/// By name. not_found unless the actor may manage the event.
Result<InvitedPage> invited_agencies(store::ReadTx& tx, const Actor& actor, const EventId& event,
                                     const InvitedFilter& filter, std::optional<AgencyId> after,
                                     int limit);

struct InvitedTotals {
    int agencies = 0;
    int without_link = 0;
    int unreached = 0;                  ///< of these: lists are still to be sent
    std::map<LinkState, int> by_state;  ///< of the link; a state that is missing: none
};
/// not_found unless the actor may manage the event.
Result<InvitedTotals> invited_totals(store::ReadTx& tx, const Actor& actor, const EventId& event);

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/invited_agencies.hpp"

#include "server/store/rows/event_rows.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr int all_agencies = 1'000'000;

bool has_sent_all(const store::InvitedAgency& agency) {
    return agency.sent == agency.lists;
}

bool is_wanted(const InvitedAgency& item, const InvitedFilter& filter, Instant now) {
    if (filter.has_sent_all && *filter.has_sent_all != has_sent_all(item.agency)) return false;
    if (filter.without_link) return !item.link;
    return !filter.state || (item.link && link_state(item.link->link, now) == *filter.state);
}

}  // namespace

Result<InvitedPage> invited_agencies(store::ReadTx& tx, const Actor& actor, const EventId& event,
                                     const InvitedFilter& filter, std::optional<AgencyId> after,
                                     int limit) {
    if (!actor.may_manage(event) || !store::sees_event(tx, actor, event)) return no_such_event();
    InvitedPage page;
    const auto wanted = static_cast<std::size_t>(limit);
    for (;;) {
        // One more than asked for tells whether there is a next page.
        const auto found = store::invited_agencies(tx, event, filter.search, after, limit + 1);
        for (const store::InvitedAgency& agency : found) {
            if (page.items.size() == wanted) {
                page.next = page.items.back().agency.id;
                return page;
            }
            after = agency.id;
            InvitedAgency item{agency, std::nullopt};
            if (agency.link) item.link = link_view(tx, store::load_link(tx, *agency.link).value());
            if (is_wanted(item, filter, tx.now())) page.items.push_back(std::move(item));
        }
        if (found.size() <= wanted) return page;
    }
}

Result<InvitedTotals> invited_totals(store::ReadTx& tx, const Actor& actor, const EventId& event) {
    if (!actor.may_manage(event) || !store::sees_event(tx, actor, event)) return no_such_event();
    InvitedTotals totals;
    for (const auto& agency : store::invited_agencies(tx, event, "", std::nullopt, all_agencies)) {
        ++totals.agencies;
        if (agency.link) {
            ++totals.by_state[link_state(store::load_link(tx, *agency.link).value(), tx.now())];
            continue;
        }
        ++totals.without_link;
        if (!has_sent_all(agency)) ++totals.unreached;
    }
    return totals;
}

}  // namespace kinhmoi::usecase

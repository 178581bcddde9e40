// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/invited_agency_rows.hpp"

#include <map>

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

/// All at once: asked for agency by agency, each would look through all links of the event.
std::map<AgencyId, LinkId> chosen_links(ReadTx& tx, const EventId& event) {
    std::map<AgencyId, LinkId> links;
    Rows rows = tx.query(
        "SELECT agency_id, id FROM activation_links WHERE event_id = $1 AND role = 'clerk'"
        " ORDER BY used_at IS NULL, id DESC",
        event);
    while (rows.next()) links.try_emplace(rows.get<AgencyId>(0), rows.get<LinkId>(1));
    return links;
}

}  // namespace

std::vector<InvitedAgency> invited_agencies(ReadTx& tx, const EventId& event,
                                            const std::string& search,
                                            const std::optional<AgencyId>& after, int limit) {
    const auto links = chosen_links(tx, event);
    Rows rows = tx.query(
        "SELECT a.id, a.name,"
        " (SELECT COUNT(*) FROM quotas q WHERE q.agency_id = a.id AND q.event_id = $1),"
        " (SELECT COUNT(*) FROM quotas q JOIN delegate_lists l ON l.id = q.id"
        " WHERE q.agency_id = a.id AND q.event_id = $1"
        " AND l.state NOT IN ('draft', 'returned'))"
        " FROM agencies a WHERE a.id IN (SELECT agency_id FROM quotas WHERE event_id = $1"
        " UNION SELECT agency_id FROM activation_links WHERE event_id = $1 AND role = 'clerk')"
        " AND ($2 = '' OR a.search_key LIKE $2 ESCAPE '!')"
        " AND ($3 IS NULL OR (a.sort_key, a.id) > (SELECT b.sort_key, b.id FROM agencies b"
        " WHERE b.id = $3))"
        " ORDER BY a.sort_key, a.id LIMIT $4",
        event, contains_pattern(search), after, limit);
    std::vector<InvitedAgency> agencies;
    while (rows.next()) {
        InvitedAgency& agency = agencies.emplace_back();
        rows.read(agency.id, agency.name, agency.lists, agency.sent);
        if (const auto link = links.find(agency.id); link != links.end())
            agency.link = link->second;
    }
    return agencies;
}

}  // namespace kinhmoi::store

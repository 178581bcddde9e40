// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/badge_rows.hpp"

namespace kinhmoi::store {
namespace {

#define BADGES                                                                         \
    "SELECT p.id, d.list_id, d.agency_id, a.name, g.badge_label, s.name,"              \
    " CASE WHEN p.is_minor OR p.party_id IS NOT NULL THEN '' ELSE d.position END,"     \
    " CASE WHEN p.is_minor OR p.party_id IS NOT NULL THEN '' ELSE d.organization END," \
    " CASE WHEN p.party_id IS NULL THEN d.seat ELSE '' END FROM passes p"              \
    " JOIN delegates d ON d.id = p.delegate_id JOIN agencies a ON a.id = d.agency_id"  \
    " JOIN sites s ON s.id = p.site_id JOIN participant_groups g ON g.id = p.group_id" \
    " WHERE p.issue >= p.min_issue AND d.erased_at IS NULL"
#define OF_LIST " AND d.list_id = $1"
#define OF_EVENT " AND p.event_id = $1"
#define PLACE                                                                 \
    " AND ($2 IS NULL OR p.site_id = $2) AND ($3 IS NULL OR p.group_id = $3)" \
    " AND ($4 IS NULL OR d.agency_id = $4)"
#define LAST                                                                                   \
    " FROM passes o JOIN delegates e ON e.id = o.delegate_id JOIN sites t ON t.id = o.site_id" \
    " JOIN participant_groups h ON h.id = o.group_id WHERE o.id = $5"
#define PROTOCOL "s.ordinal, s.code, g.ordinal, g.code, d.quota_id, d.ordinal, d.id"
#define BY_PROTOCOL                                           \
    PLACE " AND ($5 IS NULL OR (" PROTOCOL                    \
          ") > (SELECT t.ordinal, t.code, h.ordinal, h.code," \
          " e.quota_id, e.ordinal, e.id" LAST ")) ORDER BY " PROTOCOL " LIMIT $6"
#define BY_NAME                                                                    \
    PLACE " AND ($5 IS NULL OR (d.sort_key, d.id) > (SELECT e.sort_key, e.id" LAST \
          "))"                                                                     \
          " ORDER BY d.sort_key, d.id LIMIT $6"

std::vector<BadgeRow> read_badges(ReadTx& tx, Rows rows) {
    std::vector<BadgeRow> badges;
    while (rows.next()) {
        BadgeRow& badge = badges.emplace_back();
        rows.read(badge.row.pass.id, badge.list, badge.agency, badge.agency_name, badge.group_label,
                  badge.site_name, badge.position, badge.organization, badge.seat);
    }
    for (BadgeRow& badge : badges) badge.row = load_pass(tx, badge.row.pass.id).value();
    return badges;
}

}  // namespace

std::vector<BadgeRow> badges_where(ReadTx& tx, const BadgeFilter& filter,
                                   const std::optional<PassId>& after, int limit) {
    const auto ask = [&](std::string_view sql, const auto& of) {
        return read_badges(
            tx, tx.query(sql, of, filter.site, filter.group, filter.agency, after, limit));
    };
    const bool by_name = filter.sort == DelegateSort::given_name;
    // A text for each way of asking, so that a list is found by its own index.
    if (filter.list && by_name) return ask(BADGES OF_LIST BY_NAME, *filter.list);
    if (filter.list) return ask(BADGES OF_LIST BY_PROTOCOL, *filter.list);
    if (by_name) return ask(BADGES OF_EVENT BY_NAME, filter.event);
    return ask(BADGES OF_EVENT BY_PROTOCOL, filter.event);
}

std::optional<BadgeRow> badge_of_pass(ReadTx& tx, const PassId& id) {
    auto badges = read_badges(tx, tx.query(BADGES " AND p.id = $1", id));
    if (badges.empty()) return std::nullopt;
    return std::move(badges.front());
}

}  // namespace kinhmoi::store

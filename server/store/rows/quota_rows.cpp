// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/quota_rows.hpp"

#include "server/store/rows/columns.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::store {
namespace {

#define QUOTA_COLUMNS                                                                             \
    "q.id, q.event_id, site_id, group_id, agency_id, unit, min_units, max_units, is_approximate," \
    " invitation_mode, due_on, minute_of_day, is_inclusive, seats_per_unit, text"

Quota read_quota(const Rows& rows) {
    Quota quota;
    std::string unit, mode;
    DeadlineColumns deadline;
    rows.read(quota.id, quota.event, quota.site, quota.group, quota.agency, unit, quota.min,
              quota.max, quota.is_approximate, mode, deadline.due_on, deadline.minute_of_day,
              deadline.is_inclusive, quota.seats_per_unit, quota.text);
    quota.unit = word_of(parse_quota_unit, unit);
    quota.invitation_mode = word_of(parse_invitation_mode, mode);
    quota.deadline = deadline_of(deadline);
    return quota;
}

std::vector<Quota> read_quotas(Rows rows) {
    std::vector<Quota> quotas;
    while (rows.next()) quotas.push_back(read_quota(rows));
    return quotas;
}

/// Binds every column of QUOTA_COLUMNS, in order.
void execute_with_quota(WriteTx& tx, std::string_view sql, const Quota& quota) {
    const DeadlineColumns deadline = deadline_columns(quota.deadline);
    tx.execute(sql, quota.id, quota.event, quota.site, quota.group, quota.agency,
               name_of(quota.unit), quota.min, quota.max, quota.is_approximate,
               name_of(quota.invitation_mode), deadline.due_on, deadline.minute_of_day,
               deadline.is_inclusive, quota.seats_per_unit, quota.text);
}

}  // namespace

std::optional<Quota> load_quota(ReadTx& tx, const QuotaId& id) {
    Rows rows = tx.query("SELECT " QUOTA_COLUMNS " FROM quotas q WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_quota(rows);
}

std::optional<Quota> find_quota(ReadTx& tx, const Actor& actor, const QuotaId& id) {
    auto quota = load_quota(tx, id);
    if (!quota || !sees_event(tx, actor, quota->event)) return std::nullopt;
    const Scope scope = scope_of(actor);
    if (scope.is_clerk && quota->agency != scope.agency) return std::nullopt;
    return quota;
}

std::vector<Quota> list_quotas(ReadTx& tx, const Actor& actor, const PlaceFilter& filter,
                               const Page& page) {
    if (!sees_event(tx, actor, filter.event)) return {};
    const auto after = parse_id<QuotaId>(page.after).value_or(QuotaId{});
    return read_quotas(tx.query(
        "SELECT " QUOTA_COLUMNS
        " FROM quotas q JOIN participant_groups g ON g.id = q.group_id"
        " JOIN agencies a ON a.id = q.agency_id"
        " WHERE q.event_id = $1 AND ($2 IS NULL OR q.agency_id = $2)"
        " AND ($3 = 1 OR (g.ordinal, g.code, q.id) > (SELECT h.ordinal, h.code, p.id"
        " FROM quotas p JOIN participant_groups h ON h.id = p.group_id WHERE p.id = $4))"
        " AND ($5 IS NULL OR q.agency_id = $5) AND ($6 IS NULL OR q.group_id = $6)"
        " AND ($7 IS NULL OR q.site_id = $7) AND ($8 = '' OR a.search_key LIKE $8 ESCAPE '!')"
        " ORDER BY g.ordinal, g.code, q.id LIMIT $9",
        filter.event, scope_of(actor).only_agency(), after.is_nil(), after, filter.agency,
        filter.group, filter.site, contains_pattern(filter.search), page.limit));
}

std::string cursor_of(const Quota& quota) {
    return to_text(quota.id);
}

std::vector<Quota> load_quotas(ReadTx& tx, const EventId& event) {
    return read_quotas(
        tx.query("SELECT " QUOTA_COLUMNS " FROM quotas q WHERE event_id = $1 ORDER BY id", event));
}

std::optional<QuotaId> quota_of(ReadTx& tx, const SiteId& site, const GroupId& group,
                                const AgencyId& agency) {
    Rows rows =
        tx.query("SELECT id FROM quotas WHERE site_id = $1 AND group_id = $2 AND agency_id = $3",
                 site, group, agency);
    if (!rows.next()) return std::nullopt;
    return rows.get<QuotaId>(0);
}

bool has_list(ReadTx& tx, const QuotaId& id) {
    return tx.query("SELECT 1 FROM delegate_lists WHERE quota_id = $1", id).next();
}

void insert(WriteTx& tx, const Quota& quota) {
    execute_with_quota(
        tx,
        "INSERT INTO quotas (id, event_id, site_id, group_id, agency_id, unit, min_units,"
        " max_units, is_approximate, invitation_mode, due_on, minute_of_day, is_inclusive,"
        " seats_per_unit, text"
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
        " $15)",
        quota);
}

void update(WriteTx& tx, const Quota& quota) {
    execute_with_quota(
        tx,
        "UPDATE quotas SET site_id = $3, group_id = $4, agency_id = $5, unit = $6, min_units = $7,"
        " max_units = $8, is_approximate = $9, invitation_mode = $10, due_on = $11,"
        " minute_of_day = $12, is_inclusive = $13, seats_per_unit = $14, text = $15"
        " WHERE id = $1 AND event_id = $2",
        quota);
}

void erase(WriteTx& tx, const QuotaId& id) {
    tx.execute("DELETE FROM quotas WHERE id = $1", id);
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Delegates in SQL: one, by place, by search and page.
#include "server/store/rows/delegate_rows.hpp"

#include <array>

#include "common/base/text.hpp"
#include "server/store/rows/columns.hpp"
#include "server/store/rows/delegate_columns.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::store {
namespace {

std::vector<Delegate> all_of(Rows rows) {
    std::vector<Delegate> delegates;
    while (rows.next()) delegates.push_back(delegate_at(rows));
    return delegates;
}

std::optional<Delegate> first_of(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return delegate_at(rows);
}

std::string search_text(const Delegate& delegate) {
    return search_key(delegate.person.full_name + ' ' + delegate.person.organization);
}

std::vector<std::uint8_t> sort_bytes(const Person& person) {
    const std::string key = given_name_sort_key(person.full_name);
    return {key.begin(), key.end()};
}

constexpr const char* page_where =
    " FROM delegates d JOIN participant_groups g ON g.id = d.group_id "
    "WHERE d.event_id = $1 AND ($2 = '' OR d.search_key LIKE $2 ESCAPE '!') "
    "AND ($3 IS NULL OR d.site_id = $3) AND ($4 IS NULL OR d.group_id = $4) "
    "AND ($5 IS NULL OR d.status = $5) AND ($6 IS NULL OR d.list_id = $6) "
    "AND ($7 IS NULL OR d.party_id = $7) AND ($8 IS NULL OR d.is_walk_in = $8) "
    "AND ($9 = 0 OR d.status NOT IN ('substituted', 'cancelled')) "
    // Of a party that came in part nobody knows who: all are among both.
    "AND ($13 IS NULL OR $13 = CASE WHEN EXISTS (SELECT 1 FROM passes p JOIN admissions m "
    "ON m.pass_id = p.id WHERE p.delegate_id = d.id AND p.party_id IS NULL AND m.present > 0) "
    "OR EXISTS (SELECT 1 FROM passes p JOIN admissions m ON m.pass_id = p.id WHERE "
    "p.party_id = d.party_id AND m.present >= CASE $13 WHEN 1 THEN 1 ELSE p.party_size END) "
    "THEN 1 ELSE 0 END) "
    "AND ($14 IS NULL OR (" HOLDS_SEAT " AND $14 = " PASS_STANDING ")) ";

/// One text a way of asking, so that each can use its own index.
std::string page_sql(DelegateSort sort, bool of_agency, bool is_first) {
    const bool by_name = sort == DelegateSort::given_name;
    std::string sql = std::string("SELECT ") + delegate_columns + page_where;
    sql += of_agency ? "AND d.agency_id = $10 " : "AND $10 IS NULL ";
    if (is_first) sql += "AND $11 IS NULL ";
    else if (by_name)
        sql +=
            "AND (d.sort_key, d.id) > (SELECT a.sort_key, a.id FROM delegates a WHERE a.id = $11) ";
    else
        sql +=
            "AND (g.ordinal, d.quota_id, d.ordinal, d.id) > (SELECT h.ordinal, a.quota_id, "
            "a.ordinal, a.id FROM delegates a JOIN participant_groups h ON h.id = a.group_id "
            "WHERE a.id = $11) ";
    sql += by_name ? "ORDER BY d.sort_key, d.id LIMIT $12"
                   : "ORDER BY g.ordinal, d.quota_id, d.ordinal, d.id LIMIT $12";
    return sql;
}

const std::string& cached_page_sql(DelegateSort sort, bool of_agency, bool is_first) {
    static const auto texts = [] {
        std::array<std::string, 8> made;
        for (std::size_t i = 0; i < made.size(); ++i) {
            const auto order = i & 4U ? DelegateSort::protocol : DelegateSort::given_name;
            made[i] = page_sql(order, i & 2U, i & 1U);
        }
        return made;
    }();
    const bool protocol = sort == DelegateSort::protocol;
    return texts[(protocol ? 4U : 0U) + (of_agency ? 2U : 0U) + (is_first ? 1U : 0U)];
}

}  // namespace

std::optional<Delegate> find_delegate(ReadTx& tx, const Actor& actor, const DelegateId& id) {
    static const std::string sql =
        std::string("SELECT ") + delegate_columns +
        " FROM delegates d WHERE d.id = $1 AND ($2 = 1 OR d.event_id = $4 "
        "OR (($3 IS NULL OR d.agency_id = $3) AND EXISTS (SELECT 1 FROM account_events s "
        "WHERE s.account_id = $5 AND s.event_id = d.event_id)))";
    const Scope scope = scope_of(actor);
    return first_of(tx.query(sql, id, scope.all, scope.only_agency(), scope.event, scope.account));
}

std::optional<Delegate> load_delegate(ReadTx& tx, const DelegateId& id) {
    static const std::string sql =
        std::string("SELECT ") + delegate_columns + " FROM delegates d WHERE d.id = $1";
    return first_of(tx.query(sql, id));
}

void insert_delegate(WriteTx& tx, const Delegate& d) {
    static const std::string sql =
        std::string(
            "INSERT INTO delegates (id, event_id, quota_id, site_id, group_id, agency_id, "
            "list_id, party_id, ") +
        person_column_names +
        ", status, ordinal, seat, is_walk_in, excused_at, excuse, substitutes_for_id, "
        "substituted_by_id, search_key, sort_key, identity_key, created_at, updated_at, erased_at, "
        "door_note) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
        "$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, "
        "$34, $35, $36, $37, $38)";
    const Person& p = d.person;
    const PersonWords w(p);
    tx.execute(sql, d.id, d.event, d.quota, d.site, d.group, d.agency, d.list, d.party, p.full_name,
               p.honorific, p.rank, p.position, p.organization, p.phone, p.email, p.note,
               w.age_band, p.leader_name, p.leader_phone, w.guardian_attend, w.child_attend,
               w.photo, w.named, name_of(d.status), d.ordinal, d.seat, d.is_walk_in, d.excused_at,
               d.excuse, d.substitutes_for, d.substituted_by, search_text(d), sort_bytes(p),
               identity_of(p), d.created_at, d.updated_at, d.erased_at, d.door_note);
}

void update_delegate(WriteTx& tx, const Delegate& d) {
    const Person& p = d.person;
    const PersonWords w(p);
    tx.execute(
        "UPDATE delegates SET quota_id = $2, site_id = $3, group_id = $4, agency_id = $5, "
        "list_id = $6, party_id = $7, full_name = $8, honorific = $9, rank = $10, position = $11, "
        "organization = $12, phone = $13, email = $14, note = $15, age_band = $16, "
        "leader_name = $17, leader_phone = $18, guardian_attend = $19, child_attend = $20, "
        "photo = $21, named = $22, status = $23, ordinal = $24, seat = $25, is_walk_in = $26, "
        "excused_at = $27, excuse = $28, substitutes_for_id = $29, substituted_by_id = $30, "
        "search_key = $31, sort_key = $32, identity_key = $33, updated_at = $34, "
        "erased_at = $35, door_note = $36 WHERE id = $1",
        d.id, d.quota, d.site, d.group, d.agency, d.list, d.party, p.full_name, p.honorific, p.rank,
        p.position, p.organization, p.phone, p.email, p.note, w.age_band, p.leader_name,
        p.leader_phone, w.guardian_attend, w.child_attend, w.photo, w.named, name_of(d.status),
        d.ordinal, d.seat, d.is_walk_in, d.excused_at, d.excuse, d.substitutes_for,
        d.substituted_by, search_text(d), sort_bytes(p), identity_of(p), d.updated_at, d.erased_at,
        d.door_note);
}

void delete_delegate(WriteTx& tx, const DelegateId& id) {
    tx.execute("DELETE FROM delegates WHERE id = $1", id);
}

std::vector<Delegate> delegates_of_list(ReadTx& tx, const ListId& list) {
    static const std::string sql =
        std::string("SELECT ") + delegate_columns +
        " FROM delegates d WHERE d.list_id = $1 ORDER BY d.ordinal, d.id";
    return all_of(tx.query(sql, list));
}

std::vector<Delegate> delegates_of_quota(ReadTx& tx, const QuotaId& quota) {
    static const std::string sql =
        std::string("SELECT ") + delegate_columns +
        " FROM delegates d WHERE d.quota_id = $1 ORDER BY d.ordinal, d.id";
    return all_of(tx.query(sql, quota));
}

std::vector<Delegate> delegates_of_party(ReadTx& tx, const PartyId& party) {
    static const std::string sql =
        std::string("SELECT ") + delegate_columns +
        " FROM delegates d WHERE d.party_id = $1 ORDER BY d.ordinal, d.id";
    return all_of(tx.query(sql, party));
}

std::optional<DelegateSort> parse_delegate_sort(std::string_view text) {
    if (text == "given_name") return DelegateSort::given_name;
    if (text == "protocol") return DelegateSort::protocol;
    return std::nullopt;
}

std::vector<Delegate> delegates_where(ReadTx& tx, const DelegateFilter& filter,
                                      const std::optional<DelegateId>& after, int limit) {
    const std::string& sql =
        cached_page_sql(filter.sort, filter.agency.has_value(), !after.has_value());
    std::optional<std::string> status, pass;
    if (filter.status) status = name_of(*filter.status);
    if (filter.pass) pass = name_of(*filter.pass);
    return all_of(tx.query(sql, filter.event, contains_pattern(filter.search), filter.site,
                           filter.group, status, filter.list, filter.party, filter.is_walk_in,
                           filter.live_only, filter.agency, after, limit, filter.is_present, pass));
}

}  // namespace kinhmoi::store

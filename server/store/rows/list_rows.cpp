// SPDX-License-Identifier: Apache-2.0
// Delegate lists and their rows in SQL.
#include "server/store/rows/list_rows.hpp"

#include "common/domain/report.hpp"
#include "server/store/rows/columns.hpp"
#include "server/store/rows/person_columns.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::store {
namespace {

/// A quota without a stored list answers as an empty draft.
constexpr const char* head_columns =
    "q.id, q.event_id, q.agency_id, COALESCE(l.state, 'draft'), COALESCE(l.revision, 0), "
    "COALESCE(l.version, 0), COALESCE(l.is_late, 0), l.submitted_at, l.submitted_by, "
    "l.decided_at, COALESCE(l.return_reason, ''), COALESCE(l.is_overrun_accepted, 0), "
    "COALESCE(l.is_late_accepted, 0), COALESCE(l.persons, 0), COALESCE(l.organizations, 0), "
    "COALESCE(l.largest_organization, 0), COALESCE(l.updated_at, 0)";
constexpr int head_column_count = 17;
constexpr const char* from_lists = " FROM quotas q LEFT JOIN delegate_lists l ON l.id = q.id ";

DelegateList list_at(const Rows& rows) {
    DelegateList list;
    list.quota = rows.get<QuotaId>(0);
    list.id = list_id_of(list.quota);
    list.event = rows.get<EventId>(1);
    list.agency = rows.get<AgencyId>(2);
    list.state = word_of(&parse_list_state, rows.get<std::string_view>(3));
    list.revision = rows.get<int>(4);
    list.version = rows.get<int>(5);
    list.is_late = rows.get<bool>(6);
    list.submitted_at = rows.get<std::optional<Instant>>(7);
    list.submitted_by = rows.get<std::optional<AccountId>>(8);
    list.decided_at = rows.get<std::optional<Instant>>(9);
    list.return_reason = rows.get<std::string>(10);
    list.is_overrun_accepted = rows.get<bool>(11);
    list.is_late_accepted = rows.get<bool>(12);
    list.use = {rows.get<int>(13), rows.get<int>(14), rows.get<int>(15)};
    list.updated_at = rows.get<Instant>(16);
    return list;
}

std::optional<DelegateList> first_list(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return list_at(rows);
}

const std::string& entry_select() {
    static const std::string sql =
        std::string("SELECT ") + head_columns +
        ", q.site_id, q.group_id, a.name, g.code, g.badge_label, "
        "CASE WHEN g.is_vulnerable THEN g.badge_label ELSE g.name END, g.is_minors, s.code, "
        "s.name" +
        from_lists +
        "JOIN agencies a ON a.id = q.agency_id JOIN participant_groups g ON g.id = q.group_id "
        "JOIN sites s ON s.id = q.site_id ";
    return sql;
}

ListEntry entry_at(const Rows& rows) {
    ListEntry entry;
    entry.list = list_at(rows);
    int at = head_column_count;
    entry.site = rows.get<SiteId>(at++);
    entry.group = rows.get<GroupId>(at++);
    entry.agency_name = rows.get<std::string>(at++);
    entry.group_code = rows.get<std::string>(at++);
    entry.group_label = rows.get<std::string>(at++);
    entry.group_name = rows.get<std::string>(at++);
    entry.is_minors = rows.get<bool>(at++);
    entry.site_code = rows.get<std::string>(at++);
    entry.site_name = rows.get<std::string>(at++);
    return entry;
}

std::optional<std::string> state_word(const std::optional<ListState>& state) {
    if (!state) return std::nullopt;
    return name_of(*state);
}

}  // namespace

std::optional<DelegateList> find_list(ReadTx& tx, const Actor& actor, const ListId& id) {
    static const std::string sql =
        std::string("SELECT ") + head_columns + from_lists +
        "WHERE q.id = $1 AND ($2 = 1 OR q.event_id = $4 "
        "OR (($3 IS NULL OR q.agency_id = $3) AND EXISTS (SELECT 1 FROM account_events s "
        "WHERE s.account_id = $5 AND s.event_id = q.event_id)))";
    const Scope scope = scope_of(actor);
    return first_list(
        tx.query(sql, id, scope.all, scope.only_agency(), scope.event, scope.account));
}

std::optional<DelegateList> load_list(ReadTx& tx, const ListId& id) {
    static const std::string sql =
        std::string("SELECT ") + head_columns + from_lists + "WHERE q.id = $1";
    return first_list(tx.query(sql, id));
}

void save_list(WriteTx& tx, const DelegateList& list) {
    tx.execute(
        "INSERT INTO delegate_lists (id, event_id, quota_id, agency_id, state, revision, version, "
        "is_late, submitted_at, submitted_by, decided_at, return_reason, is_overrun_accepted, "
        "is_late_accepted, persons, organizations, largest_organization, updated_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) "
        "ON CONFLICT (id) DO UPDATE SET state = excluded.state, revision = excluded.revision, "
        "version = excluded.version, is_late = excluded.is_late, "
        "submitted_at = excluded.submitted_at, submitted_by = excluded.submitted_by, "
        "decided_at = excluded.decided_at, return_reason = excluded.return_reason, "
        "is_overrun_accepted = excluded.is_overrun_accepted, "
        "is_late_accepted = excluded.is_late_accepted, persons = excluded.persons, "
        "organizations = excluded.organizations, "
        "largest_organization = excluded.largest_organization, updated_at = excluded.updated_at",
        list.id, list.event, list.quota, list.agency, name_of(list.state), list.revision,
        list.version, list.is_late, list.submitted_at, list.submitted_by, list.decided_at,
        list.return_reason, list.is_overrun_accepted, list.is_late_accepted, list.use.persons,
        list.use.organizations, list.use.largest_organization, list.updated_at);
}

std::vector<ListEntry> lists_of_event(ReadTx& tx, const ListFilter& filter,
                                      const std::optional<ListId>& after, int limit) {
    static const std::string sql =
        entry_select() +
        "WHERE q.event_id = $1 AND ($2 IS NULL OR q.agency_id = $2) "
        "AND ($3 IS NULL OR q.group_id = $3) AND ($4 IS NULL OR q.site_id = $4) "
        "AND ($5 IS NULL OR COALESCE(l.state, 'draft') = $5) "
        "AND ($6 IS NULL OR COALESCE(l.is_late, 0) = $6) "
        "AND ($9 = '' OR a.search_key LIKE $9 ESCAPE '!') "
        "AND ($7 IS NULL OR (s.ordinal, g.ordinal, q.id) > "
        "(SELECT s2.ordinal, g2.ordinal, q2.id FROM quotas q2 JOIN sites s2 ON s2.id = q2.site_id "
        "JOIN participant_groups g2 ON g2.id = q2.group_id WHERE q2.id = $7)) "
        "ORDER BY s.ordinal, g.ordinal, q.id LIMIT $8";
    std::vector<ListEntry> entries;
    Rows rows = tx.query(sql, filter.event, filter.agency, filter.group, filter.site,
                         state_word(filter.state), filter.is_late, after, limit,
                         contains_pattern(filter.search));
    while (rows.next()) entries.push_back(entry_at(rows));
    return entries;
}

std::optional<ListEntry> list_entry(ReadTx& tx, const ListId& id) {
    static const std::string sql = entry_select() + "WHERE q.id = $1";
    Rows rows = tx.query(sql, id);
    if (!rows.next()) return std::nullopt;
    return entry_at(rows);
}

std::vector<ListRow> rows_of_list(ReadTx& tx, const ListId& list, int version) {
    static const std::string sql =
        std::string("SELECT ") + person_column_names +
        ", row_id, ordinal FROM list_rows WHERE list_id = $1 AND version = $2 "
        "ORDER BY ordinal, row_id";
    std::vector<ListRow> result;
    Rows rows = tx.query(sql, list, version);
    while (rows.next()) {
        ListRow row;
        row.person = person_at(rows, 0);
        row.id = rows.get<DelegateId>(person_column_count);
        row.ordinal = rows.get<int>(person_column_count + 1);
        result.push_back(std::move(row));
    }
    return result;
}

void replace_list_rows(WriteTx& tx, const ListId& list, int version,
                       const std::vector<ListRow>& rows) {
    static const std::string sql =
        std::string("INSERT INTO list_rows (list_id, version, ordinal, row_id, ") +
        person_column_names +
        ", identity_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
        "$16, $17, $18, $19, $20)";
    tx.execute("DELETE FROM list_rows WHERE list_id = $1 AND version = $2", list, version);
    for (const ListRow& row : rows) {
        const Person& p = row.person;
        const PersonWords w(p);
        tx.execute(sql, list, version, row.ordinal, row.id, p.full_name, p.honorific, p.rank,
                   p.position, p.organization, p.phone, p.email, p.note, w.age_band, p.leader_name,
                   p.leader_phone, w.guardian_attend, w.child_attend, w.photo, w.named,
                   identity_of(p));
    }
}

bool is_row_of_list(ReadTx& tx, const ListId& list, const DelegateId& row) {
    return tx.query("SELECT 1 FROM list_rows WHERE row_id = $1 AND list_id = $2", row, list).next();
}

void insert_list_version(WriteTx& tx, const ListId& list, const ListVersion& version) {
    tx.execute(
        "INSERT INTO list_versions (list_id, version, submitted_at, submitted_by, is_late, "
        "row_count) VALUES ($1, $2, $3, $4, $5, $6)",
        list, version.version, version.submitted_at, version.submitted_by, version.is_late,
        version.row_count);
}

std::vector<ListVersion> versions_of_list(ReadTx& tx, const ListId& list) {
    std::vector<ListVersion> versions;
    Rows rows = tx.query(
        "SELECT v.version, v.submitted_at, v.submitted_by, v.is_late, v.row_count, "
        "COALESCE(a.display_name, '') FROM list_versions v "
        "LEFT JOIN accounts a ON a.id = v.submitted_by "
        "WHERE v.list_id = $1 ORDER BY v.version DESC",
        list);
    while (rows.next()) {
        ListVersion version;
        rows.read(version.version, version.submitted_at, version.submitted_by, version.is_late,
                  version.row_count, version.submitted_by_name);
        versions.push_back(version);
    }
    return versions;
}

std::vector<ListPresence> presence_of_list(ReadTx& tx, const ListId& list) {
    std::vector<ListPresence> all;
    Rows rows = tx.query(
        "SELECT d.id, f.effective_at, COALESCE(a.present, 0), CASE WHEN p.party_id IS NOT NULL "
        "THEN (SELECT COUNT(*) FROM delegates m WHERE m.party_id = p.party_id "
        "AND m.status IN ('approved', 'invited', 'accepted', 'declined')) END FROM delegates d "
        "JOIN passes p ON p.id = COALESCE((SELECT o.id FROM passes o WHERE o.party_id = "
        "d.party_id), (SELECT o.id FROM passes o WHERE o.delegate_id = d.id)) "
        "LEFT JOIN admissions a ON a.pass_id = p.id LEFT JOIN scans f ON f.seq = a.first_in "
        "WHERE d.list_id = $1 AND d.status NOT IN ('substituted', 'cancelled') "
        "ORDER BY d.ordinal, d.id",
        list);
    while (rows.next()) {
        ListPresence person;
        rows.read(person.delegate, person.first_in_at, person.present, person.party_size);
        person.present = Turnout{person.party_size.value_or(1), 0, person.present}.present();
        all.push_back(person);
    }
    return all;
}

std::vector<DraftDuplicate> draft_duplicates(ReadTx& tx, const ListId& list) {
    std::vector<DraftDuplicate> duplicates;
    Rows rows = tx.query(
        "SELECT r.row_id, o.list_id, o.row_id FROM list_rows r "
        "JOIN delegate_lists l ON l.id = r.list_id "
        "JOIN delegate_lists ol ON ol.event_id = l.event_id AND ol.agency_id = l.agency_id "
        "AND ol.id <> l.id "
        "JOIN list_rows o ON o.list_id = ol.id AND o.version = 0 "
        "AND o.identity_key = r.identity_key "
        "WHERE r.list_id = $1 AND r.version = 0 AND r.identity_key <> '' "
        "ORDER BY r.ordinal, o.list_id, o.ordinal",
        list);
    while (rows.next()) {
        DraftDuplicate duplicate;
        rows.read(duplicate.row, duplicate.other_list, duplicate.other_row);
        duplicates.push_back(duplicate);
    }
    return duplicates;
}

}  // namespace kinhmoi::store

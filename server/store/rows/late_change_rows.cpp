// SPDX-License-Identifier: Apache-2.0
// Late change requests in SQL.
#include "server/store/rows/late_change_rows.hpp"

#include <string>

#include "server/store/rows/columns.hpp"
#include "server/store/rows/person_columns.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::store {
namespace {

const std::string& select_changes() {
    static const std::string sql =
        std::string("SELECT ") + person_column_names +
        ", c.id, c.event_id, c.list_id, c.delegate_id, c.kind, c.reason, c.state, c.requested_at, "
        "c.requested_by, c.decided_at, c.decided_by, c.decision_note ";
    return sql;
}
constexpr int change_column_count = person_column_count + 12;

LateChange change_at(const Rows& rows) {
    LateChange c;
    c.person = person_at(rows, 0);
    int at = person_column_count;
    c.id = rows.get<LateChangeId>(at++);
    c.event = rows.get<EventId>(at++);
    c.list = rows.get<ListId>(at++);
    c.delegate = rows.get<DelegateId>(at++);
    c.kind = word_of(&parse_late_change_kind, rows.get<std::string_view>(at++));
    c.reason = rows.get<std::string>(at++);
    c.state = word_of(&parse_late_change_state, rows.get<std::string_view>(at++));
    c.requested_at = rows.get<Instant>(at++);
    c.requested_by = rows.get<AccountId>(at++);
    c.decided_at = rows.get<std::optional<Instant>>(at++);
    c.decided_by = rows.get<std::optional<AccountId>>(at++);
    c.decision_note = rows.get<std::string>(at++);
    return c;
}

std::optional<LateChange> first_change_of(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return change_at(rows);
}

}  // namespace

std::optional<LateChange> find_late_change(ReadTx& tx, const Actor& actor, const LateChangeId& id) {
    static const std::string sql =
        select_changes() +
        "FROM late_changes c JOIN quotas q ON q.id = c.list_id WHERE c.id = $1 "
        "AND ($2 = 1 OR c.event_id = $4 OR (($3 IS NULL OR q.agency_id = $3) AND EXISTS (SELECT 1 "
        "FROM account_events s WHERE s.account_id = $5 AND s.event_id = c.event_id)))";
    const Scope scope = scope_of(actor);
    return first_change_of(
        tx.query(sql, id, scope.all, scope.only_agency(), scope.event, scope.account));
}

std::optional<LateChange> open_late_change(ReadTx& tx, const DelegateId& delegate) {
    static const std::string sql =
        select_changes() + "FROM late_changes c WHERE c.delegate_id = $1 AND c.state = 'requested'";
    return first_change_of(tx.query(sql, delegate));
}

void insert_late_change(WriteTx& tx, const LateChange& c) {
    static const std::string sql =
        std::string("INSERT INTO late_changes (id, event_id, list_id, delegate_id, kind, ") +
        person_column_names +
        ", reason, state, requested_at, requested_by, decided_at, decided_by, decision_note) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
        "$19, $20, $21, $22, $23, $24, $25, $26, $27)";
    const Person& p = c.person;
    const PersonWords w(p);
    tx.execute(sql, c.id, c.event, c.list, c.delegate, name_of(c.kind), p.full_name, p.honorific,
               p.rank, p.position, p.organization, p.phone, p.email, p.note, w.age_band,
               p.leader_name, p.leader_phone, w.guardian_attend, w.child_attend, w.photo, w.named,
               c.reason, name_of(c.state), c.requested_at, c.requested_by, c.decided_at,
               c.decided_by, c.decision_note);
}

void update_late_change(WriteTx& tx, const LateChange& c) {
    tx.execute(
        "UPDATE late_changes SET state = $2, decided_at = $3, decided_by = $4, decision_note = $5 "
        "WHERE id = $1",
        c.id, name_of(c.state), c.decided_at, c.decided_by, c.decision_note);
}

std::vector<LateChangeEntry> late_changes_of_event(ReadTx& tx, const EventId& event,
                                                   const std::optional<AgencyId>& agency,
                                                   const std::optional<LateChangeState>& state,
                                                   const std::optional<LateChangeId>& before,
                                                   int limit) {
    static const std::string sql =
        select_changes() +
        ", (SELECT CASE WHEN g.is_minors THEN d.organization ELSE d.full_name END FROM delegates d "
        "WHERE d.id = c.delegate_id), q.agency_id, a.name, g.badge_label, g.is_minors "
        "FROM late_changes c "
        "JOIN quotas q ON q.id = c.list_id JOIN agencies a ON a.id = q.agency_id "
        "JOIN participant_groups g ON g.id = q.group_id WHERE c.event_id = $1 "
        "AND ($2 IS NULL OR q.agency_id = $2) AND ($3 IS NULL OR c.state = $3) "
        "AND ($4 IS NULL OR c.id < $4) ORDER BY c.id DESC LIMIT $5";
    std::optional<std::string> word;
    if (state) word = name_of(*state);
    std::vector<LateChangeEntry> changes;
    Rows rows = tx.query(sql, event, agency, word, before, limit);
    while (rows.next()) {
        int at = change_column_count;
        LateChangeEntry& entry = changes.emplace_back();
        entry.change = change_at(rows);
        entry.delegate_label = rows.get<std::string>(at++);
        entry.agency = rows.get<AgencyId>(at++);
        entry.agency_name = rows.get<std::string>(at++);
        entry.group_label = rows.get<std::string>(at++);
        entry.is_minor = rows.get<bool>(at++);
    }
    return changes;
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/event_rows.hpp"

#include "server/store/rows/columns.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::store {
namespace {

#define EVENT_COLUMNS                                                                         \
    "id, code, program_id, kind, title, status, time_zone, starts_at, ends_at,"               \
    " is_time_tentative, host_agency_id, lead_agency_id, reception_agency_id,"                \
    " receiving_agency_id, receiving_unit_id, expected_total, is_expected_total_approximate," \
    " due_on, minute_of_day, is_inclusive, late_policy, doors_open_at, doors_close_at,"       \
    " allows_reentry, door_name_policy, retention_minors_days, retention_adults_days, notes"

/// The event clause of scope.hpp; its four parameters come first in every query here.
#define EVENT_SCOPE                                                                              \
    "($1 = 1 OR e.id = $4"                                                                       \
    " OR (EXISTS (SELECT 1 FROM account_events s WHERE s.account_id = $2 AND s.event_id = e.id)" \
    " AND ($3 IS NULL"                                                                           \
    " OR EXISTS (SELECT 1 FROM quotas q WHERE q.agency_id = $3 AND q.event_id = e.id))))"

Event read_event(const Rows& rows) {
    Event event;
    DeadlineColumns deadline;
    std::string status, late_policy, door_name_policy;
    rows.read(event.id, event.code, event.program, event.kind, event.title, status, event.time_zone,
              event.starts_at, event.ends_at, event.is_time_tentative, event.host_agency,
              event.lead_agency, event.reception_agency, event.receiving_agency,
              event.receiving_unit, event.expected_total, event.is_expected_total_approximate,
              deadline.due_on, deadline.minute_of_day, deadline.is_inclusive, late_policy,
              event.doors_open_at, event.doors_close_at, event.allows_reentry, door_name_policy,
              event.retention_minors_days, event.retention_adults_days, event.notes);
    event.status = word_of(parse_event_status, status);
    event.deadline = deadline_of(deadline);
    event.late_policy = word_of(parse_late_policy, late_policy);
    event.door_name_policy = word_of(parse_door_name_policy, door_name_policy);
    return event;
}

std::optional<Event> first_event(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return read_event(rows);
}

/// Binds every column of EVENT_COLUMNS, in order.
void execute_with_event(WriteTx& tx, std::string_view sql, const Event& event) {
    const DeadlineColumns deadline = deadline_columns(event.deadline);
    tx.execute(sql, event.id, event.code, event.program, event.kind, event.title,
               name_of(event.status), event.time_zone, event.starts_at, event.ends_at,
               event.is_time_tentative, event.host_agency, event.lead_agency,
               event.reception_agency, event.receiving_agency, event.receiving_unit,
               event.expected_total, event.is_expected_total_approximate, deadline.due_on,
               deadline.minute_of_day, deadline.is_inclusive, name_of(event.late_policy),
               event.doors_open_at, event.doors_close_at, event.allows_reentry,
               name_of(event.door_name_policy), event.retention_minors_days,
               event.retention_adults_days, event.notes);
}

}  // namespace

std::optional<Event> find_event(ReadTx& tx, const Actor& actor, const EventId& id) {
    const Scope scope = scope_of(actor);
    return first_event(tx.query("SELECT " EVENT_COLUMNS " FROM events e WHERE " EVENT_SCOPE
                                " AND e.id = $5",
                                scope.all, scope.account, scope.only_agency(), scope.event, id));
}

bool sees_event(ReadTx& tx, const Actor& actor, const EventId& id) {
    const Scope scope = scope_of(actor);
    return tx
        .query("SELECT 1 FROM events e WHERE " EVENT_SCOPE " AND e.id = $5", scope.all,
               scope.account, scope.only_agency(), scope.event, id)
        .next();
}

std::vector<Event> list_events(ReadTx& tx, const Actor& actor, const Page& page) {
    const Scope scope = scope_of(actor);
    Rows rows = tx.query("SELECT " EVENT_COLUMNS " FROM events e WHERE " EVENT_SCOPE
                         " AND e.code > $5 ORDER BY e.code LIMIT $6",
                         scope.all, scope.account, scope.only_agency(), scope.event, page.after,
                         page.limit);
    std::vector<Event> events;
    while (rows.next()) events.push_back(read_event(rows));
    return events;
}

std::string cursor_of(const Event& event) {
    return event.code;
}

std::optional<Event> load_event(ReadTx& tx, const EventId& id) {
    return first_event(tx.query("SELECT " EVENT_COLUMNS " FROM events WHERE id = $1", id));
}

std::optional<Event> load_event_by_code(ReadTx& tx, std::string_view code) {
    return first_event(tx.query("SELECT " EVENT_COLUMNS " FROM events WHERE code = $1", code));
}

void insert(WriteTx& tx, const Event& event) {
    execute_with_event(tx,
                       "INSERT INTO events (" EVENT_COLUMNS
                       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
                       " $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)",
                       event);
}

void update(WriteTx& tx, const Event& event) {
    execute_with_event(
        tx,
        "UPDATE events SET code = $2, program_id = $3, kind = $4, title = $5, status = $6,"
        " time_zone = $7, starts_at = $8, ends_at = $9, is_time_tentative = $10,"
        " host_agency_id = $11, lead_agency_id = $12, reception_agency_id = $13,"
        " receiving_agency_id = $14, receiving_unit_id = $15, expected_total = $16,"
        " is_expected_total_approximate = $17, due_on = $18, minute_of_day = $19,"
        " is_inclusive = $20, late_policy = $21, doors_open_at = $22, doors_close_at = $23,"
        " allows_reentry = $24, door_name_policy = $25, retention_minors_days = $26,"
        " retention_adults_days = $27, notes = $28 WHERE id = $1",
        event);
}

void erase(WriteTx& tx, const EventId& id) {
    tx.execute("UPDATE sites SET relays_from_id = NULL, chair_group_id = NULL WHERE event_id = $1",
               id);
    // Children before what they refer to.
    tx.execute("DELETE FROM account_events WHERE event_id = $1", id);
    tx.execute("DELETE FROM event_agencies WHERE event_id = $1", id);
    tx.execute(
        "UPDATE activation_links SET event_id = NULL, revoked_at = COALESCE(revoked_at, $2)"
        " WHERE event_id = $1",
        id, tx.now());
    tx.execute("DELETE FROM extensions WHERE event_id = $1", id);
    tx.execute("DELETE FROM door_changes WHERE event_id = $1", id);
    tx.execute("DELETE FROM quotas WHERE event_id = $1", id);
    tx.execute("DELETE FROM gates WHERE event_id = $1", id);
    tx.execute("DELETE FROM sites WHERE event_id = $1", id);
    tx.execute("DELETE FROM participant_groups WHERE event_id = $1", id);
    tx.execute("DELETE FROM documents WHERE event_id = $1", id);
    tx.execute("DELETE FROM contacts WHERE event_id = $1", id);
    tx.execute("DELETE FROM tasks WHERE event_id = $1", id);
    tx.execute("DELETE FROM livestreams WHERE event_id = $1", id);
    tx.execute("DELETE FROM events WHERE id = $1", id);
}

void grant_event(WriteTx& tx, const AccountId& account, const EventId& event) {
    tx.execute(
        "INSERT INTO account_events (account_id, event_id) VALUES ($1, $2)"
        " ON CONFLICT (account_id, event_id) DO NOTHING",
        account, event);
    tx.changes().credentials = true;  // who is signed in carries a copy of these grants
}

}  // namespace kinhmoi::store

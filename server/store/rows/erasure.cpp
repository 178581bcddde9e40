// SPDX-License-Identifier: Apache-2.0
// Erasing people in SQL.
#include "server/store/rows/erasure.hpp"

#include <string>

namespace kinhmoi::store {
namespace {

/// The fifteen columns of a person.
const std::string blank_person =
    "full_name = '', honorific = '', rank = '', position = '', organization = '', phone = '', "
    "email = '', note = '', age_band = NULL, leader_name = '', leader_phone = '', "
    "guardian_attend = NULL, child_attend = NULL, photo = NULL, named = NULL";

const std::string blank_delegate = "UPDATE delegates SET " + blank_person +
                                   ", excuse = '', door_note = '', search_key = '', sort_key = $1, "
                                   "identity_key = '', erased_at = $2 ";
const std::string blank_row =
    "UPDATE list_rows SET " + blank_person + ", identity_key = '', erased_at = $1 ";
/// The reason may name people too; a request always has one.
const std::string blank_change = "UPDATE late_changes SET " + blank_person +
                                 ", reason = '-', decision_note = '', erased_at = $1 ";
/// The key holds names; the id is as unique.
const std::string blank_party =
    "UPDATE parties SET name = '', leader_name = '', leader_phone = '', party_key = hex(id), "
    "erased_at = $1 ";

const std::vector<std::uint8_t> no_key;

/// Texts that name a person at times: of incidents, and why a pass was re-issued or revoked.
/// passes: SQL that selects ids of passes by the values.
template <class... Values>
std::int64_t blank_notes(WriteTx& tx, const std::string& passes, const Values&... values) {
    const std::string incidents =
        "UPDATE incidents SET reason = '', note = '' WHERE (reason <> '' OR note <> '') AND "
        "pass_id IN (" +
        passes + ")";
    const std::string revocations =
        "UPDATE revocations SET reason = '' WHERE reason <> '' AND pass_id IN (" + passes + ")";
    return tx.execute(incidents, values...) + tx.execute(revocations, values...);
}

/// Reads the whole ledger, so only with people and not with every round.
template <class... Values>
std::int64_t blank_overrides(WriteTx& tx, const std::string& passes, const Values&... values) {
    const std::string scans =
        "UPDATE scans SET override_reason = '-' WHERE override_reason <> '-' AND pass_id IN (" +
        passes + ")";
    return tx.execute(scans, values...);
}

const std::string passes_of_groups =
    "SELECT p.id FROM passes p JOIN delegates d ON d.id = p.delegate_id "
    "JOIN participant_groups g ON g.id = d.group_id WHERE p.event_id = $1 AND g.is_minors = $2";
const std::string pass_of_one = "SELECT id FROM passes WHERE delegate_id = $1";

}  // namespace

Erased erase_people(WriteTx& tx, const EventId& event, bool minors) {
    static const std::string delegates =
        blank_delegate +
        "WHERE event_id = $3 AND erased_at IS NULL AND group_id IN "
        "(SELECT id FROM participant_groups WHERE event_id = $3 AND is_minors = $4)";
    static const std::string quotas =
        "(SELECT q.id FROM quotas q JOIN participant_groups g ON g.id = q.group_id "
        "WHERE q.event_id = $2 AND g.is_minors = $3)";
    static const std::string rows = blank_row + "WHERE erased_at IS NULL AND list_id IN " + quotas;
    static const std::string parties =
        blank_party + "WHERE erased_at IS NULL AND quota_id IN " + quotas;
    static const std::string changes =
        blank_change + "WHERE erased_at IS NULL AND list_id IN " + quotas;
    static const std::string lists =
        "UPDATE delegate_lists SET return_reason = '' WHERE return_reason <> '' AND id IN "
        "(SELECT q.id FROM quotas q JOIN participant_groups g ON g.id = q.group_id "
        "WHERE q.event_id = $1 AND g.is_minors = $2)";
    Erased erased;
    erased.delegates = tx.execute(delegates, no_key, tx.now(), event, minors);
    erased.list_rows = tx.execute(rows, tx.now(), event, minors);
    erased.parties = tx.execute(parties, tx.now(), event, minors);
    erased.late_changes = tx.execute(changes, tx.now(), event, minors);
    tx.execute(lists, event, minors);
    erased.notes = blank_notes(tx, passes_of_groups, event, minors);
    if (erased.delegates > 0) erased.notes += blank_overrides(tx, passes_of_groups, event, minors);
    // What is about nobody known may be about a child.
    if (minors)
        erased.notes += tx.execute(
            "UPDATE incidents SET reason = '', note = '' WHERE event_id = $1 AND pass_id IS NULL "
            "AND (reason <> '' OR note <> '')",
            event);
    return erased;
}

Erased erase_person(WriteTx& tx, const DelegateId& delegate) {
    static const std::string one = blank_delegate + "WHERE id = $3 AND erased_at IS NULL";
    static const std::string rows = blank_row + "WHERE row_id = $2 AND erased_at IS NULL";
    static const std::string changes =
        blank_change +
        "WHERE erased_at IS NULL AND (delegate_id = $2 OR delegate_id IN "
        "(SELECT substitutes_for_id FROM delegates WHERE id = $2))";
    static const std::string parties =
        blank_party +
        "WHERE erased_at IS NULL AND id IN (SELECT party_id FROM delegates WHERE id = $2) "
        "AND NOT EXISTS (SELECT 1 FROM delegates o WHERE o.party_id = parties.id "
        "AND o.erased_at IS NULL)";
    Erased erased;
    erased.delegates = tx.execute(one, no_key, tx.now(), delegate);
    erased.list_rows = tx.execute(rows, tx.now(), delegate);
    erased.late_changes = tx.execute(changes, tx.now(), delegate);
    erased.parties = tx.execute(parties, tx.now(), delegate);
    erased.notes =
        blank_notes(tx, pass_of_one, delegate) + blank_overrides(tx, pass_of_one, delegate);
    return erased;
}

bool keeps_people(ReadTx& tx, const EventId& event, bool minors) {
    return tx
        .query(
            "SELECT 1 FROM list_rows r JOIN quotas q ON q.id = r.list_id"
            " JOIN participant_groups g ON g.id = q.group_id"
            " WHERE q.event_id = $1 AND g.is_minors = $2 AND r.erased_at IS NULL UNION ALL"
            " SELECT 1 FROM delegates d JOIN participant_groups g ON g.id = d.group_id"
            " WHERE d.event_id = $1 AND g.is_minors = $2 AND d.erased_at IS NULL LIMIT 1",
            event, minors)
        .next();
}

std::optional<ListId> list_of_row(ReadTx& tx, const DelegateId& row) {
    Rows rows = tx.query("SELECT list_id FROM list_rows WHERE row_id = $1 LIMIT 1", row);
    if (!rows.next()) return std::nullopt;
    return rows.get<ListId>(0);
}

bool is_on_draft(ReadTx& tx, const DelegateId& row) {
    return tx.query("SELECT 1 FROM list_rows WHERE row_id = $1 AND version = 0", row).next();
}

bool keeps_person(ReadTx& tx, const DelegateId& delegate) {
    return tx
        .query(
            "SELECT 1 FROM delegates WHERE id = $1 AND erased_at IS NULL UNION ALL"
            " SELECT 1 FROM list_rows WHERE row_id = $1 AND erased_at IS NULL LIMIT 1",
            delegate)
        .next();
}

std::vector<EventId> events_begun_before(ReadTx& tx, Instant moment) {
    std::vector<EventId> events;
    Rows rows = tx.query("SELECT id FROM events WHERE starts_at < $1 ORDER BY id", moment);
    while (rows.next()) events.push_back(rows.get<EventId>(0));
    return events;
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/pass_rows.hpp"

#include "server/store/rows/columns.hpp"
#include "server/store/rows/delegate_columns.hpp"
#include "server/store/rows/door_memory.hpp"

namespace kinhmoi::store {
namespace {

#define PASS_COLUMNS                                                                          \
    "p.id, p.event_id, p.delegate_id, p.party_id, p.quota_id, p.site_id, p.group_id, p.kid, " \
    "p.issue, p.is_minor, p.party_size, p.signature, p.short_number, p.issued_at, p.min_issue "

/// more: of further columns.
template <class... More>
PassRow read_pass(const Rows& rows, More&... more) {
    PassRow row;
    Pass& pass = row.pass;
    rows.read(pass.id, pass.event, pass.delegate, row.party, pass.quota, pass.site, pass.group,
              pass.kid, pass.issue, pass.is_minor, pass.party_size, pass.signature,
              pass.short_number, pass.issued_at, row.min_issue, more...);
    return row;
}

void read_revocations(ReadTx& tx, PassRow& row) {
    if (row.min_issue == 0) return;
    auto rows = tx.raw_query(
        "SELECT min_issue, at, reason FROM revocations WHERE pass_id = $1 ORDER BY min_issue, at",
        row.pass.id);
    while (rows.next()) {
        Revocation revocation;
        rows.read(revocation.min_issue, revocation.at, revocation.reason);
        row.pass.revocations.push_back(std::move(revocation));
    }
}

std::optional<PassRow> first_pass(ReadTx& tx, Rows rows) {
    if (!rows.next()) return std::nullopt;
    PassRow row = read_pass(rows);
    read_revocations(tx, row);
    return row;
}

}  // namespace

std::optional<PassRow> load_pass(ReadTx& tx, const PassId& id) {
    return first_pass(tx, tx.query("SELECT " PASS_COLUMNS "FROM passes p WHERE p.id = $1", id));
}

std::optional<HeldPass> load_held_pass(ReadTx& tx, const PassId& id) {
    DoorMemory* memory = DoorMemory::of(tx);
    if (memory) {
        if (auto known = memory->held_pass(id)) return known;
    }
    HeldPass held;
    {
        auto rows = tx.raw_query("SELECT " PASS_COLUMNS
                                 ", d.status FROM passes p "
                                 "JOIN delegates d ON d.id = p.delegate_id WHERE p.id = $1",
                                 id);
        if (!rows.next()) return std::nullopt;
        std::string_view status;
        held.row = read_pass(rows, status);
        held.status = word_of<DelegateStatus>(parse_delegate_status, status);
    }
    read_revocations(tx, held.row);
    if (memory) memory->keep_held_pass(id, held);
    return held;
}

std::optional<PassRow> pass_of_delegate(ReadTx& tx, const DelegateId& delegate) {
    return first_pass(
        tx, tx.query("SELECT " PASS_COLUMNS "FROM passes p WHERE p.delegate_id = $1", delegate));
}

std::optional<PassRow> pass_of_party(ReadTx& tx, const PartyId& party) {
    return first_pass(
        tx, tx.query("SELECT " PASS_COLUMNS "FROM passes p WHERE p.party_id = $1", party));
}

std::optional<PassRow> pass_of_short_number(ReadTx& tx, const EventId& event,
                                            std::uint32_t short_number) {
    return first_pass(tx, tx.query("SELECT " PASS_COLUMNS
                                   "FROM passes p WHERE p.event_id = $1 AND p.short_number = $2",
                                   event, short_number));
}

std::vector<PassRow> passes_of_event(ReadTx& tx, const EventId& event,
                                     const std::optional<AgencyId>& agency,
                                     const std::optional<PassId>& after, int limit) {
    std::vector<PassRow> found;
    {
        auto rows = tx.query("SELECT " PASS_COLUMNS
                             "FROM passes p JOIN quotas q ON q.id = p.quota_id "
                             "WHERE p.event_id = $1 AND ($2 IS NULL OR q.agency_id = $2) "
                             "AND ($3 IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4",
                             event, agency, after, limit);
        while (rows.next()) found.push_back(read_pass(rows));
    }
    for (PassRow& row : found) read_revocations(tx, row);
    return found;
}

PassTotals count_passes(ReadTx& tx, const EventId& event, const std::optional<AgencyId>& agency) {
    PassTotals totals;
    Rows rows = tx.query(
        "SELECT " PASS_STANDING
        ", COUNT(*) FROM delegates d "
        "JOIN participant_groups g ON g.id = d.group_id "
        "WHERE d.event_id = $1 AND ($2 IS NULL OR d.agency_id = $2) AND " HOLDS_SEAT " GROUP BY 1",
        event, agency);
    while (rows.next()) {
        const int persons = rows.get<int>(1);
        switch (word_of(&parse_pass_standing, rows.get<std::string_view>(0))) {
            case PassStanding::current:
                totals.current = persons;
                break;
            case PassStanding::revoked:
                totals.revoked = persons;
                break;
            case PassStanding::none:
                totals.none = persons;
                break;
        }
    }
    return totals;
}

void insert_pass(WriteTx& tx, const PassRow& row) {
    const Pass& pass = row.pass;
    tx.execute(
        "INSERT INTO passes (id, event_id, delegate_id, party_id, quota_id, site_id, group_id, "
        "kid, issue, is_minor, party_size, signature, short_number, issued_at, min_issue) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        pass.id, pass.event, pass.delegate, row.party, pass.quota, pass.site, pass.group, pass.kid,
        pass.issue, pass.is_minor, pass.party_size, pass.signature, pass.short_number,
        pass.issued_at, row.min_issue);
}

void update_pass(WriteTx& tx, const PassRow& row) {
    const Pass& pass = row.pass;
    tx.execute(
        "UPDATE passes SET delegate_id = $1, quota_id = $2, site_id = $3, group_id = $4, kid = $5, "
        "issue = $6, is_minor = $7, party_size = $8, signature = $9, issued_at = $10, "
        "min_issue = $11, short_number = $12 WHERE id = $13",
        pass.delegate, pass.quota, pass.site, pass.group, pass.kid, pass.issue, pass.is_minor,
        pass.party_size, pass.signature, pass.issued_at, row.min_issue, pass.short_number, pass.id);
}

void insert_revocation(WriteTx& tx, const PassId& pass, const Revocation& revocation) {
    tx.execute(
        "INSERT INTO revocations (pass_id, min_issue, at, reason) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT DO NOTHING",
        pass, revocation.min_issue, revocation.at, revocation.reason);
    tx.execute("UPDATE passes SET min_issue = $1 WHERE id = $2 AND min_issue < $1",
               revocation.min_issue, pass);
}

}  // namespace kinhmoi::store

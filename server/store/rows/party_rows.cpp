// SPDX-License-Identifier: Apache-2.0
// Parties in SQL.
#include "server/store/rows/party_rows.hpp"

namespace kinhmoi::store {
namespace {

Party party_at(const Rows& rows) {
    Party party;
    rows.read(party.id, party.event, party.quota, party.name, party.leader_name,
              party.leader_phone);
    return party;
}

std::vector<Party> all_parties_of(Rows rows) {
    std::vector<Party> parties;
    while (rows.next()) parties.push_back(party_at(rows));
    return parties;
}

std::optional<Party> first_party_of(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return party_at(rows);
}

}  // namespace

std::optional<Party> load_party(ReadTx& tx, const PartyId& id) {
    return first_party_of(
        tx.query("SELECT id, event_id, quota_id, name, leader_name, leader_phone FROM parties "
                 "WHERE id = $1",
                 id));
}

std::optional<Party> party_of_key(ReadTx& tx, const QuotaId& quota, std::string_view party_key) {
    return first_party_of(
        tx.query("SELECT id, event_id, quota_id, name, leader_name, leader_phone FROM parties "
                 "WHERE quota_id = $1 AND party_key = $2",
                 quota, party_key));
}

void insert_party(WriteTx& tx, const Party& party, std::string_view party_key) {
    tx.execute(
        "INSERT INTO parties (id, event_id, quota_id, party_key, name, leader_name, leader_phone) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        party.id, party.event, party.quota, party_key, party.name, party.leader_name,
        party.leader_phone);
}

std::vector<Party> parties_of_event(ReadTx& tx, const EventId& event) {
    return all_parties_of(
        tx.query("SELECT id, event_id, quota_id, name, leader_name, leader_phone FROM parties "
                 "WHERE event_id = $1 ORDER BY quota_id, name, id",
                 event));
}

std::vector<Party> parties_of_quota(ReadTx& tx, const QuotaId& quota) {
    return all_parties_of(
        tx.query("SELECT id, event_id, quota_id, name, leader_name, leader_phone FROM parties "
                 "WHERE quota_id = $1 ORDER BY name, id",
                 quota));
}

int seats_of_party(ReadTx& tx, const PartyId& party) {
    Rows rows = tx.query(
        "SELECT COUNT(*) FROM delegates WHERE party_id = $1 "
        "AND status IN ('approved', 'invited', 'accepted', 'declined')",
        party);
    rows.next();
    return rows.get<int>(0);
}

int number_in_party(ReadTx& tx, const DelegateId& delegate) {
    Rows rows = tx.query(
        "SELECT COUNT(*) FROM delegates d JOIN delegates o ON o.party_id = d.party_id "
        "AND (o.ordinal < d.ordinal OR (o.ordinal = d.ordinal AND o.id <= d.id)) "
        "WHERE d.id = $1",
        delegate);
    rows.next();
    return rows.get<int>(0);
}

}  // namespace kinhmoi::store

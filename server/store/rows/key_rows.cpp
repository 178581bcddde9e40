// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/key_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

qr::KeyState state_of(std::string_view column) {
    return word_of<qr::KeyState>(qr::parse_key_state, column);
}

SigningKey read_key(const Rows& rows) {
    SigningKey key;
    std::string state;
    rows.read(key.record.kid, key.record.event_id, key.record.public_key, key.sealed_key, state,
              key.created_at, key.changed_at);
    key.record.state = state_of(state);
    return key;
}

}  // namespace

std::uint16_t next_kid(ReadTx& tx) {
    auto rows = tx.query("SELECT COALESCE(MAX(kid), 0) + 1 FROM signing_keys");
    rows.next();
    return rows.get<std::uint16_t>(0);
}

void insert_key(WriteTx& tx, const SigningKey& key) {
    tx.execute(
        "INSERT INTO signing_keys (kid, event_id, public_key, sealed_private_key, state, "
        "created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        key.record.kid, key.record.event_id, key.record.public_key, key.sealed_key,
        qr::key_state_name(key.record.state), key.created_at, key.changed_at);
}

void set_key_state(WriteTx& tx, std::uint16_t kid, qr::KeyState state) {
    tx.execute("UPDATE signing_keys SET state = $1, changed_at = $2 WHERE kid = $3",
               qr::key_state_name(state), tx.now(), kid);
}

std::optional<SigningKey> load_key(ReadTx& tx, std::uint16_t kid) {
    auto rows = tx.query(
        "SELECT kid, event_id, public_key, sealed_private_key, state, created_at, changed_at "
        "FROM signing_keys WHERE kid = $1",
        kid);
    if (!rows.next()) return std::nullopt;
    return read_key(rows);
}

std::vector<SigningKey> keys_of_event(ReadTx& tx, const EventId& event) {
    auto rows = tx.query(
        "SELECT kid, event_id, public_key, sealed_private_key, state, created_at, changed_at "
        "FROM signing_keys WHERE event_id = $1 ORDER BY kid DESC",
        event);
    std::vector<SigningKey> keys;
    while (rows.next()) keys.push_back(read_key(rows));
    return keys;
}

std::optional<SigningKey> active_key(ReadTx& tx, const EventId& event) {
    auto rows = tx.query(
        "SELECT kid, event_id, public_key, sealed_private_key, state, created_at, changed_at "
        "FROM signing_keys WHERE event_id = $1 AND state = 'active' ORDER BY kid DESC LIMIT 1",
        event);
    if (!rows.next()) return std::nullopt;
    return read_key(rows);
}

std::vector<qr::KeyRecord> all_key_records(ReadTx& tx) {
    auto rows = tx.query("SELECT kid, event_id, public_key, state FROM signing_keys ORDER BY kid");
    std::vector<qr::KeyRecord> records;
    while (rows.next()) {
        qr::KeyRecord record;
        std::string state;
        rows.read(record.kid, record.event_id, record.public_key, state);
        record.state = state_of(state);
        records.push_back(record);
    }
    return records;
}

}  // namespace kinhmoi::store

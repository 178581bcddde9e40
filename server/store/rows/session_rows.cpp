// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/session_rows.hpp"

namespace kinhmoi::store {
namespace {

Session session_at(const Rows& rows) {
    Session session;
    rows.read(session.id, session.account, session.created_at, session.last_seen_at,
              session.expires_at, session.proven_at);
    return session;
}

}  // namespace

std::optional<Session> find_session(ReadTx& tx, const SecretHash& secret) {
    Rows rows = tx.query(
        "SELECT id, account_id, created_at, last_seen_at, expires_at, proven_at FROM sessions"
        " WHERE secret_hash = $1",
        secret);
    if (!rows.next()) return std::nullopt;
    return session_at(rows);
}

std::vector<Session> list_sessions(ReadTx& tx, const AccountId& account, Instant last_seen_since,
                                   int limit) {
    std::vector<Session> sessions;
    Rows rows = tx.query(
        "SELECT id, account_id, created_at, last_seen_at, expires_at, proven_at FROM sessions"
        " WHERE account_id = $1 AND expires_at > $2 AND last_seen_at >= $3"
        " ORDER BY created_at DESC, id DESC LIMIT $4",
        account, tx.now(), last_seen_since, limit);
    while (rows.next()) sessions.push_back(session_at(rows));
    return sessions;
}

void insert(WriteTx& tx, const Session& session, const SecretHash& secret) {
    tx.execute(
        "INSERT INTO sessions (id, secret_hash, account_id, created_at, last_seen_at, expires_at,"
        " proven_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        session.id, secret, session.account, session.created_at, session.last_seen_at,
        session.expires_at, session.proven_at);
}

void touch_session(WriteTx& tx, const SessionId& id, Instant seen_at) {
    tx.execute("UPDATE sessions SET last_seen_at = $1 WHERE id = $2 AND last_seen_at < $1", seen_at,
               id);
}

void prove_session(WriteTx& tx, const SessionId& id, Instant at) {
    tx.execute("UPDATE sessions SET proven_at = $1 WHERE id = $2", at, id);
}

void erase_session(WriteTx& tx, const SessionId& id) {
    tx.execute("DELETE FROM sessions WHERE id = $1", id);
}

std::int64_t erase_sessions_of(WriteTx& tx, const AccountId& account,
                               const std::optional<SessionId>& except) {
    return tx.execute("DELETE FROM sessions WHERE account_id = $1 AND id <> $2", account,
                      except.value_or(SessionId{}));
}

void erase_dead_sessions(WriteTx& tx, Instant last_seen_before) {
    tx.execute("DELETE FROM sessions WHERE expires_at <= $1 OR last_seen_at < $2", tx.now(),
               last_seen_before);
}

}  // namespace kinhmoi::store

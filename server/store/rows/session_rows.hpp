// SPDX-License-Identifier: Apache-2.0
// Sessions of signed-in browsers, found by the hash of their secret.
#pragma once

#include <optional>
#include <vector>

#include "common/domain/account.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct Session {
    SessionId id;
    AccountId account;
    Instant created_at;
    Instant last_seen_at;
    Instant expires_at;  ///< whatever happens
    Instant proven_at;   ///< when the password was last given
};

std::optional<Session> find_session(ReadTx& tx, const SecretHash& secret);
/// Those of an account that can still be used, newest first.
std::vector<Session> list_sessions(ReadTx& tx, const AccountId& account, Instant last_seen_since,
                                   int limit);
void insert(WriteTx& tx, const Session& session, const SecretHash& secret);
/// Never moves last_seen_at back.
void touch_session(WriteTx& tx, const SessionId& id, Instant seen_at);
void prove_session(WriteTx& tx, const SessionId& id, Instant at);
void erase_session(WriteTx& tx, const SessionId& id);
/// All of an account but one (nothing: all). Returns how many.
std::int64_t erase_sessions_of(WriteTx& tx, const AccountId& account,
                               const std::optional<SessionId>& except);
/// Those of all accounts that can never be used again.
void erase_dead_sessions(WriteTx& tx, Instant last_seen_before);

}  // namespace kinhmoi::store

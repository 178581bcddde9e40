// SPDX-License-Identifier: Apache-2.0
// Signing in and staying signed in. Passwords are verified by the caller, off every store thread:
// find the stored hash, verify, then open the session.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secrets.hpp"
#include "qr/secure_bytes.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/accounts.hpp"

namespace kinhmoi::usecase {

constexpr std::int64_t session_idle_ms = 30 * minute_ms;
constexpr std::int64_t session_absolute_ms = 12 * hour_ms;

/// Who a credential stands for. Judge the times again at every use.
struct Caller {
    Actor actor;  ///< without request_id
    Instant expires_at;
    std::optional<Instant> last_seen_at;  ///< as stored; of sessions and tokens
};

/// user name in any case. Nothing for an unknown or disabled account.
std::optional<store::StoredPassword> find_password(store::ReadTx& tx, std::string_view username);

struct OpenedSession {
    AccountView account;
    qr::Secret secret;
    Instant expires_at;
};
/// Where a second factor is on, this opens no session without a code of it.
struct CodeProof {
    std::optional<std::string> code;            ///< as typed: of the app, or for recovery
    const qr::MasterKey* master_key = nullptr;  ///< null: codes of apps cannot be checked
};
/// After `proven` was verified. new_hash: the same password with today's cost, if it was old.
/// Refused as unauthenticated when the password or the account changed meanwhile, and, with a fault
/// at /code, when a code is missing or wrong.
Result<OpenedSession> open_session(store::WriteTx& tx, const store::StoredPassword& proven,
                                   const std::optional<std::string>& new_hash,
                                   const CodeProof& proof, std::string_view request_id);
/// The one refusal of a sign-in, whatever was wrong.
Failure wrong_password();
/// Notes a refused sign-in. account: of the user name, if there is one.
void note_refused_sign_in(store::WriteTx& tx, const std::optional<AccountId>& account,
                          std::string_view request_id);

/// Nothing for an unknown, expired or idle session and for one of a disabled account.
std::optional<Caller> find_session_caller(store::ReadTx& tx, const SecretHash& secret);
/// The session was used at `seen_at`; to be written at most once a minute.
void touch_session(store::WriteTx& tx, const SessionId& id, Instant seen_at);
void sign_out(store::WriteTx& tx, const Actor& actor);

/// The actor of an account that is not disabled.
std::optional<Actor> actor_of(store::ReadTx& tx, const AccountId& id);

}  // namespace kinhmoi::usecase

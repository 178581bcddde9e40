// SPDX-License-Identifier: Apache-2.0
// Bearer tokens: an account's programs, with the rights of the account. Made by
// their owners only; seen and revoked by administrators too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secrets.hpp"
#include "server/store/rows/token_rows.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/sign_in.hpp"

namespace kinhmoi::usecase {

constexpr std::int64_t token_max_age_ms = 365 * day_ms;
constexpr std::int64_t token_default_age_ms = 90 * day_ms;
constexpr std::size_t tokens_per_account = 20;

struct NewToken {
    store::Token token;
    qr::Secret secret;  ///< shown once
};
/// Only for somebody signed in: a token cannot make itself a successor.
Result<NewToken> create_token(store::WriteTx& tx, const Actor& actor, const std::string& name,
                              std::optional<Instant> expires_at);
/// The actor's own, newest first.
std::vector<store::Token> list_tokens(store::ReadTx& tx, const Actor& actor);
Result<void> revoke_token(store::WriteTx& tx, const Actor& actor, const TokenId& id);
/// Of any account, for administrators.
Result<std::vector<store::Token>> list_tokens_of(store::ReadTx& tx, const AccountId& account);
Result<void> revoke_token_of(store::WriteTx& tx, const Actor& actor, const AccountId& account,
                             const TokenId& id);

/// Nothing for an unknown or expired token and for one of a disabled account.
std::optional<Caller> find_token_caller(store::ReadTx& tx, const SecretHash& secret);
/// The token was used at `used_at`; to be written at most once an hour.
void touch_token(store::WriteTx& tx, const TokenId& id, Instant used_at);

}  // namespace kinhmoi::usecase

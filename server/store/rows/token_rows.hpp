// SPDX-License-Identifier: Apache-2.0
// Bearer tokens of programs. Their secrets are shown once and kept as hashes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct Token {
    TokenId id;
    AccountId account;
    std::string name;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> last_used_at;  ///< to the hour
};

std::optional<Token> find_token(ReadTx& tx, const SecretHash& secret);
/// Newest first.
std::vector<Token> list_tokens(ReadTx& tx, const AccountId& account);
void insert(WriteTx& tx, const Token& token, const SecretHash& secret);
void touch_token(WriteTx& tx, const TokenId& id, Instant used_at);
/// False when the account has no such token.
bool erase_token(WriteTx& tx, const AccountId& account, const TokenId& id);
void erase_tokens_of(WriteTx& tx, const AccountId& account);

}  // namespace kinhmoi::store

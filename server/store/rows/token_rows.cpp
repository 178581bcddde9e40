// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/token_rows.hpp"

namespace kinhmoi::store {
namespace {

Token token_at(const Rows& rows) {
    Token token;
    rows.read(token.id, token.account, token.name, token.created_at, token.expires_at,
              token.last_used_at);
    return token;
}

}  // namespace

std::optional<Token> find_token(ReadTx& tx, const SecretHash& secret) {
    Rows rows = tx.query(
        "SELECT id, account_id, name, created_at, expires_at, last_used_at FROM tokens"
        " WHERE secret_hash = $1",
        secret);
    if (!rows.next()) return std::nullopt;
    return token_at(rows);
}

std::vector<Token> list_tokens(ReadTx& tx, const AccountId& account) {
    std::vector<Token> tokens;
    Rows rows = tx.query(
        "SELECT id, account_id, name, created_at, expires_at, last_used_at FROM tokens"
        " WHERE account_id = $1 ORDER BY created_at DESC, id DESC",
        account);
    while (rows.next()) tokens.push_back(token_at(rows));
    return tokens;
}

void insert(WriteTx& tx, const Token& token, const SecretHash& secret) {
    tx.execute(
        "INSERT INTO tokens (id, secret_hash, account_id, name, created_at, expires_at,"
        " last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        token.id, secret, token.account, token.name, token.created_at, token.expires_at,
        token.last_used_at);
}

void touch_token(WriteTx& tx, const TokenId& id, Instant used_at) {
    tx.execute("UPDATE tokens SET last_used_at = $1 WHERE id = $2", used_at, id);
}

bool erase_token(WriteTx& tx, const AccountId& account, const TokenId& id) {
    return tx.execute("DELETE FROM tokens WHERE id = $1 AND account_id = $2", id, account) > 0;
}

void erase_tokens_of(WriteTx& tx, const AccountId& account) {
    tx.execute("DELETE FROM tokens WHERE account_id = $1", account);
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/second_factor_rows.hpp"

namespace kinhmoi::store {

std::optional<SecondFactor> load_second_factor(ReadTx& tx, const AccountId& account) {
    Rows rows = tx.query(
        "SELECT account_id, sealed_secret, created_at, confirmed_at, last_step"
        " FROM second_factors WHERE account_id = $1",
        account);
    if (!rows.next()) return std::nullopt;
    SecondFactor factor;
    rows.read(factor.account, factor.sealed_secret, factor.created_at, factor.confirmed_at,
              factor.last_step);
    return factor;
}

bool has_second_factor(ReadTx& tx, const AccountId& account) {
    return tx
        .query("SELECT 1 FROM second_factors WHERE account_id = $1 AND confirmed_at IS NOT NULL",
               account)
        .next();
}

void put_second_factor(WriteTx& tx, const SecondFactor& factor) {
    erase_second_factor(tx, factor.account);
    tx.execute(
        "INSERT INTO second_factors (account_id, sealed_secret, created_at, confirmed_at,"
        " last_step) VALUES ($1, $2, $3, $4, $5)",
        factor.account, factor.sealed_secret, factor.created_at, factor.confirmed_at,
        factor.last_step);
}

void confirm_second_factor(WriteTx& tx, const AccountId& account, Instant at) {
    tx.execute("UPDATE second_factors SET confirmed_at = $1 WHERE account_id = $2", at, account);
}

void set_last_step(WriteTx& tx, const AccountId& account, std::int64_t step) {
    tx.execute("UPDATE second_factors SET last_step = $1 WHERE account_id = $2", step, account);
}

bool erase_second_factor(WriteTx& tx, const AccountId& account) {
    return tx.execute("DELETE FROM second_factors WHERE account_id = $1", account) > 0;
}

void add_recovery_code(WriteTx& tx, const AccountId& account, const SecretHash& code) {
    tx.execute("INSERT INTO recovery_codes (account_id, code_hash) VALUES ($1, $2)", account, code);
}

bool take_recovery_code(WriteTx& tx, const AccountId& account, const SecretHash& code) {
    return tx.execute("DELETE FROM recovery_codes WHERE account_id = $1 AND code_hash = $2",
                      account, code) > 0;
}

std::int64_t count_recovery_codes(ReadTx& tx, const AccountId& account) {
    Rows rows = tx.query("SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1", account);
    rows.next();
    return rows.get<std::int64_t>(0);
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Authenticator apps and recovery codes of accounts. Found by account only: usecase/second_factor
// judges the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct SecondFactor {
    AccountId account;
    std::vector<std::uint8_t> sealed_secret;  ///< see qr/totp.hpp
    Instant created_at;
    std::optional<Instant> confirmed_at;  ///< none: not asked for yet
    std::optional<std::int64_t> last_step;
};

std::optional<SecondFactor> load_second_factor(ReadTx& tx, const AccountId& account);
/// True when a sign-in of the account needs a code.
bool has_second_factor(ReadTx& tx, const AccountId& account);
/// Replaces the account's, and its recovery codes.
void put_second_factor(WriteTx& tx, const SecondFactor& factor);
void confirm_second_factor(WriteTx& tx, const AccountId& account, Instant at);
void set_last_step(WriteTx& tx, const AccountId& account, std::int64_t step);
/// False when there was none.
bool erase_second_factor(WriteTx& tx, const AccountId& account);

void add_recovery_code(WriteTx& tx, const AccountId& account, const SecretHash& code);
/// False for a code the account does not have (any more).
bool take_recovery_code(WriteTx& tx, const AccountId& account, const SecretHash& code);
std::int64_t count_recovery_codes(ReadTx& tx, const AccountId& account);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Accounts and their grants. Only administrators and the account itself are ever shown one, so the
// finders here take no Actor: usecase/accounts judges the caller.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Account> load_account(ReadTx& tx, const AccountId& id);
/// By user name. role: only of that role; nothing for all.
std::vector<Account> load_accounts(ReadTx& tx, const std::optional<Role>& role,
                                   const Page& page = {});
std::string cursor_of(const Account& account);
/// "" for an unknown account.
std::string account_name(ReadTx& tx, const AccountId& id);

struct StoredPassword {
    AccountId account;
    std::string hash;  ///< Argon2id
};
/// Nothing for an unknown or disabled account.
std::optional<StoredPassword> find_password(ReadTx& tx, std::string_view username);
std::optional<StoredPassword> load_password(ReadTx& tx, const AccountId& id);

/// False, and nothing is kept, when the user name is taken.
bool insert(WriteTx& tx, const Account& account, std::string_view password_hash);
/// Display name, role, state and granted events; the user name, agency and password stay.
void update(WriteTx& tx, const Account& account);
void set_password_hash(WriteTx& tx, const AccountId& id, std::string_view hash);
void set_last_login(WriteTx& tx, const AccountId& id, Instant at);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Accounts: seen and changed by administrators, their passwords and sessions by their owners.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/agency.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/rows/session_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct AccountView {
    Account account;
    std::optional<Agency> agency;
    bool has_second_factor = false;
};

/// By user name.
std::vector<AccountView> list_accounts(store::ReadTx& tx, const std::optional<Role>& role,
                                       const store::Page& page);
std::string cursor_of(const AccountView& view);
Result<AccountView> get_account(store::ReadTx& tx, const AccountId& id);

/// What is absent stays.
struct AccountChange {
    std::optional<std::string> display_name;
    std::optional<Role> role;  ///< a clerk stays one, and nobody becomes one
    std::optional<bool> is_disabled;
    std::optional<std::vector<EventId>> events;  ///< not of administrators
};
/// Nobody can change the own role or state, so one administrator always remains. Another role ends
/// sessions and tokens; being disabled ends sessions.
Result<AccountView> change_account(store::WriteTx& tx, const Actor& actor, const AccountId& id,
                                   const AccountChange& change);

constexpr int sessions_shown = 100;
/// Where an account is signed in now: what has ended or was left idle is not there. Newest first.
Result<std::vector<store::Session>> list_sessions(store::ReadTx& tx, const AccountId& id);
/// The own, or of anybody for an administrator. The session that asks goes too.
Result<void> end_sessions(store::WriteTx& tx, const Actor& actor, const AccountId& id);

struct OwnPassword {
    std::string hash;
    std::vector<std::string> context_words;  ///< that a new password must not be made of
};
/// Nothing for a disabled account.
std::optional<OwnPassword> find_own_password(store::ReadTx& tx, const Actor& actor);
/// The words that stand around an account. surroundings: its display name, agency, event.
std::vector<std::string> password_context(const std::string& username,
                                          const std::vector<std::string>& surroundings);

/// After the current password was verified against proven_hash. Ends the other sessions.
Result<void> change_password(store::WriteTx& tx, const Actor& actor, const std::string& proven_hash,
                             const std::string& new_hash);
/// invalid, with a fault at path.
Failure wrong_own_password(const std::string& path);

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/account_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

Account account_at(const Rows& rows) {
    Account account;
    std::string role;
    rows.read(account.id, account.username, account.display_name, role, account.agency,
              account.is_disabled, account.created_at, account.last_login_at);
    account.role = word_of(parse_role, role);
    return account;
}

std::vector<EventId> granted_events(ReadTx& tx, const AccountId& id) {
    std::vector<EventId> events;
    Rows rows =
        tx.query("SELECT event_id FROM account_events WHERE account_id = $1 ORDER BY event_id", id);
    while (rows.next()) events.push_back(rows.get<EventId>(0));
    return events;
}

void grant_all(WriteTx& tx, const Account& account) {
    for (const EventId& event : account.events) {
        tx.execute(
            "INSERT INTO account_events (account_id, event_id) VALUES ($1, $2)"
            " ON CONFLICT (account_id, event_id) DO NOTHING",
            account.id, event);
    }
}

}  // namespace

std::optional<Account> load_account(ReadTx& tx, const AccountId& id) {
    std::optional<Account> account;
    {
        Rows rows = tx.query(
            "SELECT id, username, display_name, role, agency_id, is_disabled, created_at,"
            " last_login_at FROM accounts WHERE id = $1",
            id);
        if (!rows.next()) return std::nullopt;
        account = account_at(rows);
    }
    account->events = granted_events(tx, id);
    return account;
}

std::vector<Account> load_accounts(ReadTx& tx, const std::optional<Role>& role, const Page& page) {
    const std::string wanted = role ? name_of(*role) : "";
    std::vector<Account> accounts;
    {
        Rows rows = tx.query(
            "SELECT id, username, display_name, role, agency_id, is_disabled, created_at,"
            " last_login_at FROM accounts"
            " WHERE username > $1 AND ($2 = '' OR role = $2) ORDER BY username LIMIT $3",
            page.after, wanted, page.limit);
        while (rows.next()) accounts.push_back(account_at(rows));
    }
    for (Account& account : accounts) account.events = granted_events(tx, account.id);
    return accounts;
}

std::string cursor_of(const Account& account) {
    return account.username;
}

std::string account_name(ReadTx& tx, const AccountId& id) {
    Rows rows = tx.query("SELECT display_name FROM accounts WHERE id = $1", id);
    return rows.next() ? rows.get<std::string>(0) : std::string();
}

std::optional<StoredPassword> find_password(ReadTx& tx, std::string_view username) {
    Rows rows = tx.query(
        "SELECT id, password_hash FROM accounts WHERE username = $1 AND is_disabled = 0", username);
    if (!rows.next()) return std::nullopt;
    StoredPassword password;
    rows.read(password.account, password.hash);
    return password;
}

std::optional<StoredPassword> load_password(ReadTx& tx, const AccountId& id) {
    Rows rows =
        tx.query("SELECT id, password_hash FROM accounts WHERE id = $1 AND is_disabled = 0", id);
    if (!rows.next()) return std::nullopt;
    StoredPassword password;
    rows.read(password.account, password.hash);
    return password;
}

bool insert(WriteTx& tx, const Account& account, std::string_view password_hash) {
    const auto inserted = tx.execute(
        "INSERT INTO accounts (id, username, display_name, role, agency_id, password_hash,"
        " is_disabled, created_at, last_login_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " ON CONFLICT (username) DO NOTHING",
        account.id, account.username, account.display_name, name_of(account.role), account.agency,
        password_hash, account.is_disabled, account.created_at, account.last_login_at);
    if (inserted == 0) return false;
    grant_all(tx, account);
    return true;
}

void update(WriteTx& tx, const Account& account) {
    tx.execute("UPDATE accounts SET display_name = $1, role = $2, is_disabled = $3 WHERE id = $4",
               account.display_name, name_of(account.role), account.is_disabled, account.id);
    tx.execute("DELETE FROM account_events WHERE account_id = $1", account.id);
    grant_all(tx, account);
}

void set_password_hash(WriteTx& tx, const AccountId& id, std::string_view hash) {
    tx.execute("UPDATE accounts SET password_hash = $1 WHERE id = $2", hash, id);
}

void set_last_login(WriteTx& tx, const AccountId& id, Instant at) {
    tx.execute("UPDATE accounts SET last_login_at = $1 WHERE id = $2", at, id);
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/accounts.hpp"

#include "common/base/text.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/second_factor_rows.hpp"
#include "server/store/rows/token_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/sign_in.hpp"

namespace kinhmoi::usecase {
namespace {

Failure no_such_account() {
    return Failure(FailureKind::not_found, {"Không tìm thấy tài khoản này.", "No such account."});
}

AccountView view_of(store::ReadTx& tx, Account account) {
    AccountView view{std::move(account), std::nullopt, false};
    view.has_second_factor = store::has_second_factor(tx, view.account.id);
    if (view.account.agency) view.agency = store::load_agency(tx, *view.account.agency);
    return view;
}

/// Administrators see every event; everybody else those they were granted.
bool has_event_list(Role role) {
    return role != Role::administrator;
}

/// Nothing when the change is allowed.
std::optional<Failure> judge(store::ReadTx& tx, const Actor& actor, const Account& account,
                             const AccountChange& change) {
    const Role role = change.role.value_or(account.role);
    const bool is_own = account.id == actor.account;
    if (is_own && (role != account.role || change.is_disabled.value_or(false))) {
        return Failure(FailureKind::conflict,
                       {"Không thể tự đổi vai trò hoặc tự khoá tài khoản của mình. "
                        "Đề nghị nhờ quản trị viên khác.",
                        "You cannot change your own role or disable yourself. Ask another "
                        "administrator."});
    }
    const bool is_door = role == Role::door;
    if (is_door || (role != account.role && (role == Role::clerk || account.role == Role::clerk))) {
        return Failure(FailureKind::conflict,
                       {"Tài khoản của đơn vị không đổi được sang vai trò khác và ngược lại. "
                        "Đề nghị gửi liên kết kích hoạt mới.",
                        "An agency's account cannot change its role, nor another become one. Send "
                        "a new activation link."});
    }
    if (!change.events) return std::nullopt;
    if (!has_event_list(role)) {
        return Failure(FailureKind::invalid,
                       {"Quản trị viên thấy mọi sự kiện nên không có danh sách sự kiện.",
                        "Administrators see every event, so they have no list of events."},
                       {{"/events", "not_for_role", {"phải để trống.", "must be absent."}}});
    }
    for (std::size_t i = 0; i < change.events->size(); ++i) {
        if (store::load_event(tx, (*change.events)[i])) continue;
        return Failure(FailureKind::invalid,
                       {"Có sự kiện không tồn tại.", "One of the events does not exist."},
                       {{"/events/" + std::to_string(i),
                         "unknown",
                         {"không phải là sự kiện đang có.", "is not an event."}}});
    }
    return std::nullopt;
}

std::string words_of_change(const AccountChange& change) {
    std::string words;
    if (change.display_name) words += "display_name ";
    if (change.role) words += std::string("role=") + name_of(*change.role) + " ";
    if (change.is_disabled) words += *change.is_disabled ? "disabled " : "enabled ";
    if (change.events) words += "events=" + std::to_string(change.events->size()) + " ";
    if (!words.empty()) words.pop_back();
    return words;
}

}  // namespace

std::vector<AccountView> list_accounts(store::ReadTx& tx, const std::optional<Role>& role,
                                       const store::Page& page) {
    std::vector<AccountView> views;
    for (Account& account : store::load_accounts(tx, role, page))
        views.push_back(view_of(tx, std::move(account)));
    return views;
}

std::string cursor_of(const AccountView& view) {
    return store::cursor_of(view.account);
}

Result<AccountView> get_account(store::ReadTx& tx, const AccountId& id) {
    auto account = store::load_account(tx, id);
    if (!account) return no_such_account();
    return view_of(tx, std::move(*account));
}

Result<AccountView> change_account(store::WriteTx& tx, const Actor& actor, const AccountId& id,
                                   const AccountChange& change) {
    auto account = store::load_account(tx, id);
    if (!account) return no_such_account();
    if (auto refusal = judge(tx, actor, *account, change)) return *refusal;

    const bool changes_role = change.role && *change.role != account->role;
    if (change.display_name) account->display_name = *change.display_name;
    if (change.role) account->role = *change.role;
    if (change.is_disabled) account->is_disabled = *change.is_disabled;
    if (change.events) account->events = *change.events;
    if (!has_event_list(account->role)) account->events.clear();
    store::update(tx, *account);
    if (changes_role || account->is_disabled) store::erase_sessions_of(tx, id, std::nullopt);
    if (changes_role) store::erase_tokens_of(tx, id);
    audit(tx, actor, "account.change", std::nullopt, to_text(id), words_of_change(change));
    tx.changes().credentials = true;
    return get_account(tx, id);
}

Result<std::vector<store::Session>> list_sessions(store::ReadTx& tx, const AccountId& id) {
    if (!store::load_account(tx, id)) return no_such_account();
    return store::list_sessions(tx, id, tx.now() + -session_idle_ms, sessions_shown);
}

Result<void> end_sessions(store::WriteTx& tx, const Actor& actor, const AccountId& id) {
    if (id != actor.account && actor.role != Role::administrator) return no_such_account();
    if (!store::load_account(tx, id)) return no_such_account();
    const auto count = store::erase_sessions_of(tx, id, std::nullopt);
    audit(tx, actor, "account.end_sessions", std::nullopt, to_text(id), std::to_string(count));
    tx.changes().credentials = true;
    return {};
}

std::vector<std::string> password_context(const std::string& username,
                                          const std::vector<std::string>& surroundings) {
    std::vector<std::string> context{username};
    for (const std::string& text : surroundings) {
        for (std::string& word : words_of(text)) context.push_back(std::move(word));
    }
    return context;
}

std::optional<OwnPassword> find_own_password(store::ReadTx& tx, const Actor& actor) {
    auto stored = store::load_password(tx, actor.account);
    const auto account = store::load_account(tx, actor.account);
    if (!stored || !account) return std::nullopt;
    std::vector<std::string> surroundings{account->display_name};
    if (account->agency) surroundings.push_back(store::agency_name(tx, *account->agency));
    return OwnPassword{std::move(stored->hash), password_context(account->username, surroundings)};
}

Failure wrong_own_password(const std::string& path) {
    return Failure(FailureKind::invalid,
                   {"Mật khẩu hiện tại không đúng. Đề nghị nhập lại.",
                    "The current password is wrong. Enter it again."},
                   {{path, "wrong_password", {"không đúng.", "is wrong."}}});
}

Result<void> change_password(store::WriteTx& tx, const Actor& actor, const std::string& proven_hash,
                             const std::string& new_hash) {
    const auto stored = store::load_password(tx, actor.account);
    if (!stored || stored->hash != proven_hash) return wrong_own_password("/current");
    store::set_password_hash(tx, actor.account, new_hash);
    store::erase_sessions_of(tx, actor.account, actor.session);
    audit(tx, actor, "account.change_password", std::nullopt, to_text(actor.account));
    tx.changes().credentials = true;
    return {};
}

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/activation.hpp"

#include <algorithm>

#include "server/store/rows/account_rows.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::usecase {
namespace {

/// Of a link's token or a typed code; nothing for any other text.
std::optional<SecretHash> hash_of_code(std::string_view code) {
    if (qr::token_kind(code) == qr::TokenKind::activation) return qr::hash_secret(code);
    if (const auto typed = qr::parse_typed_code(code)) return qr::hash_secret(typed->text());
    return std::nullopt;
}

Failure gone(std::string_view why_vi, std::string_view why_en) {
    return Failure(FailureKind::gone, {"Liên kết kích hoạt này " + std::string(why_vi) +
                                           ". Đề nghị liên hệ đơn vị tổ chức để nhận liên kết mới.",
                                       "This activation link " + std::string(why_en) +
                                           ". Ask the organizer for a new one."});
}

Result<store::ActivationLink> usable_link(store::ReadTx& tx, std::string_view code) {
    const auto hash = hash_of_code(code);
    const auto link = hash ? store::find_link(tx, *hash) : std::nullopt;
    if (!link) {
        return Failure(FailureKind::not_found,
                       {"Mã kích hoạt không đúng. Đề nghị kiểm tra lại từng ký tự.",
                        "Unknown activation code. Check every character."});
    }
    if (link->used_at) return gone("đã được sử dụng", "has been used");
    if (link->revoked_at) return gone("đã bị thu hồi", "has been revoked");
    if (tx.now() >= link->expires_at) return gone("đã hết hạn", "has expired");
    return *link;
}

Failure username_fault(const char* code, Message message) {
    return Failure(FailureKind::invalid,
                   {"Đề nghị chọn tên đăng nhập khác.", "Choose another user name."},
                   {{"/username", code, std::move(message)}});
}

}  // namespace

Result<std::string> checked_username(std::string_view typed) {
    std::string username = normal_username(typed);
    if (is_username(username)) return username;
    return username_fault("bad_username",
                          {"gồm 3 đến 64 chữ cái không dấu, chữ số hoặc . _ - @, bắt đầu bằng "
                           "chữ cái hoặc chữ số.",
                           "must be 3 to 64 plain letters, digits or . _ - @, beginning with a "
                           "letter or digit."});
}

Result<LinkView> peek_link(store::ReadTx& tx, std::string_view code) {
    const auto link = usable_link(tx, code);
    if (!link) return link.error();
    return link_view(tx, *link);
}

void note_link_opened(store::WriteTx& tx, const LinkId& id) {
    store::mark_link_opened(tx, id, tx.now());
}

Result<AccountView> activate(store::WriteTx& tx, std::string_view code, const ActivationForm& form,
                             std::string_view request_id) {
    const auto link = usable_link(tx, code);
    if (!link) return link.error();
    const auto username = checked_username(form.username);
    if (!username) return username.error();

    Account account;
    account.id = tx.new_id<AccountId>();
    account.username = *username;
    account.display_name = form.display_name;
    account.role = link->role;
    account.agency = link->agency;
    if (link->event) account.events = {*link->event};
    account.created_at = tx.now();
    if (!store::insert(tx, account, form.password_hash))
        return username_fault("taken", {"đã có người dùng.", "is taken."});
    store::mark_link_opened(tx, link->id, tx.now());
    store::mark_link_used(tx, link->id, account.id, tx.now());

    Actor actor;
    actor.role = account.role;
    actor.account = account.id;
    actor.request_id = request_id;
    audit(tx, actor, "account.activate", link->event, to_text(account.id),
          std::string("role=") + name_of(account.role) + " link=" + to_text(link->id));
    return get_account(tx, account.id);
}

FirstAdminCode first_admin_code(store::WriteTx& tx, std::int64_t valid_for_ms) {
    store::revoke_command_line_links(tx, tx.now());
    store::ActivationLink link;
    link.id = tx.new_id<LinkId>();
    link.role = Role::administrator;
    link.created_at = tx.now();
    link.expires_at = tx.now() + std::clamp(valid_for_ms, 15 * minute_ms, day_ms);
    std::array<std::uint8_t, 10> random;
    tx.random_bytes(random);
    qr::Secret code = qr::typed_code_text(random);
    store::insert(tx, link, qr::hash_secret(code.text()));
    audit(tx, command_line_actor(), "link.create", std::nullopt, to_text(link.id),
          "role=administrator");
    return {std::move(code), link.expires_at};
}

}  // namespace kinhmoi::usecase

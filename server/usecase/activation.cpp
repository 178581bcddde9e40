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

Failure cannot_redeem(Redeem why, const LinkView& view) {
    if (why == Redeem::sign_in_first) {
        return Failure(FailureKind::forbidden,
                       {"Đề nghị đăng nhập bằng mật khẩu để dùng liên kết này.",
                        "Sign in with your password to use this link."});
    }
    if (why == Redeem::other_agency) {
        return Failure(FailureKind::conflict,
                       {"Liên kết này dành cho " + view.agency_name +
                            ", còn tài khoản đang đăng nhập thuộc đơn vị khác. Đề nghị đăng xuất "
                            "rồi kích hoạt tài khoản của đơn vị đó.",
                        "This link is for " + view.agency_name +
                            ", and you are signed in for another agency. Sign out and activate an "
                            "account of that agency."});
    }
    return Failure(FailureKind::conflict,
                   {"Liên kết này dùng để tạo tài khoản mới, không dùng được cho tài khoản đang "
                    "đăng nhập. Đề nghị đăng xuất rồi kích hoạt.",
                    "This link makes a new account and does nothing for the one signed in. Sign "
                    "out and activate it."});
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

const char* name_of(Redeem redeem) {
    switch (redeem) {
        case Redeem::possible:
            return "possible";
        case Redeem::sign_in_first:
            return "sign_in_first";
        case Redeem::nothing_to_grant:
            return "nothing_to_grant";
        case Redeem::other_role:
            return "other_role";
        case Redeem::other_agency:
            return "other_agency";
    }
    return "unknown";
}

Redeem judge_redeem(const Actor& actor, const store::ActivationLink& link) {
    if (!link.event) return Redeem::nothing_to_grant;
    if (actor.account.is_nil() || !actor.session) return Redeem::sign_in_first;
    if (actor.role != link.role) return Redeem::other_role;
    if (actor.agency != link.agency) return Redeem::other_agency;
    return Redeem::possible;
}

Result<AccountView> redeem(store::WriteTx& tx, const Actor& actor, std::string_view code) {
    const auto link = usable_link(tx, code);
    if (!link) return link.error();
    const Redeem verdict = judge_redeem(actor, *link);
    if (verdict != Redeem::possible) return cannot_redeem(verdict, link_view(tx, *link));
    auto account = store::load_account(tx, actor.account);
    if (!account) return cannot_redeem(Redeem::sign_in_first, link_view(tx, *link));
    auto& events = account->events;
    if (std::find(events.begin(), events.end(), *link->event) == events.end()) {
        events.push_back(*link->event);
        store::update(tx, *account);
    }
    store::mark_link_opened(tx, link->id, tx.now());
    store::mark_link_used(tx, link->id, account->id, tx.now());
    audit(tx, actor, "account.redeem", link->event, to_text(account->id),
          "link=" + to_text(link->id));
    tx.changes().credentials = true;
    return get_account(tx, account->id);
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

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/second_factor.hpp"

#include "common/domain/second_factor.hpp"
#include "qr/totp.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/second_factor_rows.hpp"
#include "server/store/rows/session_rows.hpp"
#include "server/usecase/accounts.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::usecase {
namespace {

Failure no_master_key() {
    return Failure(FailureKind::unavailable,
                   {"Máy chủ chưa có khoá chủ nên chưa dùng được xác thực hai lớp bằng ứng dụng. "
                    "Đề nghị báo quản trị viên.",
                    "The server has no master key, so authenticator apps cannot be used. Tell the "
                    "administrator."});
}

Failure wrong_code() {
    return Failure(FailureKind::invalid,
                   {"Mã xác thực không đúng hoặc đã được dùng. Đề nghị nhập mã đang hiện trong ứng "
                    "dụng, hoặc một mã dự phòng chưa dùng.",
                    "The code is wrong or has been used. Enter the one that the app shows now, or "
                    "a recovery code that was not used."},
                   {{"/code", "wrong_code", {"không đúng.", "is wrong."}}});
}

Failure code_required() {
    return Failure(FailureKind::invalid,
                   {"Đề nghị nhập mã xác thực gồm 6 chữ số trong ứng dụng.",
                    "Enter the 6-digit code of the authenticator app."},
                   {{"/code", "code_required", {"cần nhập.", "is needed."}}});
}

Failure needs_session() {
    return Failure(FailureKind::forbidden,
                   {"Đề nghị đăng nhập bằng mật khẩu để thực hiện việc này.",
                    "Sign in with your password to do this."});
}

Failure is_off() {
    return Failure(FailureKind::conflict,
                   {"Tài khoản chưa bật xác thực hai lớp.", "This account has no second factor."});
}

Result<void> use_app_code(store::WriteTx& tx, const store::SecondFactor& factor,
                          std::uint32_t typed, const qr::MasterKey* master_key) {
    if (!master_key) return no_master_key();
    const auto secret = qr::open_totp_secret(factor.sealed_secret, factor.account, *master_key);
    if (!secret) return secret.error();
    const auto step = accept_totp(typed, tx.now(), factor.last_step,
                                  [&](std::int64_t at) { return qr::totp_code(*secret, at); });
    if (!step) return wrong_code();
    store::set_last_step(tx, factor.account, *step);
    return {};
}

Result<void> use_recovery_code(store::WriteTx& tx, const AccountId& account,
                               std::string_view typed) {
    const auto code = qr::parse_typed_code(typed);
    if (!code || !store::take_recovery_code(tx, account, qr::hash_secret(code->text())))
        return wrong_code();
    Actor owner;
    owner.account = account;
    audit(tx, owner, "second_factor.use_recovery_code", std::nullopt, to_text(account),
          "left=" + std::to_string(store::count_recovery_codes(tx, account)));
    return {};
}

}  // namespace

const char* name_of(SecondFactorState state) {
    switch (state) {
        case SecondFactorState::off:
            return "off";
        case SecondFactorState::pending:
            return "pending";
        case SecondFactorState::on:
            return "on";
    }
    return "unknown";
}

SecondFactorView get_second_factor(store::ReadTx& tx, const Actor& actor) {
    const auto factor = store::load_second_factor(tx, actor.account);
    if (!factor) return {};
    if (!factor->confirmed_at) return {SecondFactorState::pending, factor->created_at, 0};
    return {SecondFactorState::on, factor->confirmed_at,
            store::count_recovery_codes(tx, actor.account)};
}

Result<NewSecondFactor> enrol_second_factor(store::WriteTx& tx, const Actor& actor,
                                            const qr::MasterKey* master_key,
                                            std::string_view issuer) {
    if (!actor.session) return needs_session();
    if (!master_key) return no_master_key();
    if (store::has_second_factor(tx, actor.account)) {
        return Failure(FailureKind::conflict,
                       {"Xác thực hai lớp đang bật. Đề nghị tắt trước khi đăng ký ứng dụng khác.",
                        "The second factor is on. Switch it off before enrolling another app."});
    }
    const auto account = store::load_account(tx, actor.account);
    if (!account) return needs_session();
    qr::TotpSecret secret;
    tx.random_bytes(secret.fill());
    store::put_second_factor(
        tx, {actor.account, qr::seal_totp_secret(secret, actor.account, *master_key), tx.now(),
             std::nullopt, std::nullopt});
    audit(tx, actor, "second_factor.enrol", std::nullopt, to_text(actor.account));
    return NewSecondFactor{qr::totp_secret_text(secret),
                           qr::totp_uri(secret, account->username, issuer)};
}

Result<std::vector<qr::Secret>> confirm_second_factor(store::WriteTx& tx, const Actor& actor,
                                                      std::string_view code,
                                                      const qr::MasterKey* master_key) {
    if (!actor.session) return needs_session();
    const auto factor = store::load_second_factor(tx, actor.account);
    if (!factor || factor->confirmed_at) {
        return Failure(FailureKind::conflict,
                       {"Không có đăng ký nào đang chờ xác nhận. Đề nghị đăng ký lại.",
                        "Nothing waits to be confirmed. Enrol again."});
    }
    const auto typed = parse_totp_code(code);
    if (!typed) return wrong_code();
    if (auto used = use_app_code(tx, *factor, *typed, master_key); !used) return used.error();
    store::confirm_second_factor(tx, actor.account, tx.now());
    std::vector<qr::Secret> codes;
    for (std::size_t i = 0; i < recovery_code_count; ++i) {
        std::array<std::uint8_t, 10> random;
        tx.random_bytes(random);
        codes.push_back(qr::typed_code_text(random));
        store::add_recovery_code(tx, actor.account, qr::hash_secret(codes.back().text()));
    }
    store::erase_sessions_of(tx, actor.account, actor.session);
    audit(tx, actor, "second_factor.on", std::nullopt, to_text(actor.account));
    tx.changes().credentials = true;
    return codes;
}

Result<void> switch_off_second_factor(store::WriteTx& tx, const Actor& actor,
                                      const std::string& proven_hash, std::string_view code,
                                      const qr::MasterKey* master_key) {
    const auto stored = store::load_password(tx, actor.account);
    if (!stored || stored->hash != proven_hash) return wrong_own_password("/password");
    if (!store::has_second_factor(tx, actor.account)) return is_off();
    if (auto checked = check_second_factor(tx, actor.account, std::string(code), master_key);
        !checked)
        return checked;
    store::erase_second_factor(tx, actor.account);
    audit(tx, actor, "second_factor.off", std::nullopt, to_text(actor.account));
    return {};
}

Result<void> reset_second_factor(store::WriteTx& tx, const Actor& actor, const AccountId& id) {
    if (id == actor.account) {
        return Failure(FailureKind::conflict,
                       {"Không thể tự đặt lại xác thực hai lớp của mình. Đề nghị tắt bằng mật khẩu "
                        "và mã xác thực, hoặc nhờ quản trị viên khác.",
                        "You cannot reset your own second factor. Switch it off with your password "
                        "and a code, or ask another administrator."});
    }
    if (auto view = get_account(tx, id); !view) return view.error();
    if (!store::erase_second_factor(tx, id)) return is_off();
    store::erase_sessions_of(tx, id, std::nullopt);
    audit(tx, actor, "second_factor.reset", std::nullopt, to_text(id));
    tx.changes().credentials = true;
    return {};
}

Result<void> check_second_factor(store::WriteTx& tx, const AccountId& account,
                                 const std::optional<std::string>& code,
                                 const qr::MasterKey* master_key) {
    const auto factor = store::load_second_factor(tx, account);
    if (!factor || !factor->confirmed_at) return {};
    if (!code) return code_required();
    if (const auto typed = parse_totp_code(*code))
        return use_app_code(tx, *factor, *typed, master_key);
    return use_recovery_code(tx, account, *code);
}

Result<void> prove_session(store::WriteTx& tx, const Actor& actor, const std::string& proven_hash,
                           const std::optional<std::string>& code,
                           const qr::MasterKey* master_key) {
    if (!actor.session) return needs_session();
    const auto stored = store::load_password(tx, actor.account);
    if (!stored || stored->hash != proven_hash) return wrong_own_password("/password");
    if (auto checked = check_second_factor(tx, actor.account, code, master_key); !checked)
        return checked;
    store::prove_session(tx, *actor.session, tx.now());
    audit(tx, actor, "session.prove", std::nullopt, to_text(actor.account));
    tx.changes().credentials = true;
    return {};
}

}  // namespace kinhmoi::usecase

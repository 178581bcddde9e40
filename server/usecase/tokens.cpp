// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/tokens.hpp"

#include "server/usecase/audit.hpp"

namespace kinhmoi::usecase {
namespace {

Failure bad_expiry() {
    return Failure(FailureKind::invalid,
                   {"Thời hạn của mã truy cập không hợp lệ.", "The token's expiry is not valid."},
                   {{"/expires_at",
                     "out_of_range",
                     {"phải ở tương lai và không quá 365 ngày.",
                      "must be in the future and at most 365 days away."}}});
}

Result<void> take_token(store::WriteTx& tx, const AccountId& account, const TokenId& id) {
    if (!store::erase_token(tx, account, id)) {
        return Failure(FailureKind::not_found,
                       {"Không tìm thấy mã truy cập này.", "No such token."});
    }
    tx.changes().credentials = true;
    return {};
}

}  // namespace

Result<NewToken> create_token(store::WriteTx& tx, const Actor& actor, const std::string& name,
                              std::optional<Instant> expires_at) {
    if (!actor.session) {
        return Failure(FailureKind::forbidden,
                       {"Đề nghị đăng nhập bằng mật khẩu để tạo mã truy cập.",
                        "Sign in with your password to create a token."});
    }
    const Instant expiry = expires_at.value_or(tx.now() + token_default_age_ms);
    if (expiry <= tx.now() || expiry - tx.now() > token_max_age_ms) return bad_expiry();
    if (store::list_tokens(tx, actor.account).size() >= tokens_per_account) {
        return Failure(FailureKind::conflict,
                       {"Tài khoản đã có 20 mã truy cập. Đề nghị thu hồi mã không còn dùng.",
                        "This account has 20 tokens already. Revoke one that is not used."});
    }
    std::array<std::uint8_t, 32> random;
    tx.random_bytes(random);
    qr::Secret secret = qr::token_text(qr::TokenKind::api, random);
    store::Token token{tx.new_id<TokenId>(), actor.account, name, tx.now(), expiry, std::nullopt};
    store::insert(tx, token, qr::hash_secret(secret.text()));
    audit(tx, actor, "token.create", std::nullopt, to_text(token.id));
    return NewToken{std::move(token), std::move(secret)};
}

std::vector<store::Token> list_tokens(store::ReadTx& tx, const Actor& actor) {
    return store::list_tokens(tx, actor.account);
}

Result<void> revoke_token(store::WriteTx& tx, const Actor& actor, const TokenId& id) {
    const auto taken = take_token(tx, actor.account, id);
    if (taken) audit(tx, actor, "token.revoke", std::nullopt, to_text(id));
    return taken;
}

Result<std::vector<store::Token>> list_tokens_of(store::ReadTx& tx, const AccountId& account) {
    if (const auto view = get_account(tx, account); !view) return view.error();
    return store::list_tokens(tx, account);
}

Result<void> revoke_token_of(store::WriteTx& tx, const Actor& actor, const AccountId& account,
                             const TokenId& id) {
    const auto taken = take_token(tx, account, id);
    if (taken) {
        audit(tx, actor, "account.revoke_token", std::nullopt, to_text(account),
              "token=" + to_text(id));
    }
    return taken;
}

std::optional<Caller> find_token_caller(store::ReadTx& tx, const SecretHash& secret) {
    const auto token = store::find_token(tx, secret);
    if (!token || tx.now() >= token->expires_at) return std::nullopt;
    auto actor = actor_of(tx, token->account);
    if (!actor) return std::nullopt;
    actor->token = token->id;
    return Caller{std::move(*actor), token->expires_at, token->last_used_at};
}

void touch_token(store::WriteTx& tx, const TokenId& id, Instant used_at) {
    store::touch_token(tx, id, used_at);
}

}  // namespace kinhmoi::usecase

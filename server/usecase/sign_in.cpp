// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/sign_in.hpp"

#include "server/store/rows/session_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/second_factor.hpp"

namespace kinhmoi::usecase {

std::optional<store::StoredPassword> find_password(store::ReadTx& tx, std::string_view username) {
    return store::find_password(tx, normal_username(username));
}

Failure wrong_password() {
    return Failure(FailureKind::unauthenticated,
                   {"Tên đăng nhập hoặc mật khẩu không đúng. Đề nghị kiểm tra và nhập lại.",
                    "Wrong user name or password. Check both and try again."});
}

Result<OpenedSession> open_session(store::WriteTx& tx, const store::StoredPassword& proven,
                                   const std::optional<std::string>& new_hash,
                                   const CodeProof& proof, std::string_view request_id) {
    const auto stored = store::load_password(tx, proven.account);
    if (!stored || stored->hash != proven.hash) return wrong_password();
    auto actor = actor_of(tx, proven.account);
    if (!actor) return wrong_password();
    if (auto checked = check_second_factor(tx, proven.account, proof.code, proof.master_key);
        !checked) {
        const Failure& why = checked.error();
        if (why.kind() != FailureKind::invalid) return why;
        return Failure(FailureKind::unauthenticated, why.message(), why.faults());
    }

    if (new_hash) store::set_password_hash(tx, proven.account, *new_hash);
    store::set_last_login(tx, proven.account, tx.now());
    store::erase_dead_sessions(tx, tx.now() + -session_idle_ms);

    std::array<std::uint8_t, 32> random;
    tx.random_bytes(random);
    qr::Secret secret = qr::token_text(qr::TokenKind::session, random);
    const store::Session session{tx.new_id<SessionId>(),         proven.account, tx.now(), tx.now(),
                                 tx.now() + session_absolute_ms, tx.now()};
    store::insert(tx, session, qr::hash_secret(secret.text()));

    actor->request_id = request_id;
    audit(tx, *actor, "session.open", std::nullopt, to_text(proven.account));
    auto view = get_account(tx, proven.account);
    if (!view) return view.error();
    return OpenedSession{std::move(*view), std::move(secret), session.expires_at};
}

void note_refused_sign_in(store::WriteTx& tx, const std::optional<AccountId>& account,
                          std::string_view request_id) {
    Actor nobody;
    nobody.request_id = request_id;
    audit(tx, nobody, "session.refused", std::nullopt, account ? to_text(*account) : "");
}

std::optional<Caller> find_session_caller(store::ReadTx& tx, const SecretHash& secret) {
    const auto session = store::find_session(tx, secret);
    if (!session || tx.now() >= session->expires_at) return std::nullopt;
    if (tx.now() - session->last_seen_at > session_idle_ms) return std::nullopt;
    auto actor = actor_of(tx, session->account);
    if (!actor) return std::nullopt;
    actor->session = session->id;
    actor->proven_at = session->proven_at;
    return Caller{std::move(*actor), session->expires_at, session->last_seen_at};
}

void touch_session(store::WriteTx& tx, const SessionId& id, Instant seen_at) {
    store::touch_session(tx, id, seen_at);
}

void sign_out(store::WriteTx& tx, const Actor& actor) {
    if (!actor.session) return;
    store::erase_session(tx, *actor.session);
    audit(tx, actor, "session.close", std::nullopt, to_text(actor.account));
    tx.changes().credentials = true;
}

std::optional<Actor> actor_of(store::ReadTx& tx, const AccountId& id) {
    auto account = store::load_account(tx, id);
    if (!account || account->is_disabled) return std::nullopt;
    Actor actor;
    actor.role = account->role;
    actor.account = account->id;
    actor.agency = account->agency;
    actor.events = std::move(account->events);
    return actor;
}

}  // namespace kinhmoi::usecase

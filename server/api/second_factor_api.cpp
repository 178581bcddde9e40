// SPDX-License-Identifier: Apache-2.0
#include "server/api/second_factor_api.hpp"

#include "common/base/text.hpp"
#include "qr/qr_image.hpp"
#include "server/api/code_guess.hpp"
#include "server/api/edge_problem.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/nullable.hpp"
#include "server/api/password_pool.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/accounts.hpp"
#include "server/usecase/second_factor.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Json view_json(const usecase::SecondFactorView& view) {
    return {{"state", name_of(view.state)},
            {"since", time_or_null(view.since)},
            {"recovery_codes_left", view.recovery_codes_left}};
}

/// The one answer that holds the secret; no cache keeps it (the edge says no-store).
Json enrolment_json(const usecase::NewSecondFactor& made) {
    const qr::QrSymbol symbol = qr::make_symbol(made.uri.text(), qr::QrLevel::M);
    return {{"secret", made.secret.text()},
            {"uri", made.uri.text()},
            {"qr_svg",
             qr::render_svg(symbol, {"Mã QR cho ứng dụng xác thực", /*side_mm=*/std::nullopt})}};
}

Json codes_json(const std::vector<qr::Secret>& codes) {
    Json out = Json::array();
    for (const qr::Secret& code : codes) out.push_back(code.text());
    return {{"recovery_codes", std::move(out)}};
}

Result<std::string> code_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    std::string code = in.raw_text("code", {1, 100});
    in.finish();
    if (in.faults().any()) return in.failure();
    return code;
}

struct ProofForm {
    std::string password;
    std::optional<std::string> code;
};

Result<ProofForm> proof_form(const Call& call, bool needs_code) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    ProofForm form;
    form.password = nfc(in.raw_text("password", {1, 200}));
    if (needs_code || in.has("code")) form.code = in.raw_text("code", {1, 100});
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

/// The caller's password hash once `password` was found to be of it.
asio::awaitable<Result<std::string>> prove_password(Services& services, Call& call,
                                                    const std::string& password) {
    const auto question = [actor = call.actor](store::ReadTx& tx) {
        return usecase::find_own_password(tx, actor);
    };
    const auto stored = co_await services.store.read(question);
    std::optional<std::string> hash;
    if (stored) hash = stored->hash;
    const auto verdict = co_await services.passwords.verify(hash, password);
    if (!verdict) co_return verdict.error();
    if (!verdict->is_right) co_return usecase::wrong_own_password("/password");
    co_return *hash;
}

std::string password_subject(const Call& call) {
    return "password of " + to_text(call.actor.account);
}

}  // namespace

asio::awaitable<net::Response> get_second_factor(Services& services, Call& call) {
    const auto question = [actor = call.actor](store::ReadTx& tx) {
        return usecase::get_second_factor(tx, actor);
    };
    co_return ok(view_json(co_await services.store.read(question)));
}

asio::awaitable<net::Response> enrol_second_factor(Services& services, Call& call) {
    const auto job = [actor = call.actor, key = services.master_key,
                      issuer = services.public_host](store::WriteTx& tx) {
        return usecase::enrol_second_factor(tx, actor, key, issuer);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return created(enrolment_json(*made));
}

asio::awaitable<net::Response> confirm_second_factor(Services& services, Call& call) {
    const auto code = code_form(call);
    if (!code) co_return problem(code.error(), call.request_id());
    CodeGuess guess(services.rate_limiter, call.actor.account, call.request.remote_address);
    if (const auto wait_s = guess.begin(*code))
        co_return too_many_requests(*wait_s, call.request_id());
    const auto job = [actor = call.actor, typed = *code,
                      key = services.master_key](store::WriteTx& tx) {
        return usecase::confirm_second_factor(tx, actor, typed, key);
    };
    const auto codes = co_await services.store.write(job);
    if (codes) guess.was_right();
    co_return answer(call, codes, codes_json);
}

asio::awaitable<net::Response> switch_off_second_factor(Services& services, Call& call) {
    const auto form = proof_form(call, true);
    if (!form) co_return problem(form.error(), call.request_id());
    const std::string& address = call.request.remote_address;
    if (const auto wait_s = services.rate_limiter.begin_guess(password_subject(call), address))
        co_return too_many_requests(*wait_s, call.request_id());
    const auto hash = co_await prove_password(services, call, form->password);
    if (!hash) co_return problem(hash.error(), call.request_id());
    services.rate_limiter.note_right_guess(password_subject(call), address);
    CodeGuess guess(services.rate_limiter, call.actor.account, address);
    if (const auto wait_s = guess.begin(form->code))
        co_return too_many_requests(*wait_s, call.request_id());
    const auto job = [actor = call.actor, proven = *hash, code = *form->code,
                      key = services.master_key](store::WriteTx& tx) {
        return usecase::switch_off_second_factor(tx, actor, proven, code, key);
    };
    const auto done = co_await services.store.write(job);
    if (done) guess.was_right();
    co_return answer(call, done);
}

asio::awaitable<net::Response> reset_second_factor(Services& services, Call& call) {
    const auto id = captured<AccountId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, account = *id](store::WriteTx& tx) {
        return usecase::reset_second_factor(tx, actor, account);
    };
    const auto done = co_await services.store.write(job);
    co_return answer(call, done);
}

asio::awaitable<net::Response> prove_session(Services& services, Call& call) {
    const auto form = proof_form(call, false);
    if (!form) co_return problem(form.error(), call.request_id());
    const std::string& address = call.request.remote_address;
    if (const auto wait_s = services.rate_limiter.begin_guess(password_subject(call), address))
        co_return too_many_requests(*wait_s, call.request_id());
    const auto hash = co_await prove_password(services, call, form->password);
    if (!hash) co_return problem(hash.error(), call.request_id());
    services.rate_limiter.note_right_guess(password_subject(call), address);
    CodeGuess guess(services.rate_limiter, call.actor.account, address);
    if (const auto wait_s = guess.begin(form->code))
        co_return too_many_requests(*wait_s, call.request_id());
    const auto job = [actor = call.actor, proven = *hash, code = form->code,
                      key = services.master_key](store::WriteTx& tx) {
        return usecase::prove_session(tx, actor, proven, code, key);
    };
    const auto done = co_await services.store.write(job);
    if (done) guess.was_right();
    co_return answer(call, done);
}

}  // namespace kinhmoi::api

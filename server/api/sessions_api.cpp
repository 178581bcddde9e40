// SPDX-License-Identifier: Apache-2.0
#include "server/api/sessions_api.hpp"

#include "common/base/text.hpp"
#include "server/api/accounts_api.hpp"
#include "server/api/authenticate.hpp"
#include "server/api/code_guess.hpp"
#include "server/api/edge_problem.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/password_pool.hpp"
#include "server/api/rate_limiter.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/accounts.hpp"
#include "server/usecase/sign_in.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Json session_json(const usecase::AccountView& view) {
    Json permissions = Json::array();
    for (Permission permission : permissions_of(view.account.role))
        permissions.push_back(name_of(permission));
    return {{"account", account_json(view)}, {"permissions", std::move(permissions)}};
}

struct SignInForm {
    std::string username;
    std::string password;
    std::optional<std::string> code;  ///< of the second factor, when one is asked for
};

Result<SignInForm> sign_in_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    SignInForm form;
    form.username = normal_username(in.raw_text("username", {1, 200}));
    form.password = nfc(in.raw_text("password", {1, 200}));
    if (in.has("code")) form.code = in.raw_text("code", {1, 100});
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

struct PasswordForm {
    std::string current;
    std::string replacement;
};

Result<PasswordForm> password_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    PasswordForm form;
    form.current = nfc(in.raw_text("current", {1, 200}));
    form.replacement = nfc(in.raw_text("new", {1, 200}));
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

}  // namespace

asio::awaitable<net::Response> sign_in(Services& services, Call& call) {
    const auto form = sign_in_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const std::string& address = call.request.remote_address;
    const std::string subject = "account " + form->username;
    if (const auto wait_s = services.rate_limiter.begin_guess(subject, address))
        co_return too_many_requests(*wait_s, call.request_id());

    const auto find = [name = form->username](store::ReadTx& tx) {
        return usecase::find_password(tx, name);
    };
    const auto stored = co_await services.store.read(find);
    std::optional<std::string> stored_hash;
    std::optional<AccountId> account;
    if (stored) {
        stored_hash = stored->hash;
        account = stored->account;
    }
    const auto verdict = co_await services.passwords.verify(stored_hash, form->password);
    if (!verdict) co_return problem(verdict.error(), call.request_id());
    const auto refuse = [account, id = call.request_id()](store::WriteTx& tx) {
        usecase::note_refused_sign_in(tx, account, id);
    };
    if (!verdict->is_right) {
        // Written for unknown names too, so that the answer takes as long.
        co_await services.store.write(refuse);
        co_return problem(usecase::wrong_password(), call.request_id());
    }
    services.rate_limiter.note_right_guess(subject, address);
    CodeGuess guess(services.rate_limiter, stored->account, address);
    if (const auto wait_s = guess.begin(form->code))
        co_return too_many_requests(*wait_s, call.request_id());
    const usecase::CodeProof proof{form->code, services.master_key};
    const auto open = [proven = *stored, new_hash = verdict->new_hash, proof,
                       id = call.request_id()](store::WriteTx& tx) {
        return usecase::open_session(tx, proven, new_hash, proof, id);
    };
    const auto opened = co_await services.store.write(open);
    if (!opened) {
        if (form->code) co_await services.store.write(refuse);
        co_return problem(opened.error(), call.request_id());
    }
    guess.was_right();

    net::Response response = created(session_json(opened->account));
    response.set_header("Set-Cookie",
                        services.credentials.session_cookie(call.request, opened->secret.text()));
    co_return response;
}

asio::awaitable<net::Response> get_session(Services& services, Call& call) {
    const auto question = [id = call.actor.account](store::ReadTx& tx) {
        return usecase::get_account(tx, id);
    };
    const auto view = co_await services.store.read(question);
    co_return answer(call, view, session_json);
}

asio::awaitable<net::Response> sign_out(Services& services, Call& call) {
    const auto job = [actor = call.actor](store::WriteTx& tx) { usecase::sign_out(tx, actor); };
    co_await services.store.write(job);
    net::Response response = net::Response::no_content();
    response.set_header("Set-Cookie", services.credentials.no_session_cookie(call.request));
    co_return response;
}

asio::awaitable<net::Response> change_password(Services& services, Call& call) {
    if (!call.actor.session) {
        co_return problem(
            Failure(FailureKind::forbidden, {"Đề nghị đăng nhập bằng mật khẩu để đổi mật khẩu.",
                                             "Sign in with your password to change it."}),
            call.request_id());
    }
    const auto form = password_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const std::string subject = "password of " + to_text(call.actor.account);
    if (const auto wait_s = services.rate_limiter.begin_guess(subject, call.request.remote_address))
        co_return too_many_requests(*wait_s, call.request_id());

    const auto question = [actor = call.actor](store::ReadTx& tx) {
        return usecase::find_own_password(tx, actor);
    };
    const auto stored = co_await services.store.read(question);
    std::optional<std::string> stored_hash;
    if (stored) stored_hash = stored->hash;
    const auto verdict = co_await services.passwords.verify(stored_hash, form->current);
    if (!verdict) co_return problem(verdict.error(), call.request_id());
    if (!verdict->is_right)
        co_return problem(usecase::wrong_own_password("/current"), call.request_id());
    services.rate_limiter.note_right_guess(subject, call.request.remote_address);
    const auto allowed = qr::check_new_password(form->replacement, stored->context_words, "/new");
    if (!allowed) co_return problem(allowed.error(), call.request_id());
    const auto hash = co_await services.passwords.hash(form->replacement);
    if (!hash) co_return problem(hash.error(), call.request_id());
    const auto job = [actor = call.actor, proven = stored->hash, next = *hash](store::WriteTx& tx) {
        return usecase::change_password(tx, actor, proven, next);
    };
    const auto changed = co_await services.store.write(job);
    co_return answer(call, changed);
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
#include "server/api/activation_api.hpp"

#include "common/base/text.hpp"
#include "server/api/accounts_api.hpp"
#include "server/api/edge_problem.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/password_pool.hpp"
#include "server/api/rate_limiter.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/accounts.hpp"
#include "server/usecase/activation.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

// Codes are guessed at from addresses only: all addresses together share no count.
std::string guess_subject(const Call& call) {
    return "codes from " + call.request.remote_address;
}

Result<std::string> peek_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    std::string code = in.raw_text("code", {1, 100});
    in.finish();
    if (in.faults().any()) return in.failure();
    return code;
}

struct ActivateForm {
    std::string code;
    std::string username;
    std::string display_name;
    std::string password;
};

Result<ActivateForm> activate_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    ActivateForm form;
    form.code = in.raw_text("code", {1, 100});
    form.username = in.raw_text("username", {1, 200});
    form.display_name = in.text("display_name", {1, 200});
    form.password = nfc(in.raw_text("password", {1, 200}));
    in.finish();
    if (in.faults().any()) return in.failure();
    const auto username = usecase::checked_username(form.username);
    if (!username) return username.error();
    form.username = *username;
    return form;
}

Json purpose_json(const usecase::LinkView& view, const Actor& actor) {
    const auto& link = view.link;
    Json agency = nullptr;
    if (link.agency) agency = {{"id", to_text(*link.agency)}, {"name", view.agency_name}};
    Json event = nullptr;
    if (link.event) event = {{"id", to_text(*link.event)}, {"title", view.event_title}};
    return {{"role", name_of(link.role)},
            {"agency", std::move(agency)},
            {"event", std::move(event)},
            {"expires_at", rfc3339(link.expires_at)},
            {"redeem", name_of(usecase::judge_redeem(actor, link))}};
}

}  // namespace

asio::awaitable<net::Response> peek_activation(Services& services, Call& call) {
    const auto code = peek_form(call);
    if (!code) co_return problem(code.error(), call.request_id());
    const std::string subject = guess_subject(call);
    if (const auto wait_s = services.rate_limiter.begin_guess(subject, call.request.remote_address))
        co_return too_many_requests(*wait_s, call.request_id());
    const auto question = [text = *code](store::ReadTx& tx) {
        return usecase::peek_link(tx, text);
    };
    const auto view = co_await services.store.read(question);
    if (!view) co_return problem(view.error(), call.request_id());
    services.rate_limiter.note_right_guess(subject, call.request.remote_address);
    if (!view->link.opened_at) {
        const auto job = [id = view->link.id](store::WriteTx& tx) {
            usecase::note_link_opened(tx, id);
        };
        co_await services.store.write(job);
    }
    co_return ok(purpose_json(*view, call.actor));
}

asio::awaitable<net::Response> redeem_activation(Services& services, Call& call) {
    const auto code = peek_form(call);
    if (!code) co_return problem(code.error(), call.request_id());
    const std::string subject = guess_subject(call);
    if (const auto wait_s = services.rate_limiter.begin_guess(subject, call.request.remote_address))
        co_return too_many_requests(*wait_s, call.request_id());
    const auto job = [actor = call.actor, text = *code](store::WriteTx& tx) {
        return usecase::redeem(tx, actor, text);
    };
    const auto view = co_await services.store.write(job);
    const bool was_wrong = !view && view.error().kind() == FailureKind::not_found;
    if (!was_wrong) services.rate_limiter.note_right_guess(subject, call.request.remote_address);
    co_return answer(call, view, account_json);
}

asio::awaitable<net::Response> activate(Services& services, Call& call) {
    const auto form = activate_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const std::string subject = guess_subject(call);
    if (const auto wait_s = services.rate_limiter.begin_guess(subject, call.request.remote_address))
        co_return too_many_requests(*wait_s, call.request_id());
    // Asked before the slow hash, so that strangers cannot make us hash.
    const auto question = [code = form->code](store::ReadTx& tx) {
        return usecase::peek_link(tx, code);
    };
    const auto purpose = co_await services.store.read(question);
    if (!purpose) co_return problem(purpose.error(), call.request_id());
    services.rate_limiter.note_right_guess(subject, call.request.remote_address);
    const auto context = usecase::password_context(
        form->username, {form->display_name, purpose->agency_name, purpose->event_title});
    const auto allowed = qr::check_new_password(form->password, context);
    if (!allowed) co_return problem(allowed.error(), call.request_id());
    const auto hash = co_await services.passwords.hash(form->password);
    if (!hash) co_return problem(hash.error(), call.request_id());
    const usecase::ActivationForm activation{form->username, form->display_name, *hash};
    const auto job = [code = form->code, activation, id = call.request_id()](store::WriteTx& tx) {
        return usecase::activate(tx, code, activation, id);
    };
    const auto account = co_await services.store.write(job);
    if (!account) co_return problem(account.error(), call.request_id());
    co_return created(account_json(*account));
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
#include "server/api/tokens_api.hpp"

#include "server/api/json_reader.hpp"
#include "server/api/nullable.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/tokens.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

struct TokenForm {
    std::string name;
    std::optional<Instant> expires_at;
};

Result<TokenForm> token_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    TokenForm form;
    form.name = in.text("name", {1, 100});
    form.expires_at = in.optional_instant("expires_at");
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

Json token_json(const store::Token& token) {
    return {{"id", to_text(token.id)},
            {"name", token.name},
            {"created_at", rfc3339(token.created_at)},
            {"expires_at", rfc3339(token.expires_at)},
            {"last_used_at", time_or_null(token.last_used_at)}};
}

Json tokens_json(const std::vector<store::Token>& tokens) {
    Json items = Json::array();
    for (const store::Token& token : tokens) items.push_back(token_json(token));
    return page_json(std::move(items), "");
}

}  // namespace

asio::awaitable<net::Response> list_tokens(Services& services, Call& call) {
    const auto question = [actor = call.actor](store::ReadTx& tx) {
        return usecase::list_tokens(tx, actor);
    };
    const auto tokens = co_await services.store.read(question);
    co_return ok(tokens_json(tokens));
}

asio::awaitable<net::Response> create_token(Services& services, Call& call) {
    const auto form = token_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const auto job = [actor = call.actor, wanted = *form](store::WriteTx& tx) {
        return usecase::create_token(tx, actor, wanted.name, wanted.expires_at);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    Json out = token_json(made->token);
    out["secret"] = made->secret.text();
    co_return created(out);
}

asio::awaitable<net::Response> revoke_token(Services& services, Call& call) {
    const auto id = captured<TokenId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, token = *id](store::WriteTx& tx) {
        return usecase::revoke_token(tx, actor, token);
    };
    const auto revoked = co_await services.store.write(job);
    co_return answer(call, revoked);
}

asio::awaitable<net::Response> list_account_tokens(Services& services, Call& call) {
    const auto id = captured<AccountId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [account = *id](store::ReadTx& tx) {
        return usecase::list_tokens_of(tx, account);
    };
    const auto tokens = co_await services.store.read(question);
    co_return answer(call, tokens, tokens_json);
}

asio::awaitable<net::Response> revoke_account_token(Services& services, Call& call) {
    const auto account = captured<AccountId>(call, 0);
    if (!account) co_return problem(account.error(), call.request_id());
    const auto id = captured<TokenId>(call, 1);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, owner = *account, token = *id](store::WriteTx& tx) {
        return usecase::revoke_token_of(tx, actor, owner, token);
    };
    const auto revoked = co_await services.store.write(job);
    co_return answer(call, revoked);
}

}  // namespace kinhmoi::api

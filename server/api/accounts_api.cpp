// SPDX-License-Identifier: Apache-2.0
#include "server/api/accounts_api.hpp"

#include "common/base/faults.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/nullable.hpp"
#include "server/api/respond.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Result<std::optional<Role>> role_filter(const Call& call) {
    const auto text = call.request.query_value("role");
    if (!text) return std::optional<Role>();
    if (const auto role = parse_role(*text)) return role;
    return invalid(
        {{"?role",
          "unknown_word",
          {"có giá trị không nằm trong danh sách cho phép.", "is not one of the allowed words."}}});
}

std::optional<std::vector<EventId>> events_of(ObjectReader& in) {
    if (!in.has("events")) return std::nullopt;
    std::vector<EventId> events;
    for (const std::string& text : in.texts("events", {1, 36}, 200)) {
        if (const auto id = parse_id<EventId>(text)) events.push_back(*id);
        else
            in.fault("events", "not_an_id",
                     {"có mã định danh không hợp lệ.", "has an invalid identifier."});
    }
    return events;
}

Result<usecase::AccountChange> change_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::AccountChange change;
    if (in.has("display_name")) change.display_name = in.text("display_name", {1, 200});
    change.role = in.optional_word<Role>("role", parse_role);
    if (in.has("is_disabled")) change.is_disabled = in.boolean("is_disabled", false);
    change.events = events_of(in);
    in.finish();
    if (in.faults().any()) return in.failure();
    return change;
}

/// Neither the secret nor its hash: the id only tells sessions apart and opens nothing.
Json account_session_json(const store::Session& session, const Actor& asking) {
    return {{"id", to_text(session.id)},
            {"created_at", rfc3339(session.created_at)},
            {"last_used_at", rfc3339(session.last_seen_at)},
            {"expires_at", rfc3339(session.expires_at)},
            {"is_current", asking.session == session.id}};
}

}  // namespace

Json account_json(const usecase::AccountView& view) {
    const Account& account = view.account;
    Json agency = nullptr;
    if (view.agency) {
        agency = {{"id", to_text(view.agency->id)},
                  {"name", view.agency->name},
                  {"short_name", view.agency->short_name}};
    }
    Json events = Json::array();
    for (const EventId& event : account.events) events.push_back(to_text(event));
    return {{"id", to_text(account.id)},
            {"username", account.username},
            {"display_name", account.display_name},
            {"role", name_of(account.role)},
            {"agency", std::move(agency)},
            {"events", std::move(events)},
            {"is_disabled", account.is_disabled},
            {"has_second_factor", view.has_second_factor},
            {"created_at", rfc3339(account.created_at)},
            {"last_login_at", time_or_null(account.last_login_at)}};
}

asio::awaitable<net::Response> list_accounts(Services& services, Call& call) {
    const auto role = role_filter(call);
    if (!role) co_return problem(role.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [role = *role, wanted](store::ReadTx& tx) {
        return usecase::list_accounts(tx, role, wanted);
    };
    const auto views = co_await services.store.read(question);
    co_return ok(page_of_items(views, page->limit, account_json,
                               [](const auto& view) { return usecase::cursor_of(view); }));
}

asio::awaitable<net::Response> get_account(Services& services, Call& call) {
    const auto id = captured<AccountId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [account = *id](store::ReadTx& tx) {
        return usecase::get_account(tx, account);
    };
    const auto view = co_await services.store.read(question);
    co_return answer(call, view, account_json);
}

asio::awaitable<net::Response> change_account(Services& services, Call& call) {
    const auto id = captured<AccountId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto change = change_form(call);
    if (!change) co_return problem(change.error(), call.request_id());
    const auto job = [actor = call.actor, account = *id, wanted = *change](store::WriteTx& tx) {
        return usecase::change_account(tx, actor, account, wanted);
    };
    const auto view = co_await services.store.write(job);
    co_return answer(call, view, account_json);
}

asio::awaitable<net::Response> list_sessions(Services& services, Call& call) {
    const auto id = captured<AccountId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [account = *id](store::ReadTx& tx) {
        return usecase::list_sessions(tx, account);
    };
    const auto sessions = co_await services.store.read(question);
    if (!sessions) co_return problem(sessions.error(), call.request_id());
    Json items = Json::array();
    for (const store::Session& session : *sessions)
        items.push_back(account_session_json(session, call.actor));
    co_return ok(page_json(std::move(items), ""));
}

asio::awaitable<net::Response> end_sessions(Services& services, Call& call) {
    const auto id = captured<AccountId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, account = *id](store::WriteTx& tx) {
        return usecase::end_sessions(tx, actor, account);
    };
    const auto ended = co_await services.store.write(job);
    co_return answer(call, ended);
}

}  // namespace kinhmoi::api

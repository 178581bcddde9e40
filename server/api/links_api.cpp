// SPDX-License-Identifier: Apache-2.0
#include "server/api/links_api.hpp"

#include "qr/qr_image.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/nullable.hpp"
#include "server/api/query.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/invited_agencies.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Result<usecase::StaffLinkForm> staff_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::StaffLinkForm form;
    form.role = in.required_word<Role>("role", parse_role);
    form.event = in.optional_id<EventId>("event");
    form.note = in.optional_text("note", {0, 300});
    form.expires_at = in.optional_instant("expires_at");
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

Result<usecase::AccessLinkForm> access_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::AccessLinkForm form;
    form.agency = in.id<AgencyId>("agency");
    form.note = in.optional_text("note", {0, 300});
    form.expires_at = in.optional_instant("expires_at");
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

Json person_json(const std::optional<AccountId>& id, const std::string& name) {
    if (!id) return nullptr;
    return {{"id", to_text(*id)}, {"display_name", name}};
}

Json link_json(const usecase::LinkView& view, Instant now) {
    const store::ActivationLink& link = view.link;
    Json agency = nullptr;
    if (link.agency) agency = {{"id", to_text(*link.agency)}, {"name", view.agency_name}};
    Json event = nullptr;
    if (link.event) event = {{"id", to_text(*link.event)}, {"title", view.event_title}};
    return {{"id", to_text(link.id)},
            {"state", usecase::name_of(usecase::link_state(link, now))},
            {"role", name_of(link.role)},
            {"agency", std::move(agency)},
            {"event", std::move(event)},
            {"note", link.note},
            {"created_at", rfc3339(link.created_at)},
            {"created_by", person_json(link.created_by, view.created_by_name)},
            {"expires_at", rfc3339(link.expires_at)},
            {"opened_at", time_or_null(link.opened_at)},
            {"used_at", time_or_null(link.used_at)},
            {"used_by", person_json(link.used_by, view.used_by_name)},
            {"revoked_at", time_or_null(link.revoked_at)}};
}

/// The one answer that holds the secret. It stands behind '#': browsers send that part to nobody.
net::Response made_json(const Services& services, const usecase::NewLink& made) {
    const store::ActivationLink& link = made.link;
    const std::string url = services.public_url + "/activate#" + made.secret.text();
    // Printed on the letter, hence the stronger correction.
    const qr::QrSymbol symbol = qr::make_symbol(url, qr::QrLevel::Q);
    return created({{"id", to_text(link.id)},
                    {"role", name_of(link.role)},
                    {"agency", id_or_null(link.agency)},
                    {"event", id_or_null(link.event)},
                    {"note", link.note},
                    {"expires_at", rfc3339(link.expires_at)},
                    {"code", made.secret.text()},
                    {"typed_code", made.typed_code.text()},
                    {"url", url},
                    {"qr_svg", qr::render_svg(symbol, {"Mã QR kích hoạt tài khoản",
                                                       /*side_mm=*/std::nullopt})}});
}

net::Response page_answer(const std::vector<usecase::LinkView>& views, int limit, Instant now) {
    return ok(page_of_items(
        views, limit, [now](const auto& view) { return link_json(view, now); },
        [](const auto& view) { return usecase::cursor_of(view); }));
}

Json invited_json(const usecase::InvitedAgency& item, Instant now) {
    return {{"agency", {{"id", to_text(item.agency.id)}, {"name", item.agency.name}}},
            {"lists", item.agency.lists},
            {"sent", item.agency.sent},
            {"link", item.link ? link_json(*item.link, now) : Json(nullptr)}};
}

Json invited_totals_json(const usecase::InvitedTotals& totals) {
    Json json = {{"agencies", totals.agencies}, {"none", totals.without_link}};
    for (const auto state : usecase::all_link_states) {
        const auto found = totals.by_state.find(state);
        json[usecase::name_of(state)] = found == totals.by_state.end() ? 0 : found->second;
    }
    json["unreached"] = totals.unreached;
    return json;
}

/// ?state= of the link, "none" for agencies without one; ?sent= all lists or not; ?search=
Result<usecase::InvitedFilter> invited_filter(const Call& call) {
    usecase::InvitedFilter filter;
    filter.search = call.request.query_value("search").value_or("");
    filter.without_link = call.request.query_value("state") == "none";
    if (!filter.without_link) {
        const auto state = query_word(call, "state", &usecase::parse_link_state);
        if (!state) return state.error();
        filter.state = *state;
    }
    const auto sent = query_word(call, "sent", &parse_truth);
    if (!sent) return sent.error();
    filter.has_sent_all = *sent;
    return filter;
}

}  // namespace

asio::awaitable<net::Response> list_links(Services& services, Call& call) {
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [wanted](store::ReadTx& tx) {
        return usecase::list_staff_links(tx, wanted);
    };
    const auto views = co_await services.store.read(question);
    co_return page_answer(views, page->limit, services.clock());
}

asio::awaitable<net::Response> create_link(Services& services, Call& call) {
    const auto form = staff_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const auto job = [actor = call.actor, wanted = *form](store::WriteTx& tx) {
        return usecase::create_staff_link(tx, actor, wanted);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return made_json(services, *made);
}

asio::awaitable<net::Response> revoke_link(Services& services, Call& call) {
    const auto id = captured<LinkId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, link = *id](store::WriteTx& tx) {
        return usecase::revoke_staff_link(tx, actor, link);
    };
    const auto revoked = co_await services.store.write(job);
    co_return answer(call, revoked);
}

asio::awaitable<net::Response> list_access_links(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [actor = call.actor, id = *event, wanted](store::ReadTx& tx) {
        return usecase::list_access_links(tx, actor, id, wanted);
    };
    const auto views = co_await services.store.read(question);
    if (!views) co_return problem(views.error(), call.request_id());
    co_return page_answer(*views, page->limit, services.clock());
}

asio::awaitable<net::Response> list_invited_agencies(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto filter = invited_filter(call);
    if (!filter) co_return problem(filter.error(), call.request_id());
    const auto after = query_id<AgencyId>(call, "cursor");
    if (!after) co_return problem(after.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto question = [actor = call.actor, id = *event, wanted = *filter, from = *after,
                           limit = page->limit](store::ReadTx& tx) {
        return usecase::invited_agencies(tx, actor, id, wanted, from, limit);
    };
    const auto found = co_await services.store.read(question);
    if (!found) co_return problem(found.error(), call.request_id());
    Json items = Json::array();
    for (const usecase::InvitedAgency& item : found->items)
        items.push_back(invited_json(item, services.clock()));
    co_return ok(page_json(std::move(items), found->next ? to_text(*found->next) : ""));
}

asio::awaitable<net::Response> get_invited_totals(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, id = *event](store::ReadTx& tx) {
        return usecase::invited_totals(tx, actor, id);
    };
    co_return answer(call, co_await services.store.read(question), invited_totals_json);
}

asio::awaitable<net::Response> create_access_link(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto form = access_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const auto job = [actor = call.actor, id = *event, wanted = *form](store::WriteTx& tx) {
        return usecase::create_access_link(tx, actor, id, wanted);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return made_json(services, *made);
}

asio::awaitable<net::Response> revoke_access_link(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto id = captured<LinkId>(call, 1);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, of = *event, link = *id](store::WriteTx& tx) {
        return usecase::revoke_access_link(tx, actor, of, link);
    };
    const auto revoked = co_await services.store.write(job);
    co_return answer(call, revoked);
}

}  // namespace kinhmoi::api

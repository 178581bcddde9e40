// SPDX-License-Identifier: Apache-2.0
#include "server/api/badges_api.hpp"

#include "qr/qr_image.hpp"
#include "qr/short_number.hpp"
#include "server/api/fields.hpp"
#include "server/api/nullable.hpp"
#include "server/api/pass_json.hpp"
#include "server/usecase/badges.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

constexpr std::size_t most_badges = 200;
constexpr const char* qr_title = "Mã QR tham dự";

struct Request {
    usecase::BadgeRequest badges;
    qr::QrLevel level = qr::QrLevel::Q;
    bool with_svg = true;
};

Result<Request> request_of(const Call& call, const EventId& event) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    FieldReader fields(in, nullptr);
    Request request;
    store::BadgeFilter& filter = request.badges.filter;
    filter.event = event;
    filter.list = in.optional_id<ListId>("list");
    fields.reference("site", filter.site);
    fields.reference("group", filter.group);
    fields.reference("agency", filter.agency);
    request.badges.delegates = chosen_delegates(in, most_badges);
    filter.sort = in.word("sort", &store::parse_delegate_sort, store::DelegateSort::protocol);
    fields.boolean("with_svg", request.with_svg, true);
    std::string level;
    fields.choice("level", level, {"Q", "M"});
    request.level = level == "M" ? qr::QrLevel::M : qr::QrLevel::Q;
    const auto limit = in.optional_integer("limit", 1, static_cast<std::int64_t>(most_badges));
    request.badges.limit = static_cast<int>(limit.value_or(static_cast<std::int64_t>(most_badges)));
    const std::string cursor = in.optional_text("cursor", {0, 64});
    request.badges.after = parse_id<PassId>(cursor);
    if (!cursor.empty() && !request.badges.after)
        in.fault("cursor", "not_a_cursor", {"không hợp lệ.", "is none of ours."});
    in.finish();
    if (in.faults().any()) return in.failure();
    return request;
}

Json badge_json(const Services& services, const Request& request, const usecase::Badge& badge) {
    const Pass& pass = badge.row.row.pass;
    const std::string url = pass_link(services, pass);
    Json svg;
    if (request.with_svg)
        svg = qr::render_svg(qr::make_symbol(url, request.level), {qr_title, std::nullopt});
    return {{"pass", to_text(pass.id)},
            {"delegate", to_text(pass.delegate)},
            {"list", id_or_null(badge.row.list)},
            {"label", badge.label},
            {"agency", to_text(badge.row.agency)},
            {"agency_name", badge.row.agency_name},
            {"group", to_text(pass.group)},
            {"group_label", badge.row.group_label},
            {"site", to_text(pass.site)},
            {"site_name", badge.row.site_name},
            {"position", badge.row.position},
            {"organization", badge.row.organization},
            {"seat", badge.row.seat},
            {"short_number", qr::format_short_number({pass.short_number})},
            {"issue", pass.issue},
            {"party_size", pass.party_size},
            {"is_minor", pass.is_minor},
            {"url", url},
            {"svg", std::move(svg)}};
}

struct Page {
    Json json;
    std::size_t count = 0;
};

Result<Page> page_of_badges(const Services& services, store::ReadTx& tx, const Actor& actor,
                            const Request& request) {
    const bool is_paged = request.badges.delegates.empty();
    const int limit = is_paged ? request.badges.limit : static_cast<int>(most_badges);
    usecase::BadgeRequest wanted = request.badges;
    wanted.limit = limit + 1;
    const auto found = usecase::badges(tx, actor, wanted);
    if (!found) return found.error();
    Page page;
    page.json = page_of_items(
        found->items, limit,
        [&](const usecase::Badge& badge) { return badge_json(services, request, badge); },
        [](const usecase::Badge& badge) { return to_text(badge.row.row.pass.id); });
    Json without = Json::array();
    for (const DelegateId& id : found->without) without.push_back(to_text(id));
    page.json["without_pass"] = std::move(without);
    page.count = page.json["items"].size();
    return page;
}

}  // namespace

asio::awaitable<net::Response> post_badges(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto request = request_of(call, *event);
    if (!request) co_return problem(request.error(), call.request_id());
    // Two hundred pictures take a while: on a reader's thread.
    const auto make = [&services, actor = call.actor, wanted = *request](store::ReadTx& tx) {
        return page_of_badges(services, tx, actor, wanted);
    };
    const auto page = co_await services.store.read(make);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto note = [actor = call.actor, wanted = request->badges,
                       count = page->count](store::WriteTx& tx) {
        return usecase::note_badges(tx, actor, wanted, count);
    };
    const auto noted = co_await services.store.write(note);
    if (!noted) co_return problem(noted.error(), call.request_id());
    co_return ok(page->json);
}

}  // namespace kinhmoi::api

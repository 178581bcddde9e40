// SPDX-License-Identifier: Apache-2.0
#include "server/api/quotas_api.hpp"

#include "server/api/fields.hpp"
#include "server/api/nullable.hpp"
#include "server/api/parts_api.hpp"
#include "server/api/place_query.hpp"
#include "server/api/respond.hpp"
#include "server/store/rows/extension_rows.hpp"
#include "server/usecase/extensions.hpp"
#include "server/usecase/quotas.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

Json sums_json(const usecase::QuotaSums& sums) {
    const QuotaArithmetic& all = sums.all;
    Json by_site = Json::array();
    for (const auto& [site, quotas, its] : sums.by_site) {
        by_site.push_back({{"site", to_text(site)},
                           {"quotas", quotas},
                           {"quotas_without_number", its.quotas_without_number},
                           {"units_assigned", its.units_assigned},
                           {"seats_assigned", its.seats_assigned},
                           {"capacity", number_or_null(its.capacity)},
                           {"seats_over_capacity", number_or_null(its.seats_over_capacity)}});
    }
    return {{"persons_assigned", all.persons_assigned},
            {"organizations_assigned", all.organizations_assigned},
            {"units_assigned", all.units_assigned},
            {"seats_assigned", all.seats_assigned},
            {"quotas_without_number", all.quotas_without_number},
            {"announced_total", number_or_null(all.announced_total)},
            {"unassigned", number_or_null(all.unassigned)},
            {"capacity", number_or_null(all.capacity)},
            {"sites_without_capacity", sums.sites_without_capacity},
            {"seats_over_capacity", number_or_null(all.seats_over_capacity)},
            {"by_site", std::move(by_site)}};
}

Json full_extension_json(const Extension& extension) {
    FieldWriter fields(nullptr, default_time_zone);
    fields.put("id", to_text(extension.id));
    fields.put("event", to_text(extension.event));
    fields.reference("agency", extension.agency);
    fields.deadline("deadline", extension.deadline);
    fields.put("deadline_text", deadline_text_vi(extension.deadline));
    fields.put("reason", extension.reason);
    fields.put("granted_at", rfc3339(extension.granted_at));
    fields.put("granted_by", to_text(extension.granted_by));
    return fields.take();
}

Result<usecase::MemberNumbers> member_numbers_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    FieldReader fields(in, nullptr);
    usecase::MemberNumbers numbers;
    fields.number("min", numbers.min, 0, 1'000'000);
    fields.number("max", numbers.max, 0, 1'000'000);
    in.finish();
    if (in.faults().any()) return in.failure();
    return numbers;
}

Result<usecase::ExtensionRequest> extension_request_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    FieldReader fields(in, nullptr);
    usecase::ExtensionRequest request;
    std::optional<Deadline> deadline;
    fields.reference("agency", request.agency);
    fields.deadline("deadline", deadline);
    fields.text("reason", request.reason, {1, 1000});
    in.finish();
    if (!in.has("deadline"))
        in.fault("deadline", "missing", {"là thông tin bắt buộc.", "is required."});
    if (in.faults().any()) return in.failure();
    request.deadline = deadline.value_or(Deadline{});
    return request;
}

}  // namespace

asio::awaitable<net::Response> get_quotas(Services& services, Call& call) {
    const auto place = place_of_query(call);
    if (!place) co_return problem(place.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [actor = call.actor, where = *place, wanted](store::ReadTx& tx) {
        return usecase::list_quotas(tx, actor, where, wanted);
    };
    const auto quotas = co_await services.store.read(question);
    if (!quotas) co_return problem(quotas.error(), call.request_id());
    co_return ok(page_of_items(*quotas, page->limit, part_json<Quota>,
                               [](const Quota& quota) { return store::cursor_of(quota); }));
}

asio::awaitable<net::Response> get_quota_sums(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, of = *event](store::ReadTx& tx) {
        return usecase::quota_sums(tx, actor, of);
    };
    const auto sums = co_await services.store.read(question);
    co_return answer(call, sums, sums_json);
}

asio::awaitable<net::Response> expand_quota(Services& services, Call& call) {
    const auto id = captured<QuotaId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto numbers = member_numbers_of(call);
    if (!numbers) co_return problem(numbers.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, each = *numbers](store::WriteTx& tx) {
        return usecase::expand_set(tx, actor, which, each);
    };
    const auto quotas = co_await services.store.write(job);
    co_return answer(call, quotas, [](const std::vector<Quota>& made) {
        Json items = Json::array();
        for (const Quota& quota : made) items.push_back(part_json(quota));
        return Json{{"items", std::move(items)}};
    });
}

asio::awaitable<net::Response> list_extensions(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [actor = call.actor, of = *event, wanted](store::ReadTx& tx) {
        return usecase::list_extensions(tx, actor, of, wanted);
    };
    const auto extensions = co_await services.store.read(question);
    if (!extensions) co_return problem(extensions.error(), call.request_id());
    co_return ok(page_of_items(*extensions, page->limit, full_extension_json,
                               [](const Extension& item) { return store::cursor_of(item); }));
}

asio::awaitable<net::Response> grant_extension(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto request = extension_request_of(call);
    if (!request) co_return problem(request.error(), call.request_id());
    const auto job = [actor = call.actor, of = *event, wanted = *request](store::WriteTx& tx) {
        return usecase::grant_extension(tx, actor, of, wanted);
    };
    const auto granted = co_await services.store.write(job);
    if (!granted) co_return problem(granted.error(), call.request_id());
    co_return created(full_extension_json(*granted));
}

}  // namespace kinhmoi::api

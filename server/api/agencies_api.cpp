// SPDX-License-Identifier: Apache-2.0
#include "server/api/agencies_api.hpp"

#include "server/api/entity_tag.hpp"
#include "server/api/event_fields.hpp"
#include "server/api/respond.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/usecase/agencies.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

Result<Agency> agency_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    Agency agency;
    FieldReader fields(in, nullptr);
    visit_agency(fields, agency);
    in.finish();
    if (in.faults().any()) return in.failure();
    return agency;
}

}  // namespace

Json agency_json(const Agency& agency) {
    FieldWriter fields(nullptr, default_time_zone);
    fields.put("id", to_text(agency.id));
    visit_agency(fields, agency);
    return tagged(fields.take());
}

asio::awaitable<net::Response> list_agencies(Services& services, Call& call) {
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const std::string search(call.request.query_value("search").value_or(""));
    const auto question = [search, wanted](store::ReadTx& tx) {
        return store::load_agencies(tx, search, wanted);
    };
    const auto agencies = co_await services.store.read(question);
    co_return ok(page_of_items(agencies, page->limit, agency_json,
                               [](const Agency& agency) { return store::cursor_of(agency); }));
}

asio::awaitable<net::Response> create_agency(Services& services, Call& call) {
    const auto agency = agency_of(call);
    if (!agency) co_return problem(agency.error(), call.request_id());
    const auto job = [actor = call.actor, wanted = *agency](store::WriteTx& tx) {
        return usecase::create_agency(tx, actor, wanted);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return created(agency_json(*made));
}

asio::awaitable<net::Response> get_agency(Services& services, Call& call) {
    const auto id = captured<AgencyId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [which = *id](store::ReadTx& tx) {
        return usecase::get_agency(tx, which);
    };
    const auto agency = co_await services.store.read(question);
    co_return answer(call, agency, agency_json);
}

asio::awaitable<net::Response> put_agency(Services& services, Call& call) {
    const auto id = captured<AgencyId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto agency = agency_of(call);
    if (!agency) co_return problem(agency.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, wanted = *agency,
                      as_seen = seen(call, agency_json)](store::WriteTx& tx) {
        return usecase::update_agency(tx, actor, which, wanted, as_seen);
    };
    const auto changed = co_await services.store.write(job);
    co_return answer(call, changed, agency_json);
}

asio::awaitable<net::Response> delete_agency(Services& services, Call& call) {
    const auto id = captured<AgencyId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id,
                      as_seen = seen(call, agency_json)](store::WriteTx& tx) {
        return usecase::delete_agency(tx, actor, which, as_seen);
    };
    const auto deleted = co_await services.store.write(job);
    co_return answer(call, deleted);
}

}  // namespace kinhmoi::api

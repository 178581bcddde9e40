// SPDX-License-Identifier: Apache-2.0
#include "server/api/parts_api.hpp"

#include "server/api/entity_tag.hpp"
#include "server/api/part_fields.hpp"
#include "server/api/respond.hpp"
#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/store/rows/task_rows.hpp"
#include "server/usecase/event_parts.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

template <class Part>
Result<Part> part_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    Part part;
    FieldReader fields(in, nullptr);
    visit_part(fields, part);
    in.finish();
    if (in.faults().any()) return in.failure();
    return part;
}

}  // namespace

template <class Part>
Json part_json(const Part& part) {
    FieldWriter fields(nullptr, default_time_zone);
    fields.put("id", to_text(part.id));
    fields.put("event", to_text(part.event));
    visit_part(fields, part);
    return tagged(fields.take());
}

template <class Part>
asio::awaitable<net::Response> get_parts(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [actor = call.actor, of = *event, wanted](store::ReadTx& tx) {
        return usecase::list_parts<Part>(tx, actor, of, wanted);
    };
    const auto parts = co_await services.store.read(question);
    if (!parts) co_return problem(parts.error(), call.request_id());
    co_return ok(page_of_items(*parts, page->limit, part_json<Part>,
                               [](const Part& part) { return store::cursor_of(part); }));
}

template <class Part>
asio::awaitable<net::Response> get_part(Services& services, Call& call) {
    const auto id = captured<usecase::IdOf<Part>>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, which = *id](store::ReadTx& tx) {
        return usecase::get_part<Part>(tx, actor, which);
    };
    const auto part = co_await services.store.read(question);
    co_return answer(call, part, part_json<Part>);
}

template <class Part>
asio::awaitable<net::Response> post_part(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto part = part_of<Part>(call);
    if (!part) co_return problem(part.error(), call.request_id());
    const auto job = [actor = call.actor, of = *event, wanted = *part](store::WriteTx& tx) {
        return usecase::create_part<Part>(tx, actor, of, wanted);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return created(part_json(*made));
}

template <class Part>
asio::awaitable<net::Response> put_part(Services& services, Call& call) {
    const auto id = captured<usecase::IdOf<Part>>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto part = part_of<Part>(call);
    if (!part) co_return problem(part.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, wanted = *part,
                      as_seen = seen(call, part_json<Part>)](store::WriteTx& tx) {
        return usecase::update_part<Part>(tx, actor, which, wanted, as_seen);
    };
    const auto changed = co_await services.store.write(job);
    co_return answer(call, changed, part_json<Part>);
}

template <class Part>
asio::awaitable<net::Response> delete_part(Services& services, Call& call) {
    const auto id = captured<usecase::IdOf<Part>>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id,
                      as_seen = seen(call, part_json<Part>)](store::WriteTx& tx) {
        return usecase::delete_part<Part>(tx, actor, which, as_seen);
    };
    const auto deleted = co_await services.store.write(job);
    co_return answer(call, deleted);
}

#define INSTANTIATE(Part)                                                      \
    template Json part_json<Part>(const Part&);                                \
    template asio::awaitable<net::Response> get_part<Part>(Services&, Call&);  \
    template asio::awaitable<net::Response> post_part<Part>(Services&, Call&); \
    template asio::awaitable<net::Response> put_part<Part>(Services&, Call&);  \
    template asio::awaitable<net::Response> delete_part<Part>(Services&, Call&)

#define INSTANTIATE_LIST(Part) \
    template asio::awaitable<net::Response> get_parts<Part>(Services&, Call&)

INSTANTIATE(Site);
INSTANTIATE(Gate);
INSTANTIATE(ParticipantGroup);
INSTANTIATE(Quota);
INSTANTIATE(Contact);
INSTANTIATE(Task);
INSTANTIATE(Document);
INSTANTIATE(Livestream);

// Quotas are listed by place: quotas_api.
INSTANTIATE_LIST(Site);
INSTANTIATE_LIST(Gate);
INSTANTIATE_LIST(ParticipantGroup);
INSTANTIATE_LIST(Contact);
INSTANTIATE_LIST(Task);
INSTANTIATE_LIST(Document);
INSTANTIATE_LIST(Livestream);

#undef INSTANTIATE_LIST
#undef INSTANTIATE

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
#include "server/api/events_api.hpp"

#include "server/api/entity_tag.hpp"
#include "server/api/event_fields.hpp"
#include "server/api/respond.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/events.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

Result<Event> event_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    Event event;
    FieldReader fields(in, nullptr);
    visit_event(fields, event);
    in.finish();
    if (in.faults().any()) return in.failure();
    return event;
}

}  // namespace

Json event_json(const Event& event) {
    FieldWriter fields(nullptr, event.time_zone);
    fields.put("id", to_text(event.id));
    visit_event(fields, event);
    const DoorWindow doors = door_window(event);
    std::optional<Instant> late;
    if (event.deadline) late = late_from(*event.deadline, event.time_zone);
    fields.instant("late_from", late);
    fields.put("deadline_text",
               event.deadline ? Json(deadline_text_vi(*event.deadline)) : Json(nullptr));
    fields.put("door_window", {{"opens_at", rfc3339_local(doors.opens_at, event.time_zone)},
                               {"closes_at", rfc3339_local(doors.closes_at, event.time_zone)}});
    return tagged(fields.take());
}

asio::awaitable<net::Response> list_events(Services& services, Call& call) {
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [actor = call.actor, wanted](store::ReadTx& tx) {
        return store::list_events(tx, actor, wanted);
    };
    const auto events = co_await services.store.read(question);
    co_return ok(page_of_items(events, page->limit, event_json,
                               [](const Event& event) { return store::cursor_of(event); }));
}

asio::awaitable<net::Response> create_event(Services& services, Call& call) {
    const auto event = event_of(call);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto job = [actor = call.actor, wanted = *event](store::WriteTx& tx) {
        return usecase::create_event(tx, actor, wanted);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return created(event_json(*made));
}

asio::awaitable<net::Response> get_event(Services& services, Call& call) {
    const auto id = captured<EventId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, which = *id](store::ReadTx& tx) {
        return usecase::get_event(tx, actor, which);
    };
    const auto event = co_await services.store.read(question);
    co_return answer(call, event, event_json);
}

asio::awaitable<net::Response> put_event(Services& services, Call& call) {
    const auto id = captured<EventId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto event = event_of(call);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, wanted = *event,
                      as_seen = seen(call, event_json)](store::WriteTx& tx) {
        return usecase::update_event(tx, actor, which, wanted, as_seen);
    };
    const auto changed = co_await services.store.write(job);
    co_return answer(call, changed, event_json);
}

asio::awaitable<net::Response> delete_event(Services& services, Call& call) {
    const auto id = captured<EventId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id,
                      as_seen = seen(call, event_json)](store::WriteTx& tx) {
        return usecase::delete_event(tx, actor, which, as_seen);
    };
    const auto deleted = co_await services.store.write(job);
    co_return answer(call, deleted);
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
#include "server/api/event_copy_api.hpp"

#include "common/base/limits.hpp"
#include "server/api/events_api.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/event_copy.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

asio::awaitable<net::Response> copy_event(Services& services, Call& call) {
    const auto source = captured<EventId>(call, 0);
    if (!source) co_return problem(source.error(), call.request_id());
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    ObjectReader in(*body);
    usecase::CopyForm form;
    form.code = in.text("code", {1, limits::code_text});
    form.title = in.optional_text("title", {0, 500});
    form.starts_at = in.instant("starts_at");
    in.finish();
    if (in.faults().any()) co_return problem(in.failure(), call.request_id());
    const auto job = [actor = call.actor, id = *source, form](store::WriteTx& tx) {
        return usecase::copy_event(tx, actor, id, form);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return created(event_json(*made));
}

}  // namespace kinhmoi::api

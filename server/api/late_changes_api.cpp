// SPDX-License-Identifier: Apache-2.0
// Late change requests: JSON to use cases and back.
#include "server/api/late_changes_api.hpp"

#include <algorithm>

#include "common/base/limits.hpp"
#include "server/api/lists_json.hpp"
#include "server/api/query.hpp"
#include "server/api/respond.hpp"
#include "server/api/view_note.hpp"
#include "server/usecase/late_changes.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

Json change_json(const LateChange& change) {
    return late_change_json(change, default_time_zone);
}

Json entry_json(const store::LateChangeEntry& entry) {
    Json out = change_json(entry.change);
    out["delegate_label"] = entry.delegate_label;
    out["agency"] = to_text(entry.agency);
    out["agency_name"] = entry.agency_name;
    out["group_label"] = entry.group_label;
    return out;
}

Result<std::string> note_of(const Call& call, std::size_t min) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    std::string note = min > 0 ? in.text("note", {min, limits::reason_text})
                               : in.optional_text("note", {0, limits::reason_text});
    in.finish();
    if (in.faults().any()) return in.failure();
    return note;
}

using Decision = Result<LateChange> (*)(store::WriteTx&, const Actor&, const LateChangeId&,
                                        const std::string&);

asio::awaitable<net::Response> decide(Services& services, Call& call, std::size_t min_note,
                                      Decision decision) {
    const auto id = captured<LateChangeId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto note = note_of(call, min_note);
    if (!note) co_return problem(note.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, text = *note, decision](store::WriteTx& tx) {
        return decision(tx, actor, which, text);
    };
    const auto change = co_await services.store.write(job);
    co_return answer(call, change, change_json);
}

}  // namespace

asio::awaitable<net::Response> get_late_changes(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto state = query_word(call, "state", &parse_late_change_state);
    if (!state) co_return problem(state.error(), call.request_id());
    const auto before = query_id<LateChangeId>(call, "cursor");
    if (!before) co_return problem(before.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto question = [actor = call.actor, which = *event, wanted = *state, from = *before,
                           limit = page->limit](store::ReadTx& tx) {
        return usecase::list_late_changes(tx, actor, which, wanted, from, limit + 1);
    };
    const auto changes = co_await services.store.read(question);
    if (!changes) co_return problem(changes.error(), call.request_id());
    if (!changes->empty())
        co_await note_view(services, call, seen_delegates, *event, to_text(*event),
                           std::any_of(changes->begin(), changes->end(),
                                       [](const auto& e) { return e.is_minor; }));
    co_return ok(page_of_items(*changes, page->limit, entry_json,
                               [](const auto& entry) { return to_text(entry.change.id); }));
}

asio::awaitable<net::Response> accept_late_change(Services& services, Call& call) {
    return decide(services, call, 0, &usecase::accept_late_change);
}

asio::awaitable<net::Response> refuse_late_change(Services& services, Call& call) {
    return decide(services, call, 1, &usecase::refuse_late_change);
}

}  // namespace kinhmoi::api

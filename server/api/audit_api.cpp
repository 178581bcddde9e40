// SPDX-License-Identifier: Apache-2.0
#include "server/api/audit_api.hpp"

#include <charconv>

#include "common/base/faults.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/nullable.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/event_log.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Failure bad_parameter(const char* path) {
    return invalid({{path, "malformed", {"không đúng dạng.", "is not of the right form."}}});
}

Result<usecase::AuditFilter> audit_filter(const Call& call) {
    const auto page = page_of(call);
    if (!page) return page.error();
    usecase::AuditFilter filter;
    filter.limit = page->limit + 1;
    filter.action = call.request.query_value("action").value_or("");
    if (const auto text = call.request.query_value("event")) {
        filter.event = parse_id<EventId>(*text);
        if (!filter.event) return bad_parameter("?event");
    }
    if (page->cursor.empty()) return filter;
    const char* last = page->cursor.data() + page->cursor.size();
    const auto [end, error] = std::from_chars(page->cursor.data(), last, filter.before);
    if (error != std::errc{} || end != last || filter.before < 1) return bad_parameter("?cursor");
    return filter;
}

Json or_null(const std::string& name) {
    return name.empty() ? Json(nullptr) : Json(name);
}

Json line_json(const usecase::LogLine& line) {
    const store::AuditEntry& entry = line.entry;
    return {{"seq", entry.seq},          {"at", rfc3339(entry.at)},
            {"actor", entry.actor},      {"actor_name", or_null(line.actor_name)},
            {"action", entry.action},    {"event", id_or_null(entry.event)},
            {"subject", entry.subject},  {"subject_name", or_null(line.subject_name)},
            {"detail", entry.detail},    {"request_id", entry.request_id},
            {"hash", to_hex(entry.hash)}};
}

std::string cursor_of(const usecase::LogLine& line) {
    return std::to_string(line.entry.seq);
}

}  // namespace

asio::awaitable<net::Response> list_audit(Services& services, Call& call) {
    const auto filter = audit_filter(call);
    if (!filter) co_return problem(filter.error(), call.request_id());
    const auto question = [actor = call.actor, wanted = *filter](store::ReadTx& tx) {
        return usecase::with_names(tx, actor, usecase::list_audit(tx, wanted));
    };
    const auto lines = co_await services.store.read(question);
    co_return ok(page_of_items(lines, filter->limit - 1, line_json, cursor_of));
}

asio::awaitable<net::Response> list_event_log(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    auto filter = audit_filter(call);
    if (!filter) co_return problem(filter.error(), call.request_id());
    filter->event = *event;
    const auto question = [actor = call.actor, wanted = *filter](store::ReadTx& tx) {
        return usecase::list_event_log(tx, actor, wanted);
    };
    const auto lines = co_await services.store.read(question);
    if (!lines) co_return problem(lines.error(), call.request_id());
    co_return ok(page_of_items(*lines, filter->limit - 1, line_json, cursor_of));
}

}  // namespace kinhmoi::api

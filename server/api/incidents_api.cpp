// SPDX-License-Identifier: Apache-2.0
#include "server/api/incidents_api.hpp"

#include "server/api/json_reader.hpp"
#include "server/api/nullable.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/incidents.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Json incident_json(const usecase::IncidentView& view) {
    const store::IncidentRow& row = view.row;
    const Incident& incident = row.incident;
    const Message title = incident_title(incident.kind);
    Json scans = Json::array();
    for (const ScanId& scan : incident.scans) scans.push_back(to_text(scan));
    return {
        {"id", to_text(row.id)},
        {"kind", name_of(incident.kind)},
        {"title", {{"vi", title.vi}, {"en", title.en}}},
        {"state", name_of(row.state)},
        {"pass_id", id_or_null(incident.pass)},
        {"device_id", id_unless_nil(incident.device)},
        {"device_label", view.device_label},
        {"gate_id", id_unless_nil(incident.gate)},
        {"gate_name", view.gate_name},
        {"scans", std::move(scans)},
        {"reason", incident.reason},
        {"opened_at", rfc3339(incident.opened_at)},
        {"resolved_at", time_or_null(row.resolved_at)},
        {"resolved_by", id_or_null(row.resolved_by)},
        {"note", row.note},
    };
}

Failure unknown_filter(const char* name) {
    return Failure(FailureKind::invalid,
                   {std::string("Tham số ") + name + " không đúng.",
                    std::string("The parameter ") + name + " is not right."},
                   {{std::string("?") + name, "unknown_word", {"không đúng.", "is not right."}}});
}

}  // namespace

Json door_incident_json(const store::IncidentRow& row) {
    const Incident& incident = row.incident;
    const Message title = incident_title(incident.kind);
    return {{"id", to_text(row.id)},
            {"kind", name_of(incident.kind)},
            {"title", {{"vi", title.vi}, {"en", title.en}}},
            {"state", name_of(row.state)},
            {"pass_id", id_or_null(incident.pass)},
            {"device_id", id_unless_nil(incident.device)},
            {"gate_id", id_unless_nil(incident.gate)},
            {"opened_at", rfc3339(incident.opened_at)}};
}

asio::awaitable<net::Response> list_incidents(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    std::optional<IncidentId> after;
    if (!page->cursor.empty()) {
        after = parse_id<IncidentId>(page->cursor);
        if (!after) co_return problem(unknown_filter("cursor"), call.request_id());
    }
    std::optional<store::IncidentState> state;
    if (const auto word = call.request.query_value("state")) {
        state = store::parse_incident_state(*word);
        if (!state) co_return problem(unknown_filter("state"), call.request_id());
    }
    const auto question = [&](store::ReadTx& tx) {
        return usecase::list_incidents(tx, call.actor, *event, state, after, page->limit + 1);
    };
    const auto views = co_await services.store.read(question);
    co_return answer(call, views, [&](const auto& found) {
        return page_of_items(found, page->limit, incident_json,
                             [](const auto& view) { return to_text(view.row.id); });
    });
}

asio::awaitable<net::Response> resolve_incident(Services& services, Call& call) {
    const auto id = captured<IncidentId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    ObjectReader in(*body);
    const std::string note = in.text("note", {1, 1000});
    in.finish();
    if (in.faults().any()) co_return problem(in.failure(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::resolve_incident(tx, call.actor, *id, note);
    };
    const auto resolved = co_await services.store.write(job);
    co_return answer(call, resolved, incident_json);
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
#include "server/api/live_json.hpp"

#include <algorithm>

#include "server/api/report_json.hpp"

namespace kinhmoi::api {
namespace {

using usecase::IncidentView;
using usecase::LiveArrival;
using usecase::LiveView;
using Lines = std::vector<usecase::ReportLine>;

Json bucket_json(Instant at, int count, const std::string& zone) {
    return {{"at", rfc3339_local(at, zone)}, {"count", count}};
}

Json arrival_json(const LiveArrival& arrival, const std::string& zone) {
    return {{"id", to_text(arrival.scan)},
            {"at", rfc3339_local(arrival.at, zone)},
            {"name", arrival.name},
            {"group", arrival.group_label},
            {"agency", arrival.agency_name},
            {"site", arrival.site_name},
            {"gate", arrival.gate_name},
            {"count", arrival.present},
            {"is_walk_in", arrival.is_walk_in}};
}

/// No reason: it is typed at a door and may name somebody.
Json incident_json(const IncidentView& view, const std::string& zone) {
    const Message title = incident_title(view.row.incident.kind);
    return {{"id", to_text(view.row.id)},
            {"kind", name_of(view.row.incident.kind)},
            {"title", {{"vi", title.vi}, {"en", title.en}}},
            {"gate", view.gate_name},
            {"door", view.device_label},
            {"opened_at", rfc3339_local(view.row.incident.opened_at, zone)}};
}

Json changed_lines(const Lines& before, const Lines& after) {
    Json out = Json::array();
    for (std::size_t i = 0; i < after.size(); ++i)
        if (before[i] != after[i]) out.push_back(line_json(after[i]));
    return out;
}

bool same_names(const Lines& a, const Lines& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.id == y.id && x.code == y.code && x.name == y.name;
    });
}

Json changed_buckets(const LiveView& before, const LiveView& after) {
    Json out = Json::array();
    for (const auto& [at, count] : after.arrivals) {
        const auto known = before.arrivals.find(at);
        if (known == before.arrivals.end() || known->second != count)
            out.push_back(bucket_json(at, count, after.time_zone));
    }
    for (const auto& bucket : before.arrivals) {
        if (!after.arrivals.contains(bucket.first))
            out.push_back(bucket_json(bucket.first, 0, after.time_zone));
    }
    return out;
}

/// {"put": […], "gone": [id, …]} of two short lists; null when they are alike.
template <class Item, class Id, class Make>
Json changed_items(const std::vector<Item>& before, const std::vector<Item>& after, Id id,
                   Make make) {
    const auto find = [&](const std::vector<Item>& all, const Item& item) {
        return std::find_if(all.begin(), all.end(),
                            [&](const Item& other) { return id(other) == id(item); });
    };
    Json put = Json::array();
    for (const Item& item : after) {
        const auto known = find(before, item);
        if (known == before.end() || make(*known) != make(item)) put.push_back(make(item));
    }
    Json gone = Json::array();
    for (const Item& item : before)
        if (find(after, item) == after.end()) gone.push_back(to_text(id(item)));
    if (put.empty() && gone.empty()) return nullptr;
    return {{"put", std::move(put)}, {"gone", std::move(gone)}};
}

void add_if_any(Json& out, const char* key, Json value) {
    if (!value.is_null() && !value.empty()) out[key] = std::move(value);
}

}  // namespace

Json live_json(const LiveView& view) {
    Json out = report_json(view.report);
    out["event"]["time_zone"] = view.time_zone;
    out["event"]["starts_at"] = rfc3339_local(view.starts_at, view.time_zone);
    Json arrivals = Json::array();
    for (const auto& [at, count] : view.arrivals)
        arrivals.push_back(bucket_json(at, count, view.time_zone));
    out["arrivals"] = std::move(arrivals);
    Json latest = Json::array();
    for (const LiveArrival& arrival : view.latest)
        latest.push_back(arrival_json(arrival, view.time_zone));
    out["latest"] = std::move(latest);
    out["open_incidents"] = view.open_incidents;
    Json incidents = Json::array();
    for (const IncidentView& incident : view.incidents)
        incidents.push_back(incident_json(incident, view.time_zone));
    out["incidents"] = std::move(incidents);
    return out;
}

bool has_same_lines(const LiveView& before, const LiveView& after) {
    return before.report.event_code == after.report.event_code &&
           before.report.event_title == after.report.event_title &&
           before.time_zone == after.time_zone && before.starts_at == after.starts_at &&
           same_names(before.report.by_site, after.report.by_site) &&
           same_names(before.report.by_group, after.report.by_group) &&
           same_names(before.report.by_agency, after.report.by_agency);
}

Json live_change_json(const LiveView& before, const LiveView& after) {
    Json out = Json::object();
    if (before.report.total != after.report.total) out["total"] = counts_json(after.report.total);
    add_if_any(out, "by_site", changed_lines(before.report.by_site, after.report.by_site));
    add_if_any(out, "by_group", changed_lines(before.report.by_group, after.report.by_group));
    add_if_any(out, "by_agency", changed_lines(before.report.by_agency, after.report.by_agency));
    add_if_any(out, "arrivals", changed_buckets(before, after));
    const std::string& zone = after.time_zone;
    add_if_any(out, "latest",
               changed_items(
                   before.latest, after.latest, [](const auto& item) { return item.scan; },
                   [&](const auto& item) { return arrival_json(item, zone); }));
    if (before.open_incidents != after.open_incidents) out["open_incidents"] = after.open_incidents;
    add_if_any(out, "incidents",
               changed_items(
                   before.incidents, after.incidents, [](const auto& item) { return item.row.id; },
                   [&](const auto& item) { return incident_json(item, zone); }));
    if (out.empty()) return nullptr;
    out["as_of"] = rfc3339(after.report.as_of);
    return out;
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
#include "server/api/door_json.hpp"

#include "qr/key_ring.hpp"
#include "qr/short_number.hpp"
#include "server/api/incidents_api.hpp"
#include "server/api/nullable.hpp"

namespace kinhmoi::api {
namespace {

Json door_event_json(const Event& event) {
    const DoorWindow window = door_window(event);
    return {{"id", to_text(event.id)},
            {"title", event.title},
            {"time_zone", event.time_zone},
            {"starts_at", rfc3339(event.starts_at)},
            {"ends_at", time_or_null(event.ends_at)},
            {"doors_open_at", rfc3339(window.opens_at)},
            {"doors_close_at", rfc3339(window.closes_at)},
            {"allows_reentry", event.allows_reentry},
            {"wipe_at",
             rfc3339(std::max(event_end(event), window.closes_at) + usecase::wipe_after_event_ms)}};
}

Json device_json(const DoorDevice& device) {
    return {{"id", to_text(device.id)},
            {"label", device.label},
            {"epoch", to_text(device.epoch)},
            {"site_id", to_text(device.site)},
            {"gate_id", to_text(device.gate)},
            {"enrolled_at", rfc3339(device.enrolled_at)},
            {"valid_from", rfc3339(device.valid_from)},
            {"valid_until", rfc3339(device.valid_until)}};
}

Json admission_fields(const usecase::DoorAdmission& admission) {
    return {{"inside", admission.inside},
            {"present", admission.present},
            {"visits", admission.visits},
            {"first_in_at", time_or_null(admission.first_in_at)},
            {"first_in_gate_id", id_or_null(admission.first_in_gate)}};
}

Json admission_json(const usecase::DoorAdmission& admission) {
    Json out = {{"pass_id", to_text(admission.pass)}};
    out.update(admission_fields(admission));
    return out;
}

Json pass_json(const usecase::DoorPass& pass) {
    Json out = {{"pass_id", to_text(pass.id)},
                {"issue", pass.issue},
                {"min_issue", pass.min_issue},
                {"site_id", to_text(pass.site)}};
    if (!pass.holder) return out;
    const auto& holder = *pass.holder;
    const qr::ShortNumber number{holder.short_number};
    out["holder"] = {{"label", holder.label},
                     {"group", holder.group_label},
                     {"agency", holder.agency},
                     {"seat", holder.seat},
                     {"note", holder.note},
                     {"is_minor", holder.is_minor},
                     {"party_size", holder.party_size},
                     {"short_number", qr::short_number_digits(number)},
                     {"status", name_of(holder.status)},
                     {"admission", admission_fields(holder.admission)}};
    return out;
}

Json passes_json(const std::vector<usecase::DoorPass>& passes) {
    Json list = Json::array();
    for (const auto& pass : passes) list.push_back(pass_json(pass));
    return list;
}

}  // namespace

Json door_view_json(const usecase::DoorView& view) {
    const store::DeviceHealth& health = view.row.health;
    Json out = device_json(view.row.device);
    out.erase("epoch");
    out.update(Json{{"site_name", view.site_name},
                    {"gate_name", view.gate_name},
                    {"standing", name_of(view.standing)},
                    {"revoked_at", time_or_null(view.row.device.revoked_at)},
                    {"last_seen_at", time_or_null(health.last_seen_at)},
                    {"queue_length", number_or_null(health.queue_length)},
                    {"list_version", number_or_null(health.list_version)},
                    {"list_age_s", number_or_null(health.list_age_s)},
                    {"offset_ms", number_or_null(health.offset_ms)},
                    {"app_version", health.app_version}});
    return out;
}

Json door_setting_json(const usecase::DoorSetting& setting, const std::string& own_host) {
    Json sites = Json::array();
    for (const Site& site : setting.sites)
        sites.push_back({{"id", to_text(site.id)}, {"name", site.name}});
    Json gates = Json::array();
    for (const Gate& gate : setting.gates) {
        gates.push_back(
            {{"id", to_text(gate.id)}, {"site_id", to_text(gate.site)}, {"name", gate.name}});
    }
    Json keys = Json::array();
    for (const auto& key : setting.keys) {
        keys.push_back({{"kid", key.kid},
                        {"public_key", to_hex(key.public_key)},
                        {"state", qr::key_state_name(key.state)}});
    }
    Json quotas = Json::array();
    for (const auto& quota : setting.walk_in_quotas)
        quotas.push_back({{"id", to_text(quota.id)}, {"label", quota.label}});
    return {{"host", own_host},
            {"event", door_event_json(setting.event)},
            {"device", device_json(setting.device)},
            {"sites", std::move(sites)},
            {"gates", std::move(gates)},
            {"keys", std::move(keys)},
            {"walk_in_quotas", std::move(quotas)}};
}

Json hello_json(const usecase::HelloAnswer& hello, Instant now) {
    Json missing = Json::array();
    for (const auto& range : hello.missing)
        missing.push_back({{"first", range.first}, {"last", range.last}});
    return {{"server_time_ms", now.ms},
            {"standing", name_of(hello.standing)},
            {"must_wipe", hello.must_wipe},
            {"missing", std::move(missing)},
            {"doors_open_at", rfc3339(hello.window.opens_at)},
            {"doors_close_at", rfc3339(hello.window.closes_at)},
            {"valid_from", rfc3339(hello.valid_from)},
            {"valid_until", rfc3339(hello.valid_until)},
            {"list_version", hello.list_version}};
}

Json snapshot_json(const usecase::DoorSnapshotPage& page, const std::string& own_host,
                   Instant now) {
    return {{"server_time_ms", now.ms},
            {"version", page.version},
            {"setting", page.setting ? door_setting_json(*page.setting, own_host) : Json(nullptr)},
            {"passes", passes_json(page.passes)},
            {"next_cursor", page.next_cursor.empty() ? Json(nullptr) : Json(page.next_cursor)},
            {"count", page.count},
            {"sha256", to_hex(page.hash)}};
}

Json changes_json(const usecase::DoorChanges& changes, const std::string& own_host, Instant now) {
    Json stopped = Json::array();
    for (const auto& one : changes.revocations)
        stopped.push_back({{"pass_id", to_text(one.pass)}, {"min_issue", one.min_issue}});
    Json admissions = Json::array();
    for (const auto& one : changes.admissions) admissions.push_back(admission_json(one));
    Json incidents = Json::array();
    for (const auto& row : changes.incidents) incidents.push_back(door_incident_json(row));
    return {{"server_time_ms", now.ms},
            {"version", changes.version},
            {"is_too_old", changes.is_too_old},
            {"has_more", changes.has_more},
            {"revocations", std::move(stopped)},
            {"setting",
             changes.setting ? door_setting_json(*changes.setting, own_host) : Json(nullptr)},
            {"passes", passes_json(changes.passes)},
            {"admissions", std::move(admissions)},
            {"incidents", std::move(incidents)}};
}

}  // namespace kinhmoi::api

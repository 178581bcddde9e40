// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/doors.hpp"

#include <algorithm>
#include <map>

#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/scan_effect.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr int most_missing_ranges = 100;

Failure used_code() {
    return Failure(
        FailureKind::gone,
        {"Mã ghép thiết bị không đúng, đã được dùng hoặc đã hết hạn. Đề nghị ban tổ chức "
         "tạo mã mới.",
         "This code is wrong, used or expired. Ask the organizer for a new one."});
}

Failure no_such_door() {
    return Failure(FailureKind::not_found, {"Không tìm thấy thiết bị này.", "No such device."});
}

/// The event, if the actor may set up its doors.
Result<Event> managed_event(store::ReadTx& tx, const Actor& actor, const EventId& id) {
    auto event = store::find_event(tx, actor, id);
    if (!event || !actor.may_manage(id)) return no_such_event();
    return std::move(*event);
}

Instant gone_at(const DoorDevice& device) {
    const Instant last =
        device.revoked_at ? std::min(*device.revoked_at, device.valid_until) : device.valid_until;
    return last + device_backlog_ms;
}

bool must_wipe(const store::Door& door, const Event& event, const HelloForm& form,
               const HelloAnswer& answer) {
    if (answer.standing == DeviceStanding::backlog_only) return true;
    const Instant last = std::max(event_end(event), door.window.closes_at);
    if (answer.now < last + wipe_after_event_ms) return false;
    return form.queue_length == 0 && answer.missing.empty();
}

}  // namespace

Result<EnrolmentOffer> offer_enrolment(store::WriteTx& tx, const Actor& actor, const EventId& id,
                                       const EnrolmentForm& form) {
    const auto event = managed_event(tx, actor, id);
    if (!event) return event.error();
    const auto gate = store::load_gate(tx, form.gate);
    if (!gate || gate->event != id) {
        return fault_at("/gate_id", "unknown_reference",
                        {"không phải cửa của sự kiện này.", "is not a gate of this event."});
    }
    const DoorWindow window = door_window(*event);
    store::EnrolmentCode row;
    row.valid_from = form.valid_from.value_or(window.opens_at + -device_margin_ms);
    row.valid_until = form.valid_until.value_or(window.closes_at + device_margin_ms);
    if (row.valid_until <= row.valid_from || row.valid_until <= tx.now()) {
        return fault_at(
            "/valid_until", "out_of_range",
            {"phải ở tương lai và sau lúc bắt đầu.", "must be in the future and after the start."});
    }
    std::array<std::uint8_t, 10> random;
    tx.random_bytes(random);
    qr::Secret code = qr::typed_code_text(random);
    tx.random_bytes(row.id);
    row.secret = qr::hash_secret(code.text());
    row.event = id;
    row.gate = form.gate;
    row.label = form.label;
    row.created_at = tx.now();
    row.created_by = actor.account;
    row.expires_at = tx.now() + enrolment_code_ms;
    store::insert_enrolment_code(tx, row);
    audit(tx, actor, "door.offer", id, to_text(form.gate));
    return EnrolmentOffer{std::move(code), row.expires_at, row.valid_from, row.valid_until};
}

Result<EnrolledDoor> enrol(store::WriteTx& tx, std::string_view code,
                           const std::string& app_version) {
    const auto typed = qr::parse_typed_code(code);
    if (!typed) return used_code();
    const auto offer = store::enrolment_of_secret(tx, qr::hash_secret(typed->text()));
    if (!offer || offer->used_at || tx.now() >= offer->expires_at) return used_code();
    const auto gate = store::load_gate(tx, offer->gate);
    if (!gate) return used_code();
    DoorDevice device;
    device.id = tx.new_id<DeviceId>();
    device.event = offer->event;
    device.site = gate->site;
    device.gate = gate->id;
    device.label = offer->label;
    tx.random_bytes(device.epoch.bytes);
    device.enrolled_at = tx.now();
    device.valid_from = offer->valid_from;
    device.valid_until = offer->valid_until;
    std::array<std::uint8_t, 32> random;
    tx.random_bytes(random);
    qr::Secret token = qr::token_text(qr::TokenKind::device, random);
    store::insert_device(tx, device, qr::hash_secret(token.text()));
    store::DeviceHealth health;
    health.last_seen_at = tx.now();
    health.app_version = app_version;
    store::save_device_health(tx, device.id, health);
    store::set_enrolment_used(tx, *offer, device.id);
    tx.changes().touch(device.event);
    Actor actor;
    actor.role = Role::door;
    actor.device = device.id;
    audit(tx, actor, "door.enrol", device.event, to_text(device.id));
    return EnrolledDoor{std::move(token), std::move(device)};
}

Result<std::vector<DoorView>> list_doors(store::ReadTx& tx, const Actor& actor, const EventId& id) {
    if (!store::sees_event(tx, actor, id)) return no_such_event();
    std::map<GateId, std::string> gates;
    for (const Gate& gate : store::load_gates(tx, id)) gates[gate.id] = gate.name;
    std::map<SiteId, std::string> sites;
    for (const Site& site : store::load_sites(tx, id)) sites[site.id] = site.name;
    std::vector<DoorView> views;
    for (auto& row : store::devices_of_event(tx, id)) {
        DoorView view;
        view.standing = device_standing(row.device, tx.now());
        view.site_name = sites[row.device.site];
        view.gate_name = gates[row.device.gate];
        view.row = std::move(row);
        views.push_back(std::move(view));
    }
    return views;
}

Result<void> revoke_door(store::WriteTx& tx, const Actor& actor, const DeviceId& id) {
    const auto row = store::load_device(tx, id);
    if (!row || !managed_event(tx, actor, row->device.event)) return no_such_door();
    if (row->device.revoked_at) return {};
    store::set_device_revoked(tx, id);
    tx.changes().touch(row->device.event);
    audit(tx, actor, "door.revoke", row->device.event, to_text(id));
    return {};
}

std::optional<Caller> find_door_caller(store::ReadTx& tx, const SecretHash& secret) {
    const auto device = store::device_of_secret(tx, secret);
    if (!device || device_standing(*device, tx.now()) == DeviceStanding::gone) return std::nullopt;
    Caller caller;
    caller.actor.role = Role::door;
    caller.actor.event = device->event;
    caller.actor.device = device->id;
    caller.expires_at = gone_at(*device);
    return caller;
}

Result<store::Door> door_of(store::ReadTx& tx, const Actor& actor) {
    if (actor.device) {
        auto door = store::load_door(tx, *actor.device);
        if (door) return std::move(*door);
    }
    return Failure(FailureKind::unauthenticated, {"Thiết bị này chưa được ghép với sự kiện nào.",
                                                  "This device is not enrolled for any event."});
}

Result<HelloAnswer> greet(store::WriteTx& tx, const Actor& actor, const HelloForm& form) {
    const auto door = door_of(tx, actor);
    if (!door) return door.error();
    const DoorDevice& device = door->device;
    const auto event = store::load_event(tx, device.event);
    if (!event) return no_such_event();
    store::save_device_health(tx, device.id,
                              {tx.now(), form.queue_length, form.list_version, form.list_age_s,
                               form.offset_ms, form.app_version});
    // Not the event: a phone that says hello changes nothing that live pages must draw again.
    if (is_clock_suspect(form.offset_ms, form.drift_ms))
        report_incident(tx, device.event, clock_incident(device.id, device.epoch, tx.now()));
    HelloAnswer answer;
    answer.now = tx.now();
    answer.standing = device_standing(device, tx.now());
    if (form.epoch == device.epoch) {
        answer.missing = store::missing_numbers(tx, device.id, device.epoch, form.last_dseq,
                                                most_missing_ranges);
    }
    answer.window = door->window;
    answer.valid_from = device.valid_from;
    answer.valid_until = device.valid_until;
    answer.list_version = store::door_version(tx, device.event);
    answer.must_wipe = must_wipe(*door, *event, form, answer);
    return answer;
}

}  // namespace kinhmoi::usecase

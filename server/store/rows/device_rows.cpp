// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/device_rows.hpp"

#include "server/store/rows/door_memory.hpp"

namespace kinhmoi::store {
namespace {

#define DEVICE_COLUMNS                                                                     \
    "id, event_id, site_id, gate_id, label, epoch, enrolled_at, valid_from, valid_until, " \
    "revoked_at, last_seen_at, queue_length, list_version, list_age_s, offset_ms, app_version"

DeviceRow read_device(const Rows& rows) {
    DeviceRow row;
    DoorDevice& device = row.device;
    DeviceHealth& health = row.health;
    rows.read(device.id, device.event, device.site, device.gate, device.label, device.epoch,
              device.enrolled_at, device.valid_from, device.valid_until, device.revoked_at,
              health.last_seen_at, health.queue_length, health.list_version, health.list_age_s,
              health.offset_ms, health.app_version);
    return row;
}

}  // namespace

void insert_device(WriteTx& tx, const DoorDevice& device, const SecretHash& secret) {
    tx.execute(
        "INSERT INTO devices (id, event_id, site_id, gate_id, label, epoch, secret_hash, "
        "enrolled_at, valid_from, valid_until, app_version) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')",
        device.id, device.event, device.site, device.gate, device.label, device.epoch, secret,
        device.enrolled_at, device.valid_from, device.valid_until);
    tx.changes().devices = true;
}

std::optional<DeviceRow> load_device(ReadTx& tx, const DeviceId& id) {
    auto rows = tx.query("SELECT " DEVICE_COLUMNS " FROM devices WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_device(rows);
}

std::optional<Door> load_door(ReadTx& tx, const DeviceId& id) {
    DoorMemory* memory = DoorMemory::of(tx);
    if (memory) {
        if (const Door* known = memory->door(id)) return *known;
    }
    auto rows = tx.raw_query(
        "SELECT d.id, d.event_id, d.site_id, d.gate_id, d.label, d.epoch, d.enrolled_at, "
        "d.valid_from, d.valid_until, d.revoked_at, e.time_zone, e.starts_at, e.ends_at, "
        "e.doors_open_at, e.doors_close_at, e.allows_reentry "
        "FROM devices d JOIN events e ON e.id = d.event_id WHERE d.id = $1",
        id);
    if (!rows.next()) return std::nullopt;
    Door door;
    DoorDevice& device = door.device;
    Event event;
    rows.read(device.id, device.event, device.site, device.gate, device.label, device.epoch,
              device.enrolled_at, device.valid_from, device.valid_until, device.revoked_at,
              door.time_zone, event.starts_at, event.ends_at, event.doors_open_at,
              event.doors_close_at, door.allows_reentry);
    door.window = door_window(event);
    if (memory) memory->keep_door(id, door);
    return door;
}

std::optional<DoorDevice> device_of_secret(ReadTx& tx, const SecretHash& secret) {
    auto rows = tx.query("SELECT " DEVICE_COLUMNS " FROM devices WHERE secret_hash = $1", secret);
    if (!rows.next()) return std::nullopt;
    return read_device(rows).device;
}

std::vector<DeviceRow> devices_of_event(ReadTx& tx, const EventId& event) {
    auto rows = tx.query(
        "SELECT " DEVICE_COLUMNS " FROM devices WHERE event_id = $1 ORDER BY label, id", event);
    std::vector<DeviceRow> devices;
    while (rows.next()) devices.push_back(read_device(rows));
    return devices;
}

void set_device_revoked(WriteTx& tx, const DeviceId& id) {
    tx.execute("UPDATE devices SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL", tx.now(),
               id);
    tx.changes().devices = true;
}

void save_device_health(WriteTx& tx, const DeviceId& id, const DeviceHealth& health) {
    // Raw: what a phone tells of itself is no part of what scans are judged by.
    tx.raw_execute(
        "UPDATE devices SET last_seen_at = $1, queue_length = $2, list_version = $3, "
        "list_age_s = $4, offset_ms = $5, app_version = $6 WHERE id = $7",
        health.last_seen_at, health.queue_length, health.list_version, health.list_age_s,
        health.offset_ms, health.app_version, id);
}

void insert_enrolment_code(WriteTx& tx, const EnrolmentCode& code) {
    tx.execute(
        "INSERT INTO enrolment_codes (id, secret_hash, event_id, gate_id, label, valid_from, "
        "valid_until, created_at, created_by, expires_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        code.id, code.secret, code.event, code.gate, code.label, code.valid_from, code.valid_until,
        code.created_at, code.created_by, code.expires_at);
}

std::optional<EnrolmentCode> enrolment_of_secret(ReadTx& tx, const SecretHash& secret) {
    auto rows = tx.query(
        "SELECT id, secret_hash, event_id, gate_id, label, valid_from, valid_until, created_at, "
        "created_by, expires_at, used_at, device_id FROM enrolment_codes WHERE secret_hash = $1",
        secret);
    if (!rows.next()) return std::nullopt;
    EnrolmentCode code;
    rows.read(code.id, code.secret, code.event, code.gate, code.label, code.valid_from,
              code.valid_until, code.created_at, code.created_by, code.expires_at, code.used_at,
              code.device);
    return code;
}

void set_enrolment_used(WriteTx& tx, const EnrolmentCode& code, const DeviceId& device) {
    tx.execute("UPDATE enrolment_codes SET used_at = $1, device_id = $2 WHERE id = $3", tx.now(),
               device, code.id);
}

}  // namespace kinhmoi::store

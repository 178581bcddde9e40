// SPDX-License-Identifier: Apache-2.0
// Door devices and the one-time codes that enrol them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "common/domain/device.hpp"
#include "common/domain/event.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// What a device told of itself in its last hello.
struct DeviceHealth {
    std::optional<Instant> last_seen_at;
    std::optional<std::int64_t> queue_length;  ///< scans not yet handed in
    std::optional<std::int64_t> list_version;
    std::optional<std::int64_t> list_age_s;
    std::optional<std::int64_t> offset_ms;  ///< server minus phone
    std::string app_version;
};

struct DeviceRow {
    DoorDevice device;
    DeviceHealth health;
};

void insert_device(WriteTx& tx, const DoorDevice& device, const SecretHash& secret);
std::optional<DeviceRow> load_device(ReadTx& tx, const DeviceId& id);
/// What every scan of a device is judged by, in one look-up.
struct Door {
    DoorDevice device;
    DoorWindow window;
    bool allows_reentry = false;
    std::string time_zone;
};
std::optional<Door> load_door(ReadTx& tx, const DeviceId& id);
std::optional<DoorDevice> device_of_secret(ReadTx& tx, const SecretHash& secret);
/// By label.
std::vector<DeviceRow> devices_of_event(ReadTx& tx, const EventId& event);
void set_device_revoked(WriteTx& tx, const DeviceId& id);
void save_device_health(WriteTx& tx, const DeviceId& id, const DeviceHealth& health);

/// An offer to enrol one phone at one gate; the code itself is never stored.
struct EnrolmentCode {
    std::array<std::uint8_t, 16> id{};
    SecretHash secret;
    EventId event;
    GateId gate;
    std::string label;
    Instant valid_from;
    Instant valid_until;
    Instant created_at;
    AccountId created_by;
    Instant expires_at;
    std::optional<Instant> used_at;
    std::optional<DeviceId> device;
};
void insert_enrolment_code(WriteTx& tx, const EnrolmentCode& code);
std::optional<EnrolmentCode> enrolment_of_secret(ReadTx& tx, const SecretHash& secret);
void set_enrolment_used(WriteTx& tx, const EnrolmentCode& code, const DeviceId& device);

}  // namespace kinhmoi::store

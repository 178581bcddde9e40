// SPDX-License-Identifier: Apache-2.0
// What a device may still do at a moment.
#include "common/domain/device.hpp"

#include "common/domain/name_table.hpp"

namespace kinhmoi {

namespace {

constexpr NamedValue<DeviceStanding> standing_names[] = {
    {DeviceStanding::active, "active"},   {DeviceStanding::not_yet, "not_yet"},
    {DeviceStanding::expired, "expired"}, {DeviceStanding::backlog_only, "backlog_only"},
    {DeviceStanding::gone, "gone"},
};

}  // namespace

const char* name_of(DeviceStanding standing) {
    return name_in(standing_names, standing);
}

DeviceStanding device_standing(const DoorDevice& device, Instant now) {
    if (device.revoked_at && now >= *device.revoked_at + device_backlog_ms)
        return DeviceStanding::gone;
    if (now >= device.valid_until + device_backlog_ms) return DeviceStanding::gone;
    if (device.revoked_at && now >= *device.revoked_at) return DeviceStanding::backlog_only;
    if (now >= device.valid_until) return DeviceStanding::expired;
    if (now < device.valid_from) return DeviceStanding::not_yet;
    return DeviceStanding::active;
}

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// What doors and the console are told about doors, as JSON.
#pragma once

#include <string>

#include "server/api/json.hpp"
#include "server/usecase/door_list.hpp"
#include "server/usecase/doors.hpp"

namespace kinhmoi::api {

struct EnrolledAnswer {
    usecase::EnrolledDoor door;
    usecase::DoorSetting setting;
};

Json door_view_json(const usecase::DoorView& view);
/// own_host: how a phone tells document codes from other texts.
Json door_setting_json(const usecase::DoorSetting& setting, const std::string& own_host);
Json hello_json(const usecase::HelloAnswer& hello, Instant now);
Json snapshot_json(const usecase::DoorSnapshotPage& page, const std::string& own_host, Instant now);
Json changes_json(const usecase::DoorChanges& changes, const std::string& own_host, Instant now);

}  // namespace kinhmoi::api

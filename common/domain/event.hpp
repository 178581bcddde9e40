// SPDX-License-Identifier: Apache-2.0
// An event (buổi lễ) and the program it belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "common/domain/deadline.hpp"

namespace kinhmoi {

struct Program {
    ProgramId id;
    std::string code;
    std::string name;
    std::vector<std::string> name_variants;
    std::optional<int> from_year;
    std::optional<int> to_year;
    bool operator==(const Program&) const = default;
};

enum class EventStatus { planned, open, closed };
const char* name_of(EventStatus status);
std::optional<EventStatus> parse_event_status(std::string_view text);

/// How an adult's name stands on a door's screen and in its local list.
enum class DoorNamePolicy { short_name, full_name };  // "Nguyễn V. An" | "Nguyễn Văn An"
const char* name_of(DoorNamePolicy policy);           ///< "short" | "full"
std::optional<DoorNamePolicy> parse_door_name_policy(std::string_view text);

struct Event {
    EventId id;
    std::string code;
    std::optional<ProgramId> program;
    std::string kind = "launch_ceremony";
    std::string title;
    EventStatus status = EventStatus::planned;
    std::string time_zone = default_time_zone;
    Instant starts_at;
    std::optional<Instant> ends_at;
    bool is_time_tentative = false;

    std::optional<AgencyId> host_agency;       ///< đơn vị tổ chức
    std::optional<AgencyId> lead_agency;       ///< đơn vị chủ trì
    std::optional<AgencyId> reception_agency;  ///< lễ tân: who stands at the doors
    std::optional<AgencyId> receiving_agency;  ///< nơi nhận danh sách
    std::optional<AgencyId> receiving_unit;    ///< qua đơn vị nào

    std::optional<int> expected_total;  ///< as announced; never computed
    bool is_expected_total_approximate = false;

    std::optional<Deadline> deadline;  ///< for all lists without an own one
    LatePolicy late_policy = LatePolicy::refuse;

    std::optional<Instant> doors_open_at;   ///< none: two hours before the start
    std::optional<Instant> doors_close_at;  ///< none: the end, else four hours after the start
    bool allows_reentry = false;            ///< doors may record exits
    DoorNamePolicy door_name_policy = DoorNamePolicy::short_name;

    int retention_minors_days = 30;   ///< after the event; 1..365
    int retention_adults_days = 180;  ///< after the event; 1..3650
    std::string notes;                ///< for those who are invited: papers to bring, dress, …
    bool operator==(const Event&) const = default;
};

struct DoorWindow {
    Instant opens_at;
    Instant closes_at;
};
/// The stated hours of the doors, or the defaults described at the fields.
DoorWindow door_window(const Event& event);
/// The end that retention counts from: ends_at, else the end of the starting day in the event's
/// zone.
Instant event_end(const Event& event);
/// When the people of one sort of groups are erased for good.
Instant erasure_due(const Event& event, bool minors);

/// Rules of one event by itself: zone, hours, doors. path is "ends_at", ….
std::vector<FieldFault> event_faults(const Event& event);
/// A mistyped year or number of days must not erase everybody within the hour: no change brings an
/// erasure nearer than a day. minors: which of the two sorts of groups.
std::vector<FieldFault> erasure_faults(const Event& before, const Event& after, bool minors,
                                       Instant now);
std::vector<FieldFault> program_faults(const Program& program);

}  // namespace kinhmoi

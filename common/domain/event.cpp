// SPDX-License-Identifier: Apache-2.0
#include "common/domain/event.hpp"

#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<EventStatus> event_statuses[] = {{EventStatus::planned, "planned"},
                                                      {EventStatus::open, "open"},
                                                      {EventStatus::closed, "closed"}};
constexpr NamedValue<DoorNamePolicy> door_name_policies[] = {{DoorNamePolicy::short_name, "short"},
                                                             {DoorNamePolicy::full_name, "full"}};

constexpr std::int64_t doors_open_before_ms = 2 * hour_ms;
constexpr std::int64_t doors_close_after_ms = 4 * hour_ms;

FieldFault fault(const char* path, const char* code, Message message) {
    return {path, code, std::move(message)};
}

}  // namespace

const char* name_of(EventStatus status) {
    return name_in(event_statuses, status);
}

std::optional<EventStatus> parse_event_status(std::string_view text) {
    return value_in(event_statuses, text);
}

const char* name_of(DoorNamePolicy policy) {
    return name_in(door_name_policies, policy);
}

std::optional<DoorNamePolicy> parse_door_name_policy(std::string_view text) {
    return value_in(door_name_policies, text);
}

DoorWindow door_window(const Event& event) {
    const Instant default_close = event.ends_at.value_or(event.starts_at + doors_close_after_ms);
    return {event.doors_open_at.value_or(event.starts_at + -doors_open_before_ms),
            event.doors_close_at.value_or(default_close)};
}

Instant event_end(const Event& event) {
    if (event.ends_at) return *event.ends_at;
    const CivilDate day = local_date(event.time_zone, event.starts_at);
    const CivilDate next_day = date_from_days(days_since_epoch(day) + 1);
    return from_local(event.time_zone, next_day, 0) + -1;
}

Instant erasure_due(const Event& event, bool minors) {
    const int days = minors ? event.retention_minors_days : event.retention_adults_days;
    return event_end(event) + days * day_ms;
}

std::vector<FieldFault> erasure_faults(const Event& before, const Event& after, bool minors,
                                       Instant now) {
    const Instant due = erasure_due(after, minors);
    if (due >= erasure_due(before, minors) || due >= now + day_ms) return {};
    const bool ends_earlier = event_end(after) < event_end(before);
    const char* days = minors ? "retention_minors_days" : "retention_adults_days";
    const char* path = !ends_earlier ? days : after.ends_at ? "ends_at" : "starts_at";
    return {fault(path, "erases_at_once",
                  {"sẽ làm dữ liệu đại biểu bị xoá ngay. Đề nghị kiểm tra lại: thời điểm xoá phải "
                   "sau bây giờ ít nhất 24 giờ.",
                   "would erase the delegates' data at once. Check it: the erasure must be at "
                   "least 24 hours from now."})};
}

std::vector<FieldFault> event_faults(const Event& event) {
    std::vector<FieldFault> faults;
    if (!is_time_zone(event.time_zone)) {
        faults.push_back(fault("time_zone", "unknown_zone",
                               {"không phải tên múi giờ (ví dụ Asia/Ho_Chi_Minh).",
                                "is not a time zone (such as Asia/Ho_Chi_Minh)."}));
    }
    if (event.ends_at && *event.ends_at <= event.starts_at) {
        faults.push_back(fault("ends_at", "not_after_start",
                               {"phải sau giờ bắt đầu.", "must be after the start."}));
    }
    const DoorWindow doors = door_window(event);
    if (doors.closes_at <= doors.opens_at) {
        const char* path = event.doors_close_at ? "doors_close_at" : "doors_open_at";
        faults.push_back(fault(path, "doors_never_open",
                               {"làm cho giờ đóng cửa không sau giờ mở cửa.",
                                "makes the doors close before they open."}));
    }
    return faults;
}

std::vector<FieldFault> program_faults(const Program& program) {
    if (!program.from_year || !program.to_year || *program.from_year <= *program.to_year) return {};
    return {fault("to_year", "before_from_year",
                  {"không được trước năm bắt đầu.", "must not be before the first year."})};
}

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
#include "common/domain/deadline.hpp"

#include <algorithm>
#include <cstdio>

#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<LatePolicy> late_policies[] = {
    {LatePolicy::refuse, "refuse"}, {LatePolicy::flag, "flag"}, {LatePolicy::approve, "approve"}};

}  // namespace

const char* name_of(LatePolicy policy) {
    return name_in(late_policies, policy);
}

std::optional<LatePolicy> parse_late_policy(std::string_view text) {
    return value_in(late_policies, text);
}

Instant late_from(const Deadline& deadline, const std::string& zone) {
    if (deadline.minute_of_day) {
        const int minute = *deadline.minute_of_day + (deadline.is_inclusive ? 1 : 0);
        return from_local(zone, deadline.due_on, minute * minute_ms);
    }
    const std::int64_t day = days_since_epoch(deadline.due_on) + (deadline.is_inclusive ? 1 : 0);
    return from_local(zone, date_from_days(day), 0);
}

std::optional<Instant> effective_late_from(const std::optional<Deadline>& event_deadline,
                                           const std::optional<Deadline>& own_deadline,
                                           const std::optional<Deadline>& extension,
                                           const std::string& zone) {
    const auto& base = own_deadline ? own_deadline : event_deadline;
    if (!base) return std::nullopt;
    const Instant limit = late_from(*base, zone);
    return extension ? std::max(limit, late_from(*extension, zone)) : limit;
}

Timeliness timeliness(std::optional<Instant> late_from, Instant now) {
    return late_from && now >= *late_from ? Timeliness::late : Timeliness::on_time;
}

std::string deadline_text_vi(const Deadline& deadline) {
    const std::string prefix = deadline.is_inclusive ? "chậm nhất " : "trước ";
    const std::string day = "ngày " + short_date_vi(deadline.due_on);
    if (!deadline.minute_of_day) return prefix + day;
    char hour[64];
    std::snprintf(hour, sizeof hour, "%02d giờ %02d phút, ", *deadline.minute_of_day / 60,
                  *deadline.minute_of_day % 60);
    return prefix + hour + day;
}

}  // namespace kinhmoi

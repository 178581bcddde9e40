// SPDX-License-Identifier: Apache-2.0
// Deadlines as official papers word them, and the moment from which a list is late.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"

namespace kinhmoi {

/// "chậm nhất ngày 28/5/2026" = {28/5, none, inclusive}; "trước ngày 30/11" = {30/11, none,
/// exclusive}; "trước 17 giờ 00 phút, ngày 28/5/2026" = {28/5, 17*60, exclusive}.
struct Deadline {
    CivilDate due_on;
    std::optional<int> minute_of_day;  ///< 0..1439; none: the whole day counts
    bool is_inclusive = true;
    bool operator==(const Deadline&) const = default;
};

/// What happens to a list that is sent after the deadline.
enum class LatePolicy {
    refuse,   ///< not taken
    flag,     ///< taken, and marked late
    approve,  ///< taken, marked late, and counts only once an organizer says yes
};
const char* name_of(LatePolicy policy);  ///< "refuse" | "flag" | "approve"
std::optional<LatePolicy> parse_late_policy(std::string_view text);

/// More time for one agency, with the reason an organizer gave. Every one is kept; the newest
/// rules.
struct Extension {
    ExtensionId id;
    EventId event;
    AgencyId agency;
    Deadline deadline;
    std::string reason;
    Instant granted_at;
    AccountId granted_by;
};

/// The first moment that is late. An inclusive time of day includes its whole minute.
Instant late_from(const Deadline& deadline, const std::string& zone);
/// The later of the own (else the event's) deadline and the extension; none if nothing limits.
std::optional<Instant> effective_late_from(const std::optional<Deadline>& event_deadline,
                                           const std::optional<Deadline>& own_deadline,
                                           const std::optional<Deadline>& extension,
                                           const std::string& zone);

enum class Timeliness { on_time, late };
/// The server's clock decides: now must come from it.
Timeliness timeliness(std::optional<Instant> late_from, Instant now);

/// "chậm nhất ngày 28/5/2026", "trước 17 giờ 00 phút, ngày 28/5/2026"
std::string deadline_text_vi(const Deadline& deadline);

}  // namespace kinhmoi

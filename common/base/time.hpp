// SPDX-License-Identifier: Apache-2.0
// Time as a value: UTC milliseconds, civil dates and the two ways between them. Nothing here reads
// a clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kinhmoi {

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;
    auto operator<=>(const Instant&) const = default;
    Instant operator+(std::int64_t more_ms) const { return {ms + more_ms}; }
    std::int64_t operator-(Instant other) const { return ms - other.ms; }
};

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;

/// A day of the Gregorian calendar.
struct CivilDate {
    int year = 1970;
    int month = 1;  // 1..12
    int day = 1;    // 1..31
    auto operator<=>(const CivilDate&) const = default;
};

constexpr const char* default_time_zone = "Asia/Ho_Chi_Minh";

bool is_valid(CivilDate date);
/// Days since 1970-01-01; negative before.
std::int64_t days_since_epoch(CivilDate date);
CivilDate date_from_days(std::int64_t days);
/// 0 = Sunday … 6 = Saturday.
int weekday(CivilDate date);

/// True for a zone name of the IANA database ("Asia/Ho_Chi_Minh").
bool is_time_zone(const std::string& zone);
/// What local clocks in zone show minus UTC, at that moment, in milliseconds.
std::int64_t utc_offset_ms(const std::string& zone, Instant at);
/// The moment at which local clocks in zone show date plus ms_of_day (the first one, if twice).
Instant from_local(const std::string& zone, CivilDate date, std::int64_t ms_of_day);
CivilDate local_date(const std::string& zone, Instant at);

/// "2026-05-29", strictly.
std::optional<CivilDate> parse_iso_date(std::string_view text);
std::string iso_date(CivilDate date);
/// RFC 3339 with an offset or Z and up to milliseconds: "2026-05-29T08:00:00+07:00".
std::optional<Instant> parse_rfc3339(std::string_view text);
/// "2026-05-29T01:00:00.000Z"
std::string rfc3339(Instant at);
/// "2026-05-29T08:00:00+07:00" in the zone's own offset; milliseconds only when there are any.
std::string rfc3339_local(Instant at, const std::string& zone);

/// "29/5/2026", "06/4/2021", "05/01/2020": Decree 30/2020, leading zero for days < 10 and months
/// 1-2.
std::string short_date_vi(CivilDate date);
/// "ngày 29 tháng 5 năm 2026"
std::string long_date_vi(CivilDate date);
/// "thứ Sáu", "Chủ nhật"
std::string weekday_vi(CivilDate date);

}  // namespace kinhmoi

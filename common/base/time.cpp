// SPDX-License-Identifier: Apache-2.0
// Civil dates by arithmetic (no tables of days), zones by ICU's copy of the IANA database.
#include "common/base/time.hpp"

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/ucal.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>

namespace kinhmoi {
namespace {

constexpr int min_year = 1;
constexpr int max_year = 9999;

bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/// The zone's rules. Kept for the life of the process: there are a few hundred zones at most, and
/// only names that ICU knows are ever added. ICU's zones are safe to read from many threads.
const icu::BasicTimeZone& zone_rules(const std::string& zone) {
    static std::shared_mutex mutex;
    static std::map<std::string, std::unique_ptr<icu::BasicTimeZone>> cache;
    {
        std::shared_lock lock(mutex);
        if (const auto found = cache.find(zone); found != cache.end()) return *found->second;
    }
    if (!is_time_zone(zone)) throw std::invalid_argument("unknown time zone");
    std::unique_ptr<icu::TimeZone> made(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(made.get());
    if (!basic) throw std::runtime_error("time zone without rules");
    made.release();
    std::unique_ptr<icu::BasicTimeZone> rules(basic);
    std::unique_lock lock(mutex);
    return *cache.try_emplace(zone, std::move(rules)).first->second;
}

/// Exactly `count` ASCII digits at `at`, or nothing.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at > text.size() || text.size() - at < count) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// "Z", "+07:00" or "-03:30" as milliseconds, or nothing.
std::optional<std::int64_t> parse_offset(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::nullopt;
    }
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const std::int64_t size = *hours * hour_ms + *minutes * minute_ms;
    return text[0] == '-' ? -size : size;
}

std::string print(const char* format, auto... values) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, format, values...);
    return buffer;
}

struct Clock {
    int hour, minute, second, ms;
};

Clock clock_of(std::int64_t ms_of_day) {
    const auto part = [&](std::int64_t unit, std::int64_t modulus) {
        return static_cast<int>(ms_of_day / unit % modulus);
    };
    return {part(hour_ms, 24), part(minute_ms, 60), part(second_ms, 60), part(1, 1000)};
}

std::string iso_clock(const Clock& c) {
    return print("T%02d:%02d:%02d", c.hour, c.minute, c.second);
}

}  // namespace

bool is_valid(CivilDate date) {
    return date.year >= min_year && date.year <= max_year && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

// Both conversions count from 0000-03-01, so that the leap day is the last day of its "year";
// a cycle of 400 years has 146,097 days.
std::int64_t days_since_epoch(CivilDate date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t cycle = floor_div(year, 400);
    const std::int64_t year_of_cycle = year - cycle * 400;
    const std::int64_t month_from_march = (date.month + 9) % 12;
    const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    const std::int64_t day_of_cycle =
        year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    return cycle * 146'097 + day_of_cycle - 719'468;
}

CivilDate date_from_days(std::int64_t days) {
    const std::int64_t shifted = days + 719'468;
    const std::int64_t cycle = floor_div(shifted, 146'097);
    const std::int64_t day_of_cycle = shifted - cycle * 146'097;
    const std::int64_t year_of_cycle =
        (day_of_cycle - day_of_cycle / 1'460 + day_of_cycle / 36'524 - day_of_cycle / 146'096) /
        365;
    const std::int64_t day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return {static_cast<int>(year_of_cycle + cycle * 400 + (month <= 2 ? 1 : 0)),
            static_cast<int>(month),
            static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

int weekday(CivilDate date) {
    const std::int64_t from_thursday = days_since_epoch(date) + 4;
    return static_cast<int>(from_thursday - floor_div(from_thursday, 7) * 7);
}

bool is_time_zone(const std::string& zone) {
    // ICU also knows "GMT+7" and three-letter names such as "VST", which no other system reads.
    if (zone.size() > 64 || (zone != "UTC" && zone.find('/') == std::string::npos)) return false;
    UErrorCode error = U_ZERO_ERROR;
    UBool is_system = false;
    icu::UnicodeString canonical;
    icu::TimeZone::getCanonicalID(icu::UnicodeString::fromUTF8(zone), canonical, is_system, error);
    return U_SUCCESS(error) && is_system && zone != "Etc/Unknown";
}

std::int64_t utc_offset_ms(const std::string& zone, Instant at) {
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    zone_rules(zone).getOffset(static_cast<UDate>(at.ms), false, raw, summer, error);
    if (U_FAILURE(error)) throw std::runtime_error("time zone offset failed");
    return std::int64_t{raw} + summer;
}

Instant from_local(const std::string& zone, CivilDate date, std::int64_t ms_of_day) {
    const std::int64_t local = days_since_epoch(date) * day_ms + ms_of_day;
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    zone_rules(zone).getOffsetFromLocal(static_cast<UDate>(local), UCAL_TZ_LOCAL_FORMER,
                                        UCAL_TZ_LOCAL_FORMER, raw, summer, error);
    if (U_FAILURE(error)) throw std::runtime_error("time zone offset failed");
    return {local - raw - summer};
}

CivilDate local_date(const std::string& zone, Instant at) {
    return date_from_days(floor_div(at.ms + utc_offset_ms(zone, at), day_ms));
}

std::optional<CivilDate> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const CivilDate date{*year, *month, *day};
    if (!is_valid(date)) return std::nullopt;
    return date;
}

std::string iso_date(CivilDate date) {
    return print("%04d-%02d-%02d", date.year, date.month, date.day);
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    const auto date = parse_iso_date(text.substr(0, 10));
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    if (!date || !hour || !minute || !second) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    std::size_t at = 19;
    std::int64_t ms = 0;
    if (text[at] == '.') {
        std::int64_t unit = 100;
        const std::size_t first = ++at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
            if (at - first == 3) return std::nullopt;
            ms += (text[at] - '0') * unit;
        }
        if (at == first) return std::nullopt;
    }
    const auto offset = parse_offset(text.substr(at));
    if (!offset) return std::nullopt;
    const std::int64_t of_day = *hour * hour_ms + *minute * minute_ms + *second * second_ms + ms;
    return Instant{days_since_epoch(*date) * day_ms + of_day - *offset};
}

std::string rfc3339(Instant at) {
    const std::int64_t days = floor_div(at.ms, day_ms);
    const Clock clock = clock_of(at.ms - days * day_ms);
    return iso_date(date_from_days(days)) + iso_clock(clock) + print(".%03dZ", clock.ms);
}

std::string rfc3339_local(Instant at, const std::string& zone) {
    const std::int64_t offset = utc_offset_ms(zone, at);
    const std::int64_t local = at.ms + offset;
    const std::int64_t days = floor_div(local, day_ms);
    const Clock clock = clock_of(local - days * day_ms);
    const Clock shift = clock_of(offset < 0 ? -offset : offset);
    return iso_date(date_from_days(days)) + iso_clock(clock) +
           (clock.ms ? print(".%03d", clock.ms) : "") +
           print("%c%02d:%02d", offset < 0 ? '-' : '+', shift.hour, shift.minute);
}

std::string short_date_vi(CivilDate date) {
    return print(date.month <= 2 ? "%02d/%02d/%d" : "%02d/%d/%d", date.day, date.month, date.year);
}

std::string long_date_vi(CivilDate date) {
    return print(date.month <= 2 ? "ngày %02d tháng %02d năm %d" : "ngày %02d tháng %d năm %d",
                 date.day, date.month, date.year);
}

std::string weekday_vi(CivilDate date) {
    constexpr std::array names{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư",
                               "thứ Năm",  "thứ Sáu", "thứ Bảy"};
    return names[static_cast<std::size_t>(weekday(date))];
}

}  // namespace kinhmoi

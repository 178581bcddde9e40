// SPDX-License-Identifier: Apache-2.0
// Dates, hours and counts as Vietnamese papers and spreadsheets write them: the day comes first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/issues.hpp"
#include "common/base/time.hpp"

namespace kinhmoi {

struct DateParse {
    std::optional<CivilDate> date;
    std::optional<IssueCode> issue;  ///< why there is none, or how it had to be understood
};

/// "29/5/2026", "29-5-2026", "29.5.2026", "ngày 29 tháng 5 năm 2026", "2026-05-29", "46171"
/// (a spreadsheet's serial number), "5/29/2026" (month first only if it can be nothing else).
DateParse parse_date_text(std::string_view text);

/// "08 giờ 00 phút", "8h", "11g30", "08:00": milliseconds since midnight, or nothing.
std::optional<std::int64_t> parse_clock_text(std::string_view text);

/// Official texts write counts below 10 with a leading zero: 5 -> "05", 275 -> "275".
std::string count_vi(std::int64_t count);

}  // namespace kinhmoi

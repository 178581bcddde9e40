// SPDX-License-Identifier: Apache-2.0
#include "common/base/date_text.hpp"

#include <vector>

#include "common/base/text.hpp"

namespace kinhmoi {
namespace {

/// The numbers of a text and what stands between them: "29/5/2026" = {29,5,2026} and {"","/","/"}.
struct Numbers {
    std::vector<int> values;
    std::vector<std::size_t> widths;
    std::vector<std::string> before;  ///< the text in front of each number
    std::string after;
};

Numbers numbers_of(std::string_view text) {
    Numbers out;
    std::string between;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] < '0' || text[at] > '9') {
            between.push_back(text[at++]);
            continue;
        }
        const std::size_t first = at;
        int value = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            value = at - first < 8 ? value * 10 + (text[at] - '0') : 100'000'000;
        }
        out.values.push_back(value);
        out.widths.push_back(at - first);
        out.before.push_back(std::move(between));
        between.clear();
    }
    out.after = between;
    return out;
}

DateParse no_date(IssueCode code) {
    return {std::nullopt, code};
}

/// Serial 1 is 31 December 1899 to every spreadsheet; the offset below is right after February
/// 1900, which spreadsheets believe had 29 days. 20,000..80,000 is 1954..2119.
DateParse from_serial(int serial) {
    if (serial < 20'000 || serial > 80'000) return no_date(IssueCode::date_invalid);
    return {date_from_days(days_since_epoch({1899, 12, 30}) + serial),
            IssueCode::date_excel_serial};
}

bool is_day_first_separator(const std::string& between) {
    const std::string key = search_key(between);
    return key == "/" || key == "-" || key == "." || key == "thang" || key == "nam";
}

DateParse day_first(int day, int month, int year, std::size_t year_width) {
    const bool short_year = year_width == 2;
    if (!short_year && year_width != 4) return no_date(IssueCode::date_invalid);
    if (short_year) year += 2000;
    if (is_valid({year, month, day})) {
        if (short_year) return {CivilDate{year, month, day}, IssueCode::date_two_digit_year};
        return {CivilDate{year, month, day}, std::nullopt};
    }
    if (month > 12 && is_valid({year, day, month})) {
        return {CivilDate{year, day, month}, IssueCode::date_month_first};
    }
    return no_date(IssueCode::date_invalid);
}

}  // namespace

DateParse parse_date_text(std::string_view raw) {
    const std::string text = clean(raw);
    // A spreadsheet may add the time of day: "2026-05-29T00:00:00", "2026-05-29 00:00:00".
    if (const auto iso = parse_iso_date(std::string_view(text).substr(0, 10))) {
        const bool ends = text.size() == 10 || text[10] == 'T' || text[10] == ' ';
        return ends ? DateParse{iso, std::nullopt} : no_date(IssueCode::date_invalid);
    }
    const Numbers n = numbers_of(text);
    if (n.values.empty()) return no_date(IssueCode::date_invalid);
    const std::string prefix = search_key(n.before[0]);
    if (!prefix.empty() && prefix != "ngay") return no_date(IssueCode::date_invalid);
    const bool whole = n.after.empty();
    if (n.values.size() == 1 && n.widths[0] == 5 && whole) return from_serial(n.values[0]);
    if (n.values.size() == 2 && n.widths[0] == 5 && n.before[1] == "." && whole) {
        return from_serial(n.values[0]);
    }
    for (std::size_t i = 1; i < n.values.size() && i < 3; ++i) {
        if (!is_day_first_separator(n.before[i])) return no_date(IssueCode::date_invalid);
    }
    if (n.values.size() == 2 && whole) return no_date(IssueCode::date_year_missing);
    const bool midnight_only = n.values.size() == 5 || n.values.size() == 6;
    if (n.values.size() != 3 && !midnight_only) return no_date(IssueCode::date_invalid);
    if (n.values.size() == 3 && !whole) return no_date(IssueCode::date_invalid);
    return day_first(n.values[0], n.values[1], n.values[2], n.widths[2]);
}

std::optional<std::int64_t> parse_clock_text(std::string_view raw) {
    const Numbers n = numbers_of(search_key(raw));
    if (n.values.empty() || n.values.size() > 2 || !n.before[0].empty()) return std::nullopt;
    const auto is_hour_mark = [](std::string mark) {
        while (!mark.empty() && mark.front() == ' ') mark.erase(0, 1);
        while (!mark.empty() && mark.back() == ' ') mark.pop_back();
        return mark == "h" || mark == "g" || mark == "gio" || mark == ":";
    };
    if (!is_hour_mark(n.values.size() == 2 ? n.before[1] : n.after)) return std::nullopt;
    const bool ends_well = n.values.size() == 1 || n.after.empty() || n.after == " phut" ||
                           n.after == "phut" || n.after == "p" || n.after == "'";
    const int minute = n.values.size() == 2 ? n.values[1] : 0;
    if (!ends_well || n.values[0] > 23 || minute > 59) return std::nullopt;
    return n.values[0] * hour_ms + minute * minute_ms;
}

std::string count_vi(std::int64_t count) {
    return (count >= 0 && count < 10 ? "0" : "") + std::to_string(count);
}

}  // namespace kinhmoi

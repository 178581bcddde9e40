// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/columns.hpp"

#include <charconv>

#include "common/base/text.hpp"

namespace kinhmoi::store {

std::optional<std::string> date_column(const std::optional<CivilDate>& date) {
    if (!date) return std::nullopt;
    return iso_date(*date);
}

std::optional<CivilDate> date_of(const std::optional<std::string>& column) {
    if (!column) return std::nullopt;
    const auto date = parse_iso_date(*column);
    if (!date) throw StoreError(Fault::corrupt, "not a date: " + *column);
    return date;
}

std::string lines_column(const std::vector<std::string>& lines) {
    std::string column;
    for (const std::string& line : lines) {
        if (!column.empty()) column += '\n';
        column += line;
    }
    return column;
}

std::vector<std::string> lines_of(std::string_view column) {
    std::vector<std::string> lines;
    while (!column.empty()) {
        const std::size_t end = column.find('\n');
        lines.emplace_back(column.substr(0, end));
        if (end == std::string_view::npos) break;
        column.remove_prefix(end + 1);
    }
    return lines;
}

std::string contains_pattern(std::string_view text) {
    const std::string key = search_key(text);
    if (key.empty()) return {};
    std::string pattern = "%";
    for (const char c : key) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern + '%';
}

DeadlineColumns deadline_columns(const std::optional<Deadline>& deadline) {
    if (!deadline) return {};
    return {iso_date(deadline->due_on), deadline->minute_of_day, deadline->is_inclusive};
}

std::optional<Deadline> deadline_of(const DeadlineColumns& columns) {
    const auto due_on = date_of(columns.due_on);
    if (!due_on) return std::nullopt;
    return Deadline{*due_on, columns.minute_of_day, columns.is_inclusive};
}

OrdinalCursor ordinal_cursor(std::string_view text) {
    OrdinalCursor cursor;
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return cursor;
    std::int64_t ordinal = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + colon, ordinal);
    if (error != std::errc{} || end != text.data() + colon) return cursor;
    return {ordinal, std::string(text.substr(colon + 1))};
}

std::string ordinal_cursor_text(int ordinal, std::string_view code) {
    return std::to_string(ordinal) + ":" + std::string(code);
}

}  // namespace kinhmoi::store

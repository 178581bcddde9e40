// SPDX-License-Identifier: Apache-2.0
// Values that have no SQL form of their own: dates as text, lists as lines, deadlines as three
// columns.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/deadline.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// "2026-05-28"
std::optional<std::string> date_column(const std::optional<CivilDate>& date);
std::optional<CivilDate> date_of(const std::optional<std::string>& column);

/// Short lines without line breaks, joined by "\n"; "" for none.
std::string lines_column(const std::vector<std::string>& lines);
std::vector<std::string> lines_of(std::string_view column);

/// A LIKE pattern, with '!' as the escape character, for "contains the text" in a search column;
/// "" when nothing is searched for.
std::string contains_pattern(std::string_view text);

/// due_on, minute_of_day, is_inclusive
struct DeadlineColumns {
    std::optional<std::string> due_on;
    std::optional<int> minute_of_day;
    bool is_inclusive = true;
};
DeadlineColumns deadline_columns(const std::optional<Deadline>& deadline);
std::optional<Deadline> deadline_of(const DeadlineColumns& columns);

/// The word of a closed list that a CHECK guards; throws StoreError(corrupt) for any other.
template <class Enum>
Enum word_of(std::optional<Enum> (*parse)(std::string_view), std::string_view column) {
    if (const auto value = parse(column)) return *value;
    throw StoreError(Fault::corrupt, "unknown word: " + std::string(column));
}

/// The cursor of lists in the order (ordinal, code): "12:g12". Anything else is the very start.
struct OrdinalCursor {
    std::int64_t ordinal = std::numeric_limits<std::int64_t>::min();
    std::string code;
};
OrdinalCursor ordinal_cursor(std::string_view text);
std::string ordinal_cursor_text(int ordinal, std::string_view code);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Tables as spreadsheet files. Every text is written as a text: nothing in a cell is ever a
// formula.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace kinhmoi::sheet {

struct Column {
    std::string heading;
    double width = 12;  ///< in characters
};
using Cell = std::variant<std::string, int>;

struct Table {
    std::string name;      ///< of the sheet: at most 31 characters, letters and spaces
    std::string title;     ///< above the table
    std::string subtitle;  ///< below the title
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    bool ends_with_total = false;  ///< the last row stands out
};

/// One sheet a table, set up for A4 landscape: the heading stays in sight and is repeated on every
/// page. Throws std::runtime_error when there is no memory for it.
std::string write_xlsx(const std::vector<Table>& tables);
/// Heading and rows only; see common/base/csv.hpp.
std::string write_csv(const Table& table);

}  // namespace kinhmoi::sheet

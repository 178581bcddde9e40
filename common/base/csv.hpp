// SPDX-License-Identifier: Apache-2.0
// Text tables: bytes to text, text to cells (CSV, TSV), and cells to a file that is safe to open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/legacy_text.hpp"
#include "common/base/result.hpp"

namespace kinhmoi {

struct DecodedText {
    std::string text;  ///< UTF-8 without a byte order mark; not cleaned, not normalized
    TextEncoding encoding = TextEncoding::utf8;
    bool had_bom = false;
};

/// Refuses files that are no text (a workbook, an image), that are too large, whose encoding is not
/// recognised, and whose letters were lost ("Nguy?n"): the message says how to save them instead.
Result<DecodedText> decode_text(std::string_view bytes);

struct CsvTable {
    std::vector<std::vector<std::string>> rows;
    std::vector<int> first_lines;  ///< of each row, counted from 1 (a quoted cell may span lines)
    char delimiter = ',';
    bool has_crlf = false;
};

/// RFC 4180, leniently: a quote matters only at the start of a cell. The delimiter is guessed from
/// the first lines (";" "," Tab) or told by a first line "sep=;". Limits: sheet_rows,
/// sheet_columns.
Result<CsvTable> split_csv(std::string_view text);

/// One cell, quoted if needed. A cell that begins like a formula (= + - @ Tab CR) gets a "'" first.
std::string csv_cell(std::string_view text, char delimiter = ',');
/// Rows as a file: byte order mark (spreadsheets need it to see UTF-8), CRLF line ends.
std::string write_csv(const std::vector<std::vector<std::string>>& rows, char delimiter = ',');

/// True when a spreadsheet would take the text for a formula.
bool begins_like_formula(std::string_view text);

}  // namespace kinhmoi

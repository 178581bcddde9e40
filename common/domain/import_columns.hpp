// SPDX-License-Identifier: Apache-2.0
// Finds the heading of an imported sheet and says what each column means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/import_sheet.hpp"

namespace kinhmoi {

using ImportRows = std::vector<std::vector<std::string>>;

struct ImportHeader {
    std::size_t first = 0;  ///< index of the first heading row
    std::size_t count = 0;  ///< 0: no heading was found; 2: joined from two rows
    std::vector<std::optional<ImportField>> columns;
    std::vector<std::string> headings;  ///< as written, joined; of every column
    std::vector<ImportIssue> issues;
    std::vector<std::string> dropped;  ///< headings of columns that are not read
};

/// rows are clean text. minors: name what may not be collected about children.
ImportHeader find_header(const ImportRows& rows, bool minors);

/// The field that a heading means, whatever its case, accents and punctuation.
std::optional<ImportField> field_of_heading(std::string_view heading);
/// Personal data that is never collected: identity papers, ethnicity, religion, health, Party …
bool is_sensitive_heading(std::string_view heading, bool minors);
/// Does this row repeat the heading (a printed page break)?
bool repeats_header(const std::vector<std::string>& row, const ImportHeader& header);

std::optional<std::size_t> column_of(const std::vector<std::optional<ImportField>>& columns,
                                     ImportField field);

}  // namespace kinhmoi

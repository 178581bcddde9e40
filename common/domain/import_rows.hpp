// SPDX-License-Identifier: Apache-2.0
// What a row of an imported sheet is: a person, a heading, a total, a signature.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/import_columns.hpp"

namespace kinhmoi {

struct RowKind {
    RecordKind kind = RecordKind::delegate;
    std::optional<int> declared;  ///< total: the first number in it
    std::string heading;          ///< group_heading: its words
};

/// Reads rows below the heading in order: a signature ends the list until a numbered row follows.
class RowReader {
public:
    RowReader(const ImportHeader& header, const std::vector<ImportGroup>& groups);
    /// cells are clean text.
    RowKind read(const std::vector<std::string>& cells);

private:
    std::optional<RowKind> read_heading(const std::vector<std::string>& cells) const;

    const ImportHeader& header_;
    const std::vector<ImportGroup>& groups_;
    std::optional<std::size_t> ordinal_;
    std::optional<std::size_t> name_;
    bool total_seen_ = false;
    bool signature_seen_ = false;
};

/// "9.", "05", "7)" -> 9, 5, 7; nothing for words and Roman numbers.
std::optional<int> parse_ordinal(std::string_view cell);
/// "-nt-", "nt", "như trên", a pair of quotes: the same as in the row above.
bool is_ditto(std::string_view cell);
/// "-", "…", "/": a person's way to leave a cell empty.
bool is_placeholder(std::string_view cell);
/// The one group that a heading names ("DOANH NGHIỆP LỚN (05)"), or none.
const ImportGroup* match_group(std::string_view heading, const std::vector<ImportGroup>& groups);

}  // namespace kinhmoi

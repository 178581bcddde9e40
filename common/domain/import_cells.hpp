// SPDX-License-Identifier: Apache-2.0
// Reads the cells of one delegate's row by what they mean, and notes every fault on the record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/text.hpp"
#include "common/domain/import_columns.hpp"

namespace kinhmoi {

class CellReader {
public:
    /// above: the delegate before, for "-nt-"; may be null.
    CellReader(const ImportHeader& header, const std::vector<CleanText>& cells,
               const ImportRecord* above, ImportRecord& record)
        : header_(header), cells_(cells), above_(above), record_(record) {}

    /// Is there such a column at all?
    bool has(ImportField field) const { return column_of(header_.columns, field).has_value(); }
    bool filled(ImportField field) const;

    /// The text of a cell, with what was repaired in it noted; empty for "-" and for text that is
    /// longer than max_length code points.
    std::string text(ImportField field, std::size_t max_length);
    /// The same; "-nt-" gives `member` of the delegate above.
    std::string text_or_ditto(ImportField field, std::size_t max_length,
                              std::string Person::*member);
    /// E.164; empty when there is none that can be used.
    std::string phone(ImportField field, std::string Person::*member);
    std::string email();
    std::optional<CivilDate> date(ImportField field, std::optional<CivilDate> deadline);
    /// Yes, no, not applicable; nothing when empty or unclear.
    std::optional<Answer> answer(ImportField field, std::optional<Answer> above);
    std::optional<AgeBand> age_band();

    /// Notes an issue, once a row.
    void note(IssueCode code, ImportField field);

private:
    const CleanText& cell(ImportField field) const;
    /// Notes repairs; the text, or empty for a placeholder.
    std::string repaired(ImportField field);
    bool expand_ditto(const std::string& text, ImportField field);

    const ImportHeader& header_;
    const std::vector<CleanText>& cells_;
    const ImportRecord* above_;
    ImportRecord& record_;
};

}  // namespace kinhmoi

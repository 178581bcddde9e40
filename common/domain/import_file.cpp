// SPDX-License-Identifier: Apache-2.0
// From the bytes of a CSV or TSV file to a judged sheet.
#include <algorithm>

#include "common/base/csv.hpp"
#include "common/domain/import_sheet.hpp"

namespace kinhmoi {
namespace {

std::optional<IssueCode> encoding_issue(TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::utf8:
            return std::nullopt;
        case TextEncoding::utf16le:
        case TextEncoding::utf16be:
            return IssueCode::encoding_utf16;
        case TextEncoding::windows_1258:
            return IssueCode::encoding_windows_1258;
        case TextEncoding::windows_1252:
            return IssueCode::encoding_windows_1252;
        case TextEncoding::tcvn3:
            return IssueCode::encoding_tcvn3;
        case TextEncoding::vni:
            return IssueCode::encoding_vni;
    }
    return std::nullopt;
}

}  // namespace

Result<ImportResult> judge_csv(std::string_view bytes, const ImportOptions& options) {
    const auto decoded = decode_text(bytes);
    if (!decoded) return decoded.error();
    auto table = split_csv(decoded->text);
    if (!table) return table.error();
    std::vector<ImportIssue> issues;
    const bool utf8_bom = decoded->had_bom && decoded->encoding == TextEncoding::utf8;
    if (utf8_bom) issues.push_back({IssueCode::bom_removed});
    if (const auto code = encoding_issue(decoded->encoding)) issues.push_back({*code});
    if (table->delimiter == ';') issues.push_back({IssueCode::delimiter_semicolon});
    if (table->delimiter == '\t') issues.push_back({IssueCode::delimiter_tab});
    if (table->has_crlf) issues.push_back({IssueCode::crlf});
    ImportSheet sheet{std::move(table->rows), std::move(table->first_lines), false,
                      decoded->encoding};
    ImportResult result = judge_sheet(sheet, options);
    for (const ImportIssue& issue : issues) {
        result.warnings += issue_text(issue.code).severity == Severity::warning ? 1 : 0;
    }
    result.file_issues.insert(result.file_issues.begin(), issues.begin(), issues.end());
    return result;
}

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// The judge of an imported list: cells in, persons and every fault at once out. Nothing is saved
// here, and columns that must not be collected leave no trace but their heading.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/issues.hpp"
#include "common/base/legacy_text.hpp"
#include "common/base/time.hpp"
#include "common/domain/delegate.hpp"

namespace kinhmoi {

/// What a column can mean. name_of gives the word of the API ("full_name").
enum class ImportField {
    ordinal,
    full_name,
    family_name,  ///< "Họ và tên đệm", when the given name has a column of its own
    given_name,
    position,
    organization,
    phone,
    email,
    registered_on,
    note,
    rank,
    honorific,
    age_band,
    leader_name,
    leader_phone,
    consent_guardian,
    consent_child,
    consent_photo,
    consent_named,
};
const char* name_of(ImportField field);
std::optional<ImportField> parse_import_field(std::string_view text);

enum class RecordKind { banner, blank, header, group_heading, delegate, total, signature };
const char* name_of(RecordKind kind);

/// One thing to say about a row. The sentence is issue_text(code).
struct ImportIssue {
    IssueCode code = IssueCode::bom_removed;
    std::optional<ImportField> field;
    int other = 0;       ///< duplicates: the ordinal of the other row; quotas: persons too many
    std::string detail;  ///< a heading, never a cell of a person
    bool operator==(const ImportIssue&) const = default;
};
/// "duplicate_of:8", "header_alias:Họ tên=full_name", "phone_missing"
std::string issue_label(const ImportIssue& issue);

struct ImportSheet {
    std::vector<std::vector<std::string>> rows;
    std::vector<int> first_lines;      ///< of each row; empty: the row's own number, from 1
    bool trailing_blanks_cut = false;  ///< rows of a workbook: a short row is not a fault
    TextEncoding encoding = TextEncoding::utf8;  ///< what the file was decoded from
};

struct ImportGroup {
    std::string code;
    std::string name;
    std::vector<std::string> aliases;  ///< other words that a heading may use
    std::optional<int> quota_max;
    bool quota_is_approximate = false;
    bool counts_organizations = false;  ///< the quota's unit is the organization
    bool is_minors = false;
};

/// A person who is on a list already.
struct KnownPerson {
    std::string id;  ///< given back in ImportRecord::known_id
    Person person;
    std::string group_code;
};

struct ImportOptions {
    std::vector<ImportGroup> groups;
    std::string default_group;          ///< code; empty: headings must tell
    std::optional<CivilDate> deadline;  ///< the last good day
    std::vector<KnownPerson> known;
    std::vector<std::optional<ImportField>>
        columns;  ///< a person's own mapping; empty: by headings
};

struct ImportRecord {
    RecordKind kind = RecordKind::blank;
    int first_line = 0;
    std::string group_code;       ///< delegates and group headings; empty: unknown
    int ordinal = 0;              ///< delegates: 1, 2, … over the whole sheet
    std::optional<int> declared;  ///< totals: the number in the text
    Person person;                ///< delegates
    std::optional<CivilDate> registered_on;
    bool is_minor = false;
    int duplicate_of = 0;  ///< ordinal of the same person above; 0: none
    std::string known_id;  ///< the same person on an existing list; empty: none
    std::vector<ImportIssue> issues;
};

struct ImportGroupCount {
    std::string group_code;
    int rows = 0;      ///< delegate rows
    int distinct = 0;  ///< persons, or organizations, with those already listed
    std::optional<int> quota_max;
    int over_by = 0;
};

struct ImportResult {
    std::vector<ImportIssue> file_issues;
    std::vector<std::optional<ImportField>> columns;  ///< by column
    std::vector<std::string> dropped_columns;         ///< headings of columns not read
    std::vector<ImportRecord> records;                ///< one a row of the sheet
    std::vector<ImportGroupCount> group_counts;
    int delegate_rows = 0;
    int errors = 0;  ///< issues of that severity, file and rows
    int warnings = 0;
};

/// Judges the whole sheet. Never fails: what cannot be used is an issue.
ImportResult judge_sheet(const ImportSheet& sheet, const ImportOptions& options);

/// Bytes of a CSV or TSV file: decode_text, split_csv, judge_sheet.
Result<ImportResult> judge_csv(std::string_view bytes, const ImportOptions& options);

}  // namespace kinhmoi

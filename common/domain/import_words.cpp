// SPDX-License-Identifier: Apache-2.0
// The words of an import in the API: fields, kinds, issues.
#include <array>
#include <utility>

#include "common/domain/import_sheet.hpp"

namespace kinhmoi {
namespace {

constexpr std::array<const char*, 19> fields{
    "ordinal",       "full_name",     "family_name",  "given_name",
    "position",      "organization",  "phone",        "email",
    "registered_on", "note",          "rank",         "honorific",
    "age_band",      "leader_name",   "leader_phone", "consent_guardian",
    "consent_child", "consent_photo", "consent_named"};
static_assert(static_cast<std::size_t>(ImportField::consent_named) + 1 == fields.size());

constexpr std::array<const char*, 7> kinds{"banner",   "blank", "header",   "group_heading",
                                           "delegate", "total", "signature"};
static_assert(static_cast<std::size_t>(RecordKind::signature) + 1 == kinds.size());

}  // namespace

const char* name_of(ImportField field) {
    return fields.at(static_cast<std::size_t>(field));
}

std::optional<ImportField> parse_import_field(std::string_view text) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (text == fields[i]) return static_cast<ImportField>(i);
    }
    return std::nullopt;
}

const char* name_of(RecordKind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

std::string issue_label(const ImportIssue& issue) {
    std::string label(issue_text(issue.code).name);
    const bool names_a_row =
        issue.code == IssueCode::duplicate_of || issue.code == IssueCode::duplicate_possible_of;
    if (names_a_row) label += ":" + std::to_string(issue.other);
    if (!issue.detail.empty()) label += ":" + issue.detail;
    return label;
}

}  // namespace kinhmoi

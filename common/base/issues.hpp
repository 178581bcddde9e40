// SPDX-License-Identifier: Apache-2.0
// Everything that can be said about typed or imported data: one code, one severity, one sentence.
#pragma once

#include <optional>
#include <string_view>

#include "common/base/result.hpp"

namespace kinhmoi {

enum class Severity {
    info,     ///< was repaired or is only worth knowing
    warning,  ///< can be kept, but a person should look
    error,    ///< must be corrected before it can be kept
};

enum class IssueCode {
    // the file
    bom_removed,
    crlf,
    delimiter_semicolon,
    delimiter_tab,
    encoding_utf16,
    encoding_windows_1258,
    encoding_windows_1252,
    encoding_tcvn3,
    encoding_vni,
    merged_header,
    header_alias,
    header_missing,
    name_column_missing,
    column_unknown,
    column_repeated,
    sensitive_column_dropped,
    minors_column_dropped,
    minors_form,
    sheet_empty,
    sheet_too_large,
    // text
    unicode_nfc_applied,
    whitespace_trimmed,
    invisible_char_removed,
    confusable_eth_fixed,
    multiline_cell,
    legacy_tcvn3_decoded,
    legacy_vni_decoded,
    legacy_windows_1258_decoded,
    encoding_loss,
    formula_prefix,
    text_too_long,
    // phones
    phone_reformatted,
    phone_leading_zero_restored,
    phone_multiple,
    phone_missing,
    phone_unrecoverable,
    phone_wrong_length,
    phone_wrong_prefix,
    phone_old_11_digit,
    email_invalid,
    // dates
    date_excel_serial,
    date_month_first,
    date_two_digit_year,
    date_invalid,
    date_year_missing,
    date_after_deadline,
    // rows
    honorific_split,
    rank_split,
    name_case_fixed,
    name_missing,
    name_too_short,
    organization_missing,
    ditto_expanded,
    ditto_without_source,
    stt_repeated,
    extra_columns,
    missing_columns,
    substitute_noted,
    tone_placement_variant,
    duplicate_of,
    duplicate_possible_of,
    already_listed,
    possibly_listed,
    same_person_in_other_group,
    quota_exceeded,
    quota_exceeded_approximate,
    group_unknown,
    group_missing,
    total_differs,
    // children
    age_band_missing,
    age_band_unclear,
    consent_guardian_missing,
    consent_child_missing,
    consent_unclear,
    school_missing,
    party_leader_missing,
};

struct IssueText {
    IssueCode code;
    std::string_view name;  ///< the stable word of the API, "phone_missing"
    Severity severity;
    std::string_view vi;  ///< what to do, "…"
    std::string_view en;
};

/// The row of the one table.
const IssueText& issue_text(IssueCode code);
/// The code that name stands for, or nothing.
std::optional<IssueCode> find_issue(std::string_view name);
/// "info", "warning", "error"
std::string_view severity_name(Severity severity);
Message issue_message(IssueCode code);

}  // namespace kinhmoi

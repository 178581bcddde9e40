// SPDX-License-Identifier: Apache-2.0
#include "common/domain/import_cells.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/csv.hpp"
#include "common/base/date_text.hpp"
#include "common/base/limits.hpp"
#include "common/base/phone.hpp"
#include "common/domain/import_rows.hpp"

namespace kinhmoi {
namespace {

struct Repair {
    bool CleanText::*done;
    IssueCode code;
};
constexpr std::array<Repair, 5> repairs{{
    {&CleanText::composed, IssueCode::unicode_nfc_applied},
    {&CleanText::spaces_collapsed, IssueCode::whitespace_trimmed},
    {&CleanText::invisible_removed, IssueCode::invisible_char_removed},
    {&CleanText::eth_fixed, IssueCode::confusable_eth_fixed},
    {&CleanText::lines_joined, IssueCode::multiline_cell},
}};

/// What a consent cell may say, as search_key makes it.
constexpr std::array<std::pair<std::string_view, Answer>, 19> answers{{
    {"co", Answer::yes},
    {"dong y", Answer::yes},
    {"da dong y", Answer::yes},
    {"x", Answer::yes},
    {"yes", Answer::yes},
    {"y", Answer::yes},
    {"1", Answer::yes},
    {"true", Answer::yes},
    {"\u2713", Answer::yes},
    {"\u2714", Answer::yes},
    {"khong", Answer::no},
    {"khong dong y", Answer::no},
    {"no", Answer::no},
    {"n", Answer::no},
    {"0", Answer::no},
    {"false", Answer::no},
    {"khong ap dung", Answer::not_applicable},
    {"n/a", Answer::not_applicable},
    {"kad", Answer::not_applicable},
}};

/// The forms' own words, the API's, and short ones; as search_key makes them.
constexpr std::array<std::pair<std::string_view, AgeBand>, 14> age_bands{{
    {"duoi 7 tuoi", AgeBand::under_7},
    {"duoi 7", AgeBand::under_7},
    {"<7", AgeBand::under_7},
    {"under_7", AgeBand::under_7},
    {"tu du 7 den duoi 16 tuoi", AgeBand::from_7_to_15},
    {"tu 7 den duoi 16 tuoi", AgeBand::from_7_to_15},
    {"tu 7 den 15 tuoi", AgeBand::from_7_to_15},
    {"7-15", AgeBand::from_7_to_15},
    {"7_to_15", AgeBand::from_7_to_15},
    {"tu du 16 tuoi", AgeBand::from_16},
    {"tu du 16 tuoi tro len", AgeBand::from_16},
    {"tu 16 tuoi", AgeBand::from_16},
    {"16+", AgeBand::from_16},
    {"16_plus", AgeBand::from_16},
}};

template <class Value, std::size_t N>
std::optional<Value> look_up(const std::array<std::pair<std::string_view, Value>, N>& table,
                             const std::string& key) {
    for (const auto& [word, value] : table) {
        if (word == key) return value;
    }
    return std::nullopt;
}

bool is_email(const std::string& text) {
    const std::size_t at = text.find('@');
    if (at == std::string::npos || at == 0 || text.find('@', at + 1) != std::string::npos) {
        return false;
    }
    const std::size_t dot = text.find('.', at);
    return dot != std::string::npos && dot > at + 1 && dot + 1 < text.size() &&
           text.back() != '.' && text.find_first_of(" ,;<>\"") == std::string::npos;
}

}  // namespace

void CellReader::note(IssueCode code, ImportField field) {
    const bool noted = std::any_of(record_.issues.begin(), record_.issues.end(),
                                   [&](const ImportIssue& issue) { return issue.code == code; });
    if (!noted) record_.issues.push_back({code, field});
}

const CleanText& CellReader::cell(ImportField field) const {
    static const CleanText none;
    const auto column = column_of(header_.columns, field);
    return column && *column < cells_.size() ? cells_[*column] : none;
}

bool CellReader::filled(ImportField field) const {
    const std::string& text = cell(field).text;
    return !text.empty() && !is_placeholder(text);
}

std::string CellReader::repaired(ImportField field) {
    const CleanText& found = cell(field);
    if (!filled(field)) return "";
    for (const Repair& repair : repairs) {
        if (found.*repair.done) note(repair.code, field);
    }
    return found.text;
}

std::string CellReader::text(ImportField field, std::size_t max_length) {
    std::string text = repaired(field);
    // A name never holds a question mark; elsewhere one may end a sentence.
    const bool is_name = field == ImportField::full_name || field == ImportField::family_name ||
                         field == ImportField::given_name || field == ImportField::leader_name;
    if ((is_name && text.find('?') != std::string::npos) || has_lost_letter(text)) {
        note(IssueCode::encoding_loss, field);
    }
    if (begins_like_formula(text) && !is_ditto(text)) note(IssueCode::formula_prefix, field);
    if (text.size() > max_length && text_length(text) > max_length) {
        note(IssueCode::text_too_long, field);
        return "";
    }
    return text;
}

bool CellReader::expand_ditto(const std::string& text, ImportField field) {
    if (!is_ditto(text)) return false;
    note(above_ ? IssueCode::ditto_expanded : IssueCode::ditto_without_source, field);
    return true;
}

std::string CellReader::text_or_ditto(ImportField field, std::size_t max_length,
                                      std::string Person::*member) {
    const std::string found = text(field, max_length);
    if (!expand_ditto(found, field)) return found;
    return above_ ? above_->person.*member : "";
}

std::string CellReader::phone(ImportField field, std::string Person::*member) {
    const std::string raw = repaired(field);
    if (expand_ditto(raw, field)) return above_ ? above_->person.*member : "";
    const PhoneParse parsed = parse_phone(raw);
    const bool no_column = parsed.issues == std::vector{IssueCode::phone_missing} && !has(field);
    if (no_column) return "";
    for (const IssueCode code : parsed.issues) note(code, field);
    if (!parsed.number) return "";
    if (parsed.number->kind == PhoneKind::short_code) {
        note(IssueCode::phone_wrong_length, field);
        return "";
    }
    if (parsed.issues.empty() && parsed.number->national != raw) {
        note(IssueCode::phone_reformatted, field);
    }
    return parsed.number->e164;
}

std::string CellReader::email() {
    const std::string found = repaired(ImportField::email);
    if (found.empty()) return "";
    if (is_email(found) && found.size() <= limits::email) return found;
    note(IssueCode::email_invalid, ImportField::email);
    return "";
}

std::optional<CivilDate> CellReader::date(ImportField field, std::optional<CivilDate> deadline) {
    const std::string raw = repaired(field);
    if (raw.empty()) return std::nullopt;
    if (expand_ditto(raw, field)) return above_ ? above_->registered_on : std::nullopt;
    const DateParse parsed = parse_date_text(raw);
    if (parsed.issue) note(*parsed.issue, field);
    if (parsed.date && deadline && *parsed.date > *deadline) {
        note(IssueCode::date_after_deadline, field);
    }
    return parsed.date;
}

std::optional<Answer> CellReader::answer(ImportField field, std::optional<Answer> above) {
    const std::string raw = repaired(field);
    if (raw.empty()) return std::nullopt;
    if (expand_ditto(raw, field)) return above;
    const auto found = look_up(answers, search_key(raw));
    if (!found) note(IssueCode::consent_unclear, field);
    return found;
}

std::optional<AgeBand> CellReader::age_band() {
    const std::string raw = repaired(ImportField::age_band);
    if (raw.empty()) {
        note(IssueCode::age_band_missing, ImportField::age_band);
        return std::nullopt;
    }
    if (expand_ditto(raw, ImportField::age_band)) {
        return above_ ? above_->person.age_band : std::nullopt;
    }
    const auto found = look_up(age_bands, search_key(raw));
    if (!found) note(IssueCode::age_band_unclear, ImportField::age_band);
    return found;
}

}  // namespace kinhmoi

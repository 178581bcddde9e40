// SPDX-License-Identifier: Apache-2.0
#include "common/base/phone.hpp"

#include <algorithm>
#include <cctype>

#include "common/base/text.hpp"

namespace kinhmoi {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

PhoneParse no_phone(IssueCode code) {
    return {std::nullopt, {code}};
}

PhoneParse accepted(PhoneKind kind, const std::string& national, bool zero_restored = false) {
    PhoneParse out;
    out.number = PhoneNumber{kind, national, "+84" + national.substr(1)};
    if (zero_restored) out.issues.push_back(IssueCode::phone_leading_zero_restored);
    return out;
}

/// "5.00E+08": the spreadsheet showed the number, not the text.
bool is_scientific(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e == 0 || e == std::string_view::npos) return false;
    return text.find_first_not_of("0123456789.,") == e &&
           text.find_first_not_of("0123456789+-", e + 1) == std::string_view::npos;
}

/// Takes off what spreadsheets add: an apostrophe in front, ".0" behind a whole number.
std::string_view without_spreadsheet_marks(std::string_view text) {
    if (!text.empty() && text.front() == '\'') text.remove_prefix(1);
    if (text.size() > 2 && text.ends_with(".0") && all_digits(text.substr(0, text.size() - 2))) {
        text.remove_suffix(2);
    }
    return text;
}

/// Digits in the national form "0…", after +84, 0084 or 84; the lost 0 is put back.
PhoneParse judge_national(std::string digits) {
    bool restored = false;
    if (digits.size() == 3 && digits[0] == '1') {
        return {PhoneNumber{PhoneKind::short_code, digits, ""}, {}};
    }
    if ((digits.size() == 8 || digits.size() == 10) &&
        (digits.starts_with("1800") || digits.starts_with("1900"))) {
        return {PhoneNumber{PhoneKind::short_code, digits, ""}, {}};
    }
    const bool mobile_without_zero = digits.size() == 9 && digits.find_first_of("35789") == 0;
    const bool other_without_zero = digits.size() == 10 && (digits[0] == '2' || digits[0] == '1');
    if (mobile_without_zero || other_without_zero) {
        digits.insert(0, 1, '0');
        restored = true;
    }
    if (digits.size() == 11 && digits.starts_with("01")) {
        return no_phone(IssueCode::phone_old_11_digit);
    }
    if (digits.size() == 11 && digits.starts_with("02")) {
        return accepted(PhoneKind::fixed, digits, restored);
    }
    if (digits.size() != 10) return no_phone(IssueCode::phone_wrong_length);
    if (digits[0] != '0' || std::string_view("35789").find(digits[1]) == std::string_view::npos) {
        return no_phone(IssueCode::phone_wrong_prefix);
    }
    return accepted(PhoneKind::mobile, digits, restored);
}

PhoneParse judge_international(std::string digits) {
    if (digits.starts_with("84")) {
        digits.erase(0, 2);
        if (!digits.starts_with('0')) digits.insert(0, 1, '0');
        return judge_national(std::move(digits));
    }
    if (digits.size() < 8 || digits.size() > 15) return no_phone(IssueCode::phone_wrong_length);
    return {PhoneNumber{PhoneKind::foreign, "+" + digits, "+" + digits}, {}};
}

PhoneParse parse_one(std::string_view text) {
    text = without_spreadsheet_marks(text);
    if (is_scientific(text)) return no_phone(IssueCode::phone_unrecoverable);
    std::string digits;
    for (const char c : text) {
        if (is_digit(c)) digits.push_back(c);
        else if (std::string_view("+ .-()/\t").find(c) == std::string_view::npos) {
            return no_phone(IssueCode::phone_unrecoverable);
        }
    }
    if (digits.empty()) return no_phone(IssueCode::phone_missing);
    if (text.starts_with('+')) return judge_international(std::move(digits));
    if (digits.starts_with("00")) return judge_international(digits.substr(2));
    const bool country_code = digits.starts_with("84") && digits.size() >= 11;
    return country_code ? judge_international(std::move(digits))
                        : judge_national(std::move(digits));
}

/// The parts of "0500000201 - 0500000202", "… / …", "… ; …", "… hoặc …".
std::vector<std::string> parts_of(std::string text) {
    for (const std::string_view word : {"hoặc", "và", "or"}) {
        for (std::size_t at; (at = text.find(word)) != std::string::npos;) {
            text.replace(at, word.size(), ";");
        }
    }
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (std::string_view("-/;,|").find(c) == std::string_view::npos) parts.back().push_back(c);
        else parts.emplace_back();
    }
    return parts;
}

}  // namespace

PhoneParse parse_phone(std::string_view raw) {
    const std::string text = clean(raw);
    if (text.empty()) return no_phone(IssueCode::phone_missing);
    PhoneParse whole = parse_one(text);
    if (whole.number) return whole;
    const std::vector<std::string> parts = parts_of(text);
    if (parts.size() < 2) return whole;
    for (const std::string& part : parts) {
        PhoneParse one = parse_one(clean(part));
        if (!one.number || one.number->kind == PhoneKind::short_code) continue;
        one.issues.push_back(IssueCode::phone_multiple);
        return one;
    }
    return whole;
}

std::string phone_display(const PhoneNumber& number) {
    const std::string& n = number.national;
    if (number.kind == PhoneKind::mobile && n.size() == 10) {
        return n.substr(0, 4) + " " + n.substr(4, 3) + " " + n.substr(7);
    }
    if (number.kind == PhoneKind::fixed && n.size() == 11) {
        return n.substr(0, 4) + " " + n.substr(4, 4) + " " + n.substr(8);
    }
    return n;
}

std::string phone_display(std::string_view e164) {
    const PhoneParse parsed = parse_phone(e164);
    return parsed.number ? phone_display(*parsed.number) : std::string(e164);
}

}  // namespace kinhmoi

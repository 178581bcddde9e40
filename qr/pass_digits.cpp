// SPDX-License-Identifier: Apache-2.0
// Groups of 7 bytes as 17 digits and back; finds them at the end of scanned text.
#include "qr/pass_digits.hpp"

#include <cassert>

namespace kinhmoi::qr {
namespace {

constexpr std::uint64_t group_limit = std::uint64_t{1} << (8 * pass_group_bytes);

// Not <cctype>: what counts as a digit or a letter must not depend on a locale.
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trim_end(std::string_view text) {
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view trim(std::string_view text) {
    text = trim_end(text);
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    return text;
}

/// Takes prefix off the front of text, ignoring ASCII case; false when text begins otherwise.
bool take(std::string_view& text, std::string_view prefix) {
    if (text.size() < prefix.size()) return false;
    for (std::size_t i = 0; i < prefix.size(); ++i)
        if (to_lower(text[i]) != to_lower(prefix[i])) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<DocumentId> find_document(std::string_view text, std::string_view own_host) {
    if (!take(text, "https://") || !take(text, own_host) || !take(text, "/d/")) return std::nullopt;
    return parse_id<DocumentId>(text);
}

}  // namespace

std::string to_digits(const PassCode& code) {
    std::string digits(pass_digit_count, '0');
    for (std::size_t group = 0; group < pass_groups; ++group) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < pass_group_bytes; ++i)
            value = value << 8 | code[group * pass_group_bytes + i];
        for (std::size_t i = pass_group_digits; i-- > 0; value /= 10)
            digits[group * pass_group_digits + i] = static_cast<char>('0' + value % 10);
    }
    return digits;
}

PassRead<PassCode> from_digits(std::string_view digits) {
    if (digits.size() != pass_digit_count) return PassOutcome::bad_length;
    for (const char c : digits)
        if (!is_digit(c)) return PassOutcome::bad_digit;
    PassCode code{};
    for (std::size_t group = 0; group < pass_groups; ++group) {
        // 17 digits are below 10^17 < 2^57: no overflow of the 64 bits.
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < pass_group_digits; ++i)
            value = value * 10 +
                    static_cast<std::uint64_t>(digits[group * pass_group_digits + i] - '0');
        if (value >= group_limit) return PassOutcome::group_overflow;
        for (std::size_t i = pass_group_bytes; i-- > 0; value >>= 8)
            code[group * pass_group_bytes + i] = static_cast<std::uint8_t>(value & 0xff);
    }
    return code;
}

std::optional<std::string_view> find_pass_digits(std::string_view text) {
    text = trim_end(text);
    std::size_t run = 0;
    while (run < text.size() && is_digit(text[text.size() - 1 - run])) ++run;
    // A longer run means that two readings ran into each other or a digit was doubled: asking to
    // scan again is kinder than judging a frame shifted by guess, which would be called a forgery.
    if (run != pass_digit_count) return std::nullopt;
    return text.substr(text.size() - run);
}

const char* text_kind_name(TextKind kind) {
    switch (kind) {
        case TextKind::pass_digits:
            return "pass_digits";
        case TextKind::document_code:
            return "document_code";
        case TextKind::not_a_pass:
            return "not_a_pass";
    }
    return "";
}

ClassifiedText classify_text(std::string_view text, std::string_view own_host) {
    assert(!own_host.empty());
    if (const auto digits = find_pass_digits(text))
        return {TextKind::pass_digits, std::string(*digits), std::nullopt};
    if (const auto document = find_document(trim(text), own_host))
        return {TextKind::document_code, {}, document};
    return {TextKind::not_a_pass, {}, std::nullopt};
}

}  // namespace kinhmoi::qr

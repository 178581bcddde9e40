// SPDX-License-Identifier: Apache-2.0
// 77 bytes as 187 decimal digits and back, and telling a pass from other text that a scanner reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "qr/pass_payload.hpp"

namespace kinhmoi::qr {

constexpr std::size_t pass_group_bytes = 7;
constexpr std::size_t pass_group_digits = 17;
constexpr std::size_t pass_groups = pass_code_bytes / pass_group_bytes;
constexpr std::size_t pass_digit_count = pass_groups * pass_group_digits;
static_assert(pass_digit_count == 187);

/// 187 digits.
std::string to_digits(const PassCode& code);
/// Strict: nothing but 187 ASCII digits. Refuses bad_length, bad_digit, group_overflow.
PassRead<PassCode> from_digits(std::string_view digits);

/// The 187 digits at the end of what a scanner or camera read, whatever stands before them; white
/// space after them is ignored. Nothing when the run of digits at the end is shorter or longer.
/// The view points into text.
std::optional<std::string_view> find_pass_digits(std::string_view text);

enum class TextKind { pass_digits, document_code, not_a_pass };
/// "pass_digits", …
const char* text_kind_name(TextKind kind);

struct ClassifiedText {
    TextKind kind = TextKind::not_a_pass;
    std::string digits;                  ///< 187 digits, for pass_digits
    std::optional<DocumentId> document;  ///< for document_code
};

/// What a text is, by its form alone (no signature is checked).
/// A document code is HTTPS://<own_host>/D/<uuid>, in any letter case. own_host may end in ":port".
ClassifiedText classify_text(std::string_view text, std::string_view own_host);

}  // namespace kinhmoi::qr

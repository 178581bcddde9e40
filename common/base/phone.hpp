// SPDX-License-Identifier: Apache-2.0
// Phone numbers as people write them in Vietnam, kept as E.164 and shown as 0xxx xxx xxx.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/issues.hpp"

namespace kinhmoi {

enum class PhoneKind { mobile, fixed, short_code, foreign };

struct PhoneNumber {
    PhoneKind kind = PhoneKind::mobile;
    std::string national;  ///< "0500000201"; a short code as dialled; a foreign number as E.164
    std::string e164;      ///< "+84500000201"; empty for a short code
    bool operator==(const PhoneNumber&) const = default;
};

struct PhoneParse {
    std::optional<PhoneNumber> number;
    std::vector<IssueCode> issues;  ///< why there is none, or what was repaired
};

/// Reads any usual writing: dots, spaces, brackets, +84, 0084, a lost leading 0, an apostrophe,
/// two numbers in a cell (the first is taken).
PhoneParse parse_phone(std::string_view text);

/// "0500 000 201" for a mobile, "0292 0000 000" for a land line, else the number itself.
std::string phone_display(const PhoneNumber& number);
/// The same, from a stored E.164 number.
std::string phone_display(std::string_view e164);

}  // namespace kinhmoi

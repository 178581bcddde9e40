// SPDX-License-Identifier: Apache-2.0
// The number printed under a pass, typed when its code is damaged: 7 digits and a Damm check digit.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kinhmoi::qr {

constexpr std::uint32_t short_number_count = 10'000'000;

/// All 8 digits as one number; its check digit holds when it comes from the functions below.
struct ShortNumber {
    std::uint32_t value = 0;
    auto operator<=>(const ShortNumber&) const = default;
};

/// The number of the first seven digits, which must be below short_number_count.
ShortNumber make_short_number(std::uint32_t first_seven);
/// "12345678", for storing and for the API.
std::string short_number_digits(ShortNumber number);
/// "1234 5678", for people.
std::string format_short_number(ShortNumber number);
/// Spaces (also no-break ones), hyphens and dots may stand anywhere. Nothing unless exactly 8
/// digits remain and the check digit is right: one wrong digit or two swapped neighbours are always
/// caught.
std::optional<ShortNumber> parse_short_number(std::string_view text);

}  // namespace kinhmoi::qr

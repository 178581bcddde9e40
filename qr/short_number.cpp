// SPDX-License-Identifier: Apache-2.0
// Damm's check digit and lenient reading.
#include "qr/short_number.hpp"

#include <array>
#include <cassert>

namespace kinhmoi::qr {
namespace {

// Damm's totally anti-symmetric quasigroup of order 10; its diagonal is zero, so a number with its
// check digit folds to 0.
constexpr std::array<std::array<std::uint8_t, 10>, 10> damm_table = {{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};
constexpr std::size_t digit_count = 8;

std::uint8_t damm(std::string_view digits) {
    std::uint8_t state = 0;
    for (const char c : digits) state = damm_table[state][static_cast<std::size_t>(c - '0')];
    return state;
}

std::string padded(std::uint32_t value, std::size_t width) {
    std::string digits(width, '0');
    for (std::size_t i = width; i-- > 0; value /= 10)
        digits[i] = static_cast<char>('0' + value % 10);
    return digits;
}

/// Takes one separator off the front of text, if one stands there.
bool take_separator(std::string_view& text) {
    constexpr std::string_view separators[] = {" ", "\t", "\r", "\n", "-", ".", "\u00a0", "\u202f"};
    for (const std::string_view separator : separators) {
        if (!text.starts_with(separator)) continue;
        text.remove_prefix(separator.size());
        return true;
    }
    return false;
}

}  // namespace

ShortNumber make_short_number(std::uint32_t first_seven) {
    assert(first_seven < short_number_count);
    return {first_seven * 10 + damm(padded(first_seven, digit_count - 1))};
}

std::string short_number_digits(ShortNumber number) {
    return padded(number.value, digit_count);
}

std::string format_short_number(ShortNumber number) {
    return short_number_digits(number).insert(digit_count / 2, 1, ' ');
}

std::optional<ShortNumber> parse_short_number(std::string_view text) {
    std::string digits;
    while (!text.empty()) {
        if (take_separator(text)) continue;
        if (text[0] < '0' || text[0] > '9' || digits.size() == digit_count) return std::nullopt;
        digits += text[0];
        text.remove_prefix(1);
    }
    if (digits.size() != digit_count || damm(digits) != 0) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : digits) value = value * 10 + static_cast<std::uint32_t>(c - '0');
    return ShortNumber{value};
}

}  // namespace kinhmoi::qr

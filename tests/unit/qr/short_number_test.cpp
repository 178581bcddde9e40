// SPDX-License-Identifier: Apache-2.0
// Short numbers: every single slip of a typing hand must be caught.
#include "qr/short_number.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace kinhmoi::qr {
namespace {

/// Spread over the whole range, with the borders.
std::vector<std::uint32_t> sample_numbers() {
    std::vector<std::uint32_t> numbers = {0, 1, 9, 10, 572, 1'234'567, 9'999'998, 9'999'999};
    for (std::uint32_t i = 0; i < 3'000; ++i) numbers.push_back(i * 3'331 % short_number_count);
    return numbers;
}

TEST(ShortNumber, KnownCheckDigit) {
    EXPECT_EQ(short_number_digits(make_short_number(572)), "00005724");
    EXPECT_EQ(format_short_number(make_short_number(572)), "0000 5724");
}

TEST(ShortNumber, BothFormsComeBack) {
    for (const std::uint32_t first : sample_numbers()) {
        const ShortNumber number = make_short_number(first);
        EXPECT_EQ(number.value / 10, first);
        EXPECT_EQ(parse_short_number(short_number_digits(number)), number);
        EXPECT_EQ(parse_short_number(format_short_number(number)), number);
    }
}

TEST(ShortNumber, EveryWrongDigitIsCaught) {
    for (const std::uint32_t first : sample_numbers()) {
        const std::string good = short_number_digits(make_short_number(first));
        for (std::size_t at = 0; at < good.size(); ++at)
            for (char c = '0'; c <= '9'; ++c) {
                if (c == good[at]) continue;
                std::string wrong = good;
                wrong[at] = c;
                ASSERT_EQ(parse_short_number(wrong), std::nullopt) << good << " as " << wrong;
            }
    }
}

TEST(ShortNumber, EverySwapOfNeighboursIsCaught) {
    for (const std::uint32_t first : sample_numbers()) {
        const std::string good = short_number_digits(make_short_number(first));
        for (std::size_t at = 1; at < good.size(); ++at) {
            if (good[at] == good[at - 1]) continue;
            std::string wrong = good;
            std::swap(wrong[at], wrong[at - 1]);
            ASSERT_EQ(parse_short_number(wrong), std::nullopt) << good << " as " << wrong;
        }
    }
}

}  // namespace
}  // namespace kinhmoi::qr

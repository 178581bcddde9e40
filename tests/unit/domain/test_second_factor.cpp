// SPDX-License-Identifier: Apache-2.0
// Which codes of an authenticator app are accepted, and how long a sign-in is fresh.
#include <gtest/gtest.h>

#include "common/domain/second_factor.hpp"

namespace kinhmoi::test_second_factor {
namespace {

TEST(TotpStep, ChangesEveryThirtySeconds) {
    EXPECT_EQ(totp_step({0}), 0);
    EXPECT_EQ(totp_step({29'999}), 0);
    EXPECT_EQ(totp_step({30'000}), 1);
    EXPECT_EQ(totp_step({59'000}), 1);
}

TEST(TotpTruncate, TakesTheBytesThatTheLastOnePointsAt) {
    // The example of RFC 4226, 5.4: offset 10, 0x50ef7f19.
    const std::array<std::uint8_t, 20> hmac{0x1f, 0x86, 0x98, 0x69, 0x0e, 0x02, 0xca,
                                            0x16, 0x61, 0x85, 0x50, 0xef, 0x7f, 0x19,
                                            0xda, 0x8e, 0x94, 0x5b, 0x55, 0x5a};
    EXPECT_EQ(totp_truncate(hmac), 872921u);
    std::array<std::uint8_t, 20> high{};
    high[0] = 0xff;
    EXPECT_EQ(totp_truncate(high), 0x7f000000u % 1'000'000) << "the sign bit does not count";
}

TEST(ParseTotpCode, SixDigitsAndNothingElse) {
    EXPECT_EQ(parse_totp_code("012345"), 12345u);
    EXPECT_EQ(parse_totp_code(" 123 456 "), 123456u);
    for (const char* text :
         {"", "12345", "1234567", "12345a", "-12345", "123\t456", "１２３４５６"})
        EXPECT_EQ(parse_totp_code(text), std::nullopt) << text;
}

struct Case {
    const char* what;
    std::uint32_t typed;
    std::optional<std::int64_t> last_used;
    std::optional<std::int64_t> accepted;
};

TEST(AcceptTotp, OneStepOfDriftAndNoStepTwice) {
    // The code of a step is its number; the current one is 100.
    const Instant now{100 * totp_step_ms + 17'000};
    const Case cases[] = {
        {"the current one", 100, std::nullopt, 100},
        {"a slow phone", 99, std::nullopt, 99},
        {"a fast phone", 101, std::nullopt, 101},
        {"too slow", 98, std::nullopt, std::nullopt},
        {"too fast", 102, std::nullopt, std::nullopt},
        {"wrong", 7, std::nullopt, std::nullopt},
        {"used before", 100, 100, std::nullopt},
        {"older than one used", 99, 100, std::nullopt},
        {"later than one used", 101, 100, 101},
        {"after one of the step before", 100, 99, 100},
    };
    for (const Case& test : cases) {
        const auto accepted = accept_totp(test.typed, now, test.last_used, [](std::int64_t step) {
            return static_cast<std::uint32_t>(step);
        });
        EXPECT_EQ(accepted, test.accepted) << test.what;
    }
}

TEST(IsFresh, ForFiveMinutes) {
    const Instant proven{1'000'000'000};
    EXPECT_TRUE(is_fresh(proven, proven));
    EXPECT_TRUE(is_fresh(proven, proven + fresh_ms));
    EXPECT_FALSE(is_fresh(proven, proven + (fresh_ms + 1)));
    EXPECT_FALSE(is_fresh(std::nullopt, proven));
}

}  // namespace
}  // namespace kinhmoi::test_second_factor

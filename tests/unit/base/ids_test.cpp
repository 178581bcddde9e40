// SPDX-License-Identifier: Apache-2.0
// Identifiers in the order they were made, whatever the clock and the random bits say.
#include <gtest/gtest.h>

#include "common/base/ids.hpp"

namespace kinhmoi {
namespace {

constexpr Instant start{1'779'238'800'123};

EventId next(UuidSequence& ids, Instant now, std::uint8_t random) {
    std::array<std::uint8_t, 8> bytes;
    bytes.fill(random);
    return {ids.next(now, bytes)};
}

TEST(UuidSequence, HasTheFormOfVersion7) {
    UuidSequence ids;
    EXPECT_EQ(to_text(next(ids, start, 0xff)), "019e42e5-8afb-7000-bfff-ffffffffffff");
    EXPECT_EQ(to_text(next(ids, start, 0x00)), "019e42e5-8afb-7001-8000-000000000000");
    EXPECT_EQ(to_text(next(ids, start + 1, 0xff)), "019e42e5-8afc-7000-bfff-ffffffffffff");
}

TEST(UuidSequence, GrowsWithinAMillisecondAndPastAFullCounter) {
    UuidSequence ids;
    EventId before = next(ids, start, 0xff);
    for (int i = 1; i < 10'000; ++i) {
        const EventId id = next(ids, start, static_cast<std::uint8_t>(0xff - i % 256));
        ASSERT_GT(id, before) << i;
        before = id;
    }
    EXPECT_EQ(to_text(before).substr(0, 13), "019e42e5-8afd") << "two milliseconds were borrowed";
    EXPECT_GT(next(ids, start + 1, 0), before) << "a clock that has not caught up yet";
}

TEST(UuidSequence, GrowsWhenTheClockGoesBack) {
    UuidSequence ids;
    const EventId before = next(ids, start, 0xff);
    EXPECT_GT(next(ids, start + -hour_ms, 0x00), before);
    EXPECT_GT(next(ids, Instant{}, 0x00), before);
}

}  // namespace
}  // namespace kinhmoi

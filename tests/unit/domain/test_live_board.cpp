// SPDX-License-Identifier: Apache-2.0
// The live board's sums are add_up's, whatever came and went; buckets and the newest.
#include <gtest/gtest.h>

#include <random>

#include "common/domain/live_board.hpp"

namespace kinhmoi::test_live_board {
namespace {

Place place(std::uint8_t site, std::uint8_t group, std::uint8_t agency) {
    Place out;
    std::get<SiteId>(out).bytes[0] = site;
    std::get<GroupId>(out).bytes[0] = group;
    std::get<AgencyId>(out).bytes[0] = agency;
    return out;
}

PassId pass(std::uint8_t number) {
    PassId out;
    out.bytes[7] = number;
    return out;
}

AttendanceReport counted(std::map<Place, AttendanceFacts> facts,
                         const std::map<PassId, Presence>& presences) {
    for (const auto& [id, presence] : presences) {
        facts[presence.place].count(presence.turnout, 1);
    }
    std::vector<AttendanceCell> cells;
    for (const auto& [where, of_place] : facts) {
        cells.push_back({std::get<SiteId>(where), std::get<GroupId>(where),
                         std::get<AgencyId>(where), attendance_of(of_place)});
    }
    return add_up(cells);
}

TEST(LiveBoard, SumsAreThoseOfAddUpWhateverHappens) {
    std::mt19937 random(20260529);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    std::map<Place, AttendanceFacts> plan;
    for (std::uint8_t i = 0; i < 12; ++i)
        plan[place(i % 3, i % 4, i % 2)] = {.quota = 9, .seats = 5, .gave_notice = i % 3};
    LiveBoard board;
    board.restart(plan);
    std::map<PassId, Presence> presences;
    for (int step = 0; step < 2'000; ++step) {
        const PassId id = pass(static_cast<std::uint8_t>(below(40)));
        if (below(4) == 0) {
            presences.erase(id);
            board.set(id, std::nullopt);
        } else {
            auto where = plan.begin();
            std::advance(where, below(static_cast<unsigned>(plan.size())));
            const int seats = below(3);
            const Turnout turnout{seats, seats ? below(2) : 0, 1 + below(4)};
            const Presence presence{where->first, turnout, Instant{below(20) * minute_ms}};
            presences[id] = presence;
            board.set(id, presence);
        }
        const AttendanceReport wanted = counted(plan, presences);
        ASSERT_EQ(board.sums().total, wanted.total) << step;
        ASSERT_EQ(board.sums().by_site, wanted.by_site) << step;
        ASSERT_EQ(board.sums().by_group, wanted.by_group) << step;
        ASSERT_EQ(board.sums().by_agency, wanted.by_agency) << step;
        int persons = 0, arrived = 0;
        for (const auto& [of, presence] : presences) persons += presence.turnout.came;
        for (const auto& [at, count] : board.arrivals()) {
            arrived += count;
            EXPECT_EQ(at.ms % arrival_bucket_ms, 0);
            EXPECT_GT(count, 0);
        }
        ASSERT_EQ(arrived, persons) << step;
    }
}

TEST(LiveBoard, TheNewestComeFirstAndAnUndoneOneLeavesRoom) {
    LiveBoard board;
    for (std::uint8_t i = 1; i <= 4; ++i)
        board.set(pass(i), Presence{place(1, 1, 1), {1, 0, 1}, Instant{i * minute_ms}});
    EXPECT_EQ(board.latest(2), (std::vector{pass(4), pass(3)}));
    board.set(pass(4), std::nullopt);
    EXPECT_EQ(board.latest(2), (std::vector{pass(3), pass(2)}));
    // A scan that was handed in late: the pass came earlier than was known.
    board.set(pass(3), Presence{place(1, 1, 1), {1, 0, 1}, Instant{}});
    EXPECT_EQ(board.latest(9), (std::vector{pass(2), pass(1), pass(3)}));
    board.restart({});
    EXPECT_TRUE(board.latest(9).empty());
    EXPECT_EQ(board.sums().total, Attendance{});
}

TEST(LiveBoard, BucketsBeginAtWholeFiveMinutes) {
    LiveBoard board;
    const std::int64_t times[] = {-1, 0, arrival_bucket_ms - 1, arrival_bucket_ms};
    for (std::uint8_t i = 0; i < 4; ++i)
        board.set(pass(i), Presence{place(1, 1, 1), {2, 0, 2}, Instant{times[i]}});
    const std::map<Instant, int> wanted = {
        {{-arrival_bucket_ms}, 2}, {{0}, 4}, {{arrival_bucket_ms}, 2}};
    EXPECT_EQ(board.arrivals(), wanted);
}

}  // namespace
}  // namespace kinhmoi::test_live_board

// SPDX-License-Identifier: Apache-2.0
// Two doors, many threads, one moment: exactly one admitted for each pass, and the other door
// learns when and where.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "server/store/rows/admission_rows.hpp"
#include "server/usecase/scans.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int pass_count = 1'000;
#else
constexpr int pass_count = 10'000;
#endif
constexpr int thread_count = 64;

TEST(DoorRace, ExactlyOneOfTwoDoorsAdmits) {
    TestStore store;
    auto world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
    const auto passes =
        store.write([&](store::WriteTx& tx) { return add_passes(tx, world, pass_count); });
    const Instant now = store.clock().now();
    std::array<std::vector<usecase::SentScan>, 2> sent;
    for (const Pass& pass : passes) {
        sent[0].push_back(world.door_1.read(now, digits_of(pass)));
        sent[1].push_back(world.door_2.read(now, digits_of(pass)));
    }
    std::array<std::vector<std::optional<usecase::ScanAnswer>>, 2> answers;
    for (auto& side : answers) side.resize(passes.size());
    // Each pass is sent by two threads at the same time, one a door.
    std::array<std::atomic<std::size_t>, 2> next{};
    std::vector<std::thread> threads;
    for (int i = 0; i < thread_count; ++i) {
        threads.emplace_back([&, side = static_cast<std::size_t>(i % 2)] {
            const Phone& phone = side == 0 ? world.door_1 : world.door_2;
            for (std::size_t at = next[side]++; at < passes.size(); at = next[side]++) {
                auto job = [&](store::WriteTx& tx) {
                    return usecase::record_scan(tx, phone.actor(), sent[side][at], door_host);
                };
                answers[side][at] = store.store().write_now(std::ref(job)).value();
            }
        });
    }
    for (auto& thread : threads) thread.join();
    std::array<int, 2> won{};
    for (std::size_t at = 0; at < passes.size(); ++at) {
        const auto is_in = [&](std::size_t side) {
            return answers[side][at]->decision.verdict == Verdict::admitted;
        };
        ASSERT_NE(is_in(0), is_in(1)) << "pass " << at;
        const std::size_t winner = is_in(0) ? 0 : 1;
        ++won[winner];
        const auto& loser = *answers[1 - winner][at];
        ASSERT_EQ(loser.decision.verdict, Verdict::already_in);
        ASSERT_TRUE(loser.decision.first_in);
        EXPECT_EQ(loser.decision.first_in->scan, sent[winner][at].scan.id);
        EXPECT_EQ(loser.decision.first_in->at, now);
        EXPECT_EQ(loser.first_in_gate, winner == 0 ? "Cửa 1" : "Cửa 2");
    }
    EXPECT_EQ(won[0] + won[1], pass_count);
}

}  // namespace
}  // namespace kinhmoi::test

// SPDX-License-Identifier: Apache-2.0
// The job that erases whose time is over, and holds back when the clock was set forward.
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "server/jobs/retention_job.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

class Retention : public testing::Test {
protected:
    Retention() {
        world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
    }

    void pass(std::int64_t ms) {
        store.clock().advance(ms);
        machine_ms += ms;
    }
    bool is_erased() {
        return store
            .read([&](store::ReadTx& tx) {
                return store::load_delegate(tx, world.adult.delegate)->erased_at;
            })
            .has_value();
    }
    void look() {
        told.clear();
        boost::asio::co_spawn(io, job.look(), boost::asio::detached);
        io.restart();
        io.run();
    }

    TestStore store;
    DoorWorld world;
    std::int64_t machine_ms = 0;
    std::vector<std::string> told;
    boost::asio::io_context io;
    jobs::RetentionJob job{io,
                           store.store(),
                           std::chrono::minutes(60),
                           {store.clock().reader(), [this] { return machine_ms; }},
                           [this](std::string_view event, std::int64_t count) {
                               told.push_back(std::string(event) + " " + std::to_string(count));
                           }};
};

TEST_F(Retention, ErasesWhoseTimeIsOver) {
    look();
    EXPECT_FALSE(is_erased());
    pass(400 * day_ms);
    look();
    EXPECT_TRUE(is_erased());
}

TEST_F(Retention, ErasesNobodyBecauseTheClockWasSetForward) {
    pass(hour_ms);
    store.clock().advance(400 * day_ms);
    look();
    EXPECT_FALSE(is_erased());
    EXPECT_EQ(told.at(0), "erasing_held 400");
    // Set right again: the time of the store stays where it was, so it is held all the same.
    store.clock().advance(-400 * day_ms);
    look();
    EXPECT_FALSE(is_erased());
    EXPECT_EQ(told.at(0), "erasing_held 400");
}

TEST_F(Retention, AClockThatIsSetRightByMinutesHoldsNothing) {
    pass(400 * day_ms);
    store.clock().advance(10 * minute_ms);
    look();
    EXPECT_TRUE(is_erased());
}

}  // namespace
}  // namespace kinhmoi::test

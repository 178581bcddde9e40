// SPDX-License-Identifier: Apache-2.0
// Many jobs a commit: order, isolation, answers, the bounded queue.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "tests/unit/store/fixture.hpp"

namespace kinhmoi::store::test {
namespace {

class GroupTest : public testing::Test {
protected:
    void open(std::size_t queue = 1'024) {
        auto settings = settings_in(folder_.path());
        settings.write_queue = queue;
        store_ = must_create(settings);
    }

    /// Runs one write a coroutine, all in one group, and waits for every answer.
    template <class F>
    void in_one_group(int count, F f) {
        Plug plug(*store_);
        for (int n = 0; n < count; ++n) asio::co_spawn(io_, f(n), asio::detached);
        io_.poll();
        plug.release();
        io_.run();
    }

    Folder folder_;
    std::unique_ptr<Store> store_;
    asio::io_context io_;
};

TEST_F(GroupTest, jobs_run_in_order_and_commit_once) {
    open();
    const auto before = store_->stats();
    std::vector<int> ran, answered;
    auto job = [&](int n) -> asio::awaitable<void> {
        co_await store_->write([n, &ran](WriteTx& tx) {
            add_note(tx, n, "n");
            ran.push_back(n);
        });
        answered.push_back(n);
    };
    in_one_group(100, job);
    std::vector<int> expected(100);
    for (int n = 0; n < 100; ++n) expected[static_cast<std::size_t>(n)] = n;
    EXPECT_EQ(ran, expected);
    EXPECT_EQ(answered, expected);
    EXPECT_EQ(count_notes(*store_), 100);
    const auto after = store_->stats();
    EXPECT_EQ(after.commits - before.commits, 2u) << "the plug's and the group's";
    EXPECT_EQ(after.write_jobs - before.write_jobs, 101u);
    EXPECT_EQ(after.group_size.counts[7], 1u) << "one group of 65..128";
    EXPECT_EQ(after.group_size.sum, 101u);
}

TEST_F(GroupTest, one_jobs_failure_leaves_the_others_alone) {
    open();
    std::map<int, std::string> outcome;
    Changes heard;
    store_->on_commit([&heard](const Changes& changes) { heard.merge(changes); });
    auto job = [&](int n) -> asio::awaitable<void> {
        try {
            const auto answer = co_await store_->write([n](WriteTx& tx) -> Result<int> {
                tx.changes().touch(EventId{{static_cast<std::uint8_t>(n)}});
                add_note(tx, n, "n");
                if (n % 4 == 1) return refusal();
                if (n % 4 == 2) throw std::domain_error("bug");
                if (n % 4 == 3) add_note(tx, n, "again");
                return n;
            });
            outcome[n] = answer ? "ok" : kind_name(answer.error().kind());
        } catch (const std::domain_error&) {
            outcome[n] = "bug";
        } catch (const StoreError& error) {
            outcome[n] = error.fault() == Fault::constraint ? "constraint" : "?";
        }
    };
    in_one_group(40, job);
    const char* expected[] = {"ok", "over_quota", "bug", "constraint"};
    for (int n = 0; n < 40; ++n) EXPECT_EQ(outcome[n], expected[n % 4]) << n;
    EXPECT_EQ(count_notes(*store_), 10);
    EXPECT_EQ(heard.events.size(), 10u) << "only what stayed is told";
}

TEST_F(GroupTest, a_repeatable_jobs_failure_leaves_the_others_alone) {
    open();
    const auto before = store_->stats();
    std::map<int, std::string> outcome;
    std::map<int, int> runs;
    Changes heard;
    store_->on_commit([&heard](const Changes& changes) { heard.merge(changes); });
    auto job = [&](int n) -> asio::awaitable<void> {
        const auto work = [n, &runs](WriteTx& tx) -> Result<int> {
            ++runs[n];
            if (n == 3) return refusal();
            tx.changes().touch(EventId{{static_cast<std::uint8_t>(n)}});
            add_note(tx, n, "n");
            if (n == 20) throw std::domain_error("bug");
            if (n == 25) return refusal();
            return n;
        };
        try {
            const auto answer = co_await store_->write_repeatable(work);
            outcome[n] = answer ? "ok" : kind_name(answer.error().kind());
        } catch (const std::domain_error&) {
            outcome[n] = "bug";
        }
    };
    in_one_group(40, job);
    for (int n = 0; n < 40; ++n) {
        const bool refuses = n == 3 || n == 25;
        EXPECT_EQ(outcome[n], n == 20 ? "bug" : refuses ? "over_quota" : "ok") << n;
        EXPECT_EQ(runs[n], n <= 20 ? 2 : 1) << n;
    }
    EXPECT_EQ(count_notes(*store_), 37);
    EXPECT_EQ(heard.events.size(), 37u) << "only what stayed is told, and once";
    EXPECT_EQ(store_->stats().commits - before.commits, 2u) << "the plug's and the group's";
}

TEST_F(GroupTest, a_repeatable_refusal_that_changed_nothing_costs_no_second_run) {
    open();
    int runs = 0;
    auto job = [&](int n) -> asio::awaitable<void> {
        const auto work = [n, &runs](WriteTx& tx) -> Result<int> {
            ++runs;
            if (n % 2 == 0) return refusal();
            add_note(tx, n, "n");
            return n;
        };
        EXPECT_EQ((co_await store_->write_repeatable(work)).has_value(), n % 2 == 1);
    };
    in_one_group(40, job);
    EXPECT_EQ(runs, 40);
    EXPECT_EQ(count_notes(*store_), 20);
}

TEST_F(GroupTest, one_job_that_may_not_run_again_gives_all_of_them_savepoints) {
    open();
    std::map<int, int> runs;
    auto job = [&](int n) -> asio::awaitable<void> {
        const auto work = [n, &runs](WriteTx& tx) -> Result<int> {
            ++runs[n];
            add_note(tx, n, "n");
            if (n == 7) return refusal();
            return n;
        };
        if (n == 2) co_await store_->write(work);
        else co_await store_->write_repeatable(work);
    };
    in_one_group(10, job);
    for (int n = 0; n < 10; ++n) EXPECT_EQ(runs[n], 1) << n;
    EXPECT_EQ(count_notes(*store_), 9);
}

TEST_F(GroupTest, a_deferred_key_left_open_fails_its_job_only) {
    open();
    int kept = 0, refused = 0;
    auto job = [&](int n) -> asio::awaitable<void> {
        try {
            co_await store_->write([n](WriteTx& tx) {
                const std::array<std::uint8_t, 1> parent{static_cast<std::uint8_t>(n)};
                tx.execute("INSERT INTO children (id, parent_id) VALUES ($1, $2)", n, parent);
                if (n != 3) tx.execute("INSERT INTO parents (id) VALUES ($1)", parent);
            });
            ++kept;
        } catch (const StoreError& error) {
            EXPECT_EQ(error.fault(), Fault::constraint);
            ++refused;
        }
    };
    in_one_group(6, job);
    EXPECT_EQ(kept, 5);
    EXPECT_EQ(refused, 1);
}

TEST_F(GroupTest, a_full_queue_refuses_at_once_and_empties) {
    open(8);
    int kept = 0, busy = 0, thrown = 0;
    auto job = [&](int n) -> asio::awaitable<void> {
        if (n % 2 == 0) {
            const auto answer = co_await store_->write([n](WriteTx& tx) -> Result<void> {
                add_note(tx, n, "n");
                return {};
            });
            answer ? ++kept : ++busy;
            EXPECT_TRUE(answer || answer.error().kind() == FailureKind::busy);
        } else {
            try {
                co_await store_->write([n](WriteTx& tx) { add_note(tx, n, "n"); });
                ++kept;
            } catch (const StoreRefusal& error) {
                EXPECT_EQ(error.failure().kind(), FailureKind::busy);
                ++thrown;
            }
        }
    };
    in_one_group(20, job);
    EXPECT_EQ(kept, 8);
    EXPECT_EQ(busy, 6);
    EXPECT_EQ(thrown, 6);
    EXPECT_EQ(count_notes(*store_), 8);
    EXPECT_EQ(store_->stats().refused_busy, 12u);
    EXPECT_EQ(store_->stats().write_queue, 0u);
}

TEST_F(GroupTest, answers_reach_each_awaiter_on_its_own_executor) {
    open();
    asio::thread_pool pool(2);
    std::vector<asio::strand<asio::any_io_executor>> strands;
    for (int n = 0; n < 20; ++n) strands.push_back(asio::make_strand(pool.get_executor()));
    std::atomic<int> right{0};
    auto job = [&](int n) -> asio::awaitable<void> {
        for (int turn = 0; turn < 50; ++turn) {
            const int id = n * 1'000 + turn;
            co_await store_->write([id](WriteTx& tx) { add_note(tx, id, "n"); });
            const bool found = co_await store_->read([id](ReadTx& tx) {
                return tx.query("SELECT 1 FROM notes WHERE id = $1", id).next();
            });
            const auto& strand = strands[static_cast<std::size_t>(n)];
            if (found && strand.running_in_this_thread()) ++right;
        }
    };
    for (int n = 0; n < 20; ++n)
        asio::co_spawn(strands[static_cast<std::size_t>(n)], job(n), asio::detached);
    pool.join();
    EXPECT_EQ(right.load(), 20 * 50);
    EXPECT_EQ(count_notes(*store_), 20 * 50);
}

TEST_F(GroupTest, listeners_hear_after_the_commit_and_before_the_answer) {
    open();
    std::vector<std::string> order;
    store_->on_commit([&](const Changes& changes) {
        EXPECT_TRUE(changes.devices);
        order.push_back("heard, " + std::to_string(count_notes(*store_)) + " stored");
    });
    store_->write_now([](WriteTx& tx) { add_note(tx, 1, "silent"); });
    store_->write_now([](WriteTx& tx) {
        add_note(tx, 2, "told");
        tx.changes().devices = true;
    });
    order.push_back("answered");
    EXPECT_EQ(order, (std::vector<std::string>{"heard, 2 stored", "answered"}));
}

TEST_F(GroupTest, stopping_answers_what_is_queued_and_refuses_the_rest) {
    open();
    int kept = 0;
    auto job = [&](int n) -> asio::awaitable<void> {
        co_await store_->write([n](WriteTx& tx) { add_note(tx, n, "n"); });
        ++kept;
    };
    {
        Plug plug(*store_);
        for (int n = 0; n < 10; ++n) asio::co_spawn(io_, job(n), asio::detached);
        io_.poll();
        std::thread stopper([this] { store_->stop(); });
        plug.release();
        stopper.join();
    }
    io_.run();
    EXPECT_EQ(kept, 10);
    const auto late = store_->write_now([](WriteTx&) -> Result<void> { return {}; });
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind(), FailureKind::unavailable);
    const auto late_read = store_->read_now([](ReadTx&) -> Result<void> { return {}; });
    EXPECT_FALSE(late_read);
    EXPECT_EQ(fs::file_size(folder_ / "test.db-wal"), 0u) << "a clean stop empties the log";
}

TEST_F(GroupTest, what_a_function_owns_is_copied_nowhere_and_freed_once) {
    open();
    auto owned = std::make_shared<std::string>(100, 'x');
    long uses_inside = 0;
    auto job = [](Store& store, std::shared_ptr<std::string> held,
                  long& uses) -> asio::awaitable<void> {
        auto write = [held = std::move(held), &uses](WriteTx& tx) {
            uses = held.use_count();
            add_note(tx, 1, *held);
        };
        co_await store.write(write);
    };
    asio::co_spawn(io_, job(*store_, owned, uses_inside), asio::detached);
    io_.run();
    EXPECT_EQ(uses_inside, 2);
    EXPECT_EQ(owned.use_count(), 1);
    // What g++ 12 would destroy twice does not compile unnamed.
    const auto owner = [owned](WriteTx&) {};
    const auto borrower = [&owned](WriteTx&) {};
    static_assert(!detail::may_cross_co_await<std::remove_const_t<decltype(owner)>>);
    static_assert(detail::may_cross_co_await<decltype(owner)&>);
    static_assert(detail::may_cross_co_await<std::remove_const_t<decltype(borrower)>>);
}

TEST_F(GroupTest, an_io_context_that_goes_first_lets_go_of_its_coroutines) {
    open();
    auto alive = std::make_shared<int>(0);
    {
        asio::io_context short_lived;
        auto job = [](Store& store, std::shared_ptr<int> held) -> asio::awaitable<void> {
            auto write = [held](WriteTx& tx) { add_note(tx, 1, "n"); };
            co_await store.write(write);
            ADD_FAILURE() << "nobody runs the context any more";
        };
        asio::co_spawn(short_lived, job(*store_, alive), asio::detached);
        short_lived.poll();
        store_->stop();
    }
    EXPECT_EQ(alive.use_count(), 1);
}

}  // namespace
}  // namespace kinhmoi::store::test

// SPDX-License-Identifier: Apache-2.0
// Argon2id beside the io thread: right and wrong answers, and a bound on those who wait.
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "server/api/password_pool.hpp"

namespace kinhmoi {
namespace {

namespace asio = boost::asio;
using api::PasswordPool;

constexpr qr::PasswordCost cheap{.passes = 1, .memory_bytes = 8'192};

struct Outcomes {
    int right = 0;
    int wrong = 0;
    int busy = 0;
};

asio::awaitable<void> verify(PasswordPool& pool, std::optional<std::string> hash,
                             std::string password, Outcomes& out) {
    const auto verdict = co_await pool.verify(hash, password);
    if (!verdict) {
        EXPECT_EQ(verdict.error().kind(), FailureKind::busy);
        ++out.busy;
    } else if (verdict->is_right) {
        ++out.right;
    } else {
        ++out.wrong;
    }
}

TEST(Passwords, RightWrongAndUnknown) {
    asio::io_context io;
    PasswordPool pool(cheap);
    const std::string hash = qr::hash_password("con trau di cay ruong", cheap);
    Outcomes out;
    asio::co_spawn(io, verify(pool, hash, "con trau di cay ruong", out), asio::detached);
    asio::co_spawn(io, verify(pool, hash, "con trau di cay ruon", out), asio::detached);
    asio::co_spawn(io, verify(pool, std::nullopt, "con trau di cay ruong", out), asio::detached);
    asio::co_spawn(io, verify(pool, std::nullopt, "nobody has this password", out), asio::detached);
    io.run();
    EXPECT_EQ(out.right, 1);
    EXPECT_EQ(out.wrong, 3) << "an unknown user has no password at all";
}

TEST(Passwords, TooManyWaitersAreRefusedAndPlacesComeBack) {
    asio::io_context io;
    PasswordPool pool(cheap, 3);
    const std::string hash = qr::hash_password("con trau di cay ruong", cheap);
    for (int round = 0; round < 2; ++round) {
        Outcomes out;
        // All five start before any answer can come back to this thread.
        for (int i = 0; i < 5; ++i)
            asio::co_spawn(io, verify(pool, hash, "con trau di cay ruong", out), asio::detached);
        io.restart();
        io.run();
        EXPECT_EQ(out.right, 3);
        EXPECT_EQ(out.busy, 2);
    }
}

}  // namespace
}  // namespace kinhmoi

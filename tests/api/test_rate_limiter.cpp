// SPDX-License-Identifier: Apache-2.0
// Rates by caller, guesses by subject and address; and the same through the server.
#include <gtest/gtest.h>

#include "server/api/rate_limiter.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::RateLimiter;

Actor person(std::uint8_t n) {
    Actor actor;
    actor.account = AccountId{{n}};
    return actor;
}

Actor door(std::uint8_t n) {
    Actor actor;
    actor.role = Role::door;
    actor.device = DeviceId{{n}};
    return actor;
}

class Rates : public testing::Test {
protected:
    static api::RateLimits limits() {
        api::RateLimits out;
        out.account = {1, 3};
        out.device = {10, 5};
        out.anonymous = {0.5, 2};
        return out;
    }
    int taken(const std::optional<Actor>& actor, const char* address, int tries = 20) {
        int count = 0;
        while (count < tries && !limiter_.take(actor, address)) ++count;
        return count;
    }
    test::TestClock clock_;
    RateLimiter limiter_{clock_.reader(), limits()};
};

TEST_F(Rates, EachCallerHasABucketOfItsOwn) {
    EXPECT_EQ(taken(person(1), "10.0.0.1"), 3);
    EXPECT_EQ(taken(person(1), "10.0.0.2"), 0) << "another address is the same person";
    EXPECT_EQ(taken(person(2), "10.0.0.1"), 3);
    EXPECT_EQ(taken(door(1), "10.0.0.1"), 5);
    EXPECT_EQ(taken(door(2), "10.0.0.1"), 5) << "doors of one hall do not share";
    EXPECT_EQ(taken(std::nullopt, "10.0.0.1"), 2);
    EXPECT_EQ(taken(std::nullopt, "10.0.0.2"), 2);
    EXPECT_EQ(taken(person(3), "10.0.0.1"), 3) << "an empty address bucket binds nobody known";
}

TEST_F(Rates, BucketsFillWithTimeUpToTheBurst) {
    EXPECT_EQ(taken(std::nullopt, "a"), 2);
    EXPECT_EQ(limiter_.take(std::nullopt, "a"), 2) << "seconds until the next";
    clock_.advance(1'999);
    EXPECT_TRUE(limiter_.take(std::nullopt, "a"));
    clock_.advance(1);
    EXPECT_EQ(taken(std::nullopt, "a"), 1);
    clock_.advance(day_ms);
    EXPECT_EQ(taken(std::nullopt, "a"), 2);
}

TEST_F(Rates, MemoryIsBounded) {
    api::RateLimits few = limits();
    few.max_keys = 10;
    RateLimiter limiter(clock_.reader(), few);
    for (int i = 0; i < 1'000; ++i) {
        limiter.take(std::nullopt, std::to_string(i));
        limiter.begin_guess("x" + std::to_string(i), std::to_string(i));
        limiter.note_right_guess("x" + std::to_string(i), std::to_string(i));
    }
    EXPECT_LE(limiter.size(), 30u);
}

/// Guesses without a pause between them but the waits; how many were judged in that time.
int judged_in(RateLimiter& limiter, test::TestClock& clock, const std::string& subject,
              const std::string& address, std::int64_t time_ms) {
    const Instant end = clock.now() + time_ms;
    int judged = 0;
    while (clock.now() < end) {
        if (const auto wait_s = limiter.begin_guess(subject, address))
            clock.advance(*wait_s * second_ms);
        else ++judged;
    }
    return judged;
}

TEST_F(Rates, GuessesAtOneAccountAreFew) {
    EXPECT_LE(judged_in(limiter_, clock_, "account a", "10.0.0.1", hour_ms), 45);
    EXPECT_LE(judged_in(limiter_, clock_, "account a", "10.0.0.1", hour_ms), 31);
    EXPECT_EQ(limiter_.begin_guess("account b", "10.0.0.9"), std::nullopt);
}

TEST_F(Rates, GuessesFromOneAddressAreFew) {
    int judged = 0;
    for (int i = 0; i < 1'000; ++i) {
        if (!limiter_.begin_guess("account " + std::to_string(i), "10.0.0.1")) ++judged;
    }
    EXPECT_EQ(judged, 30);
}

TEST_F(Rates, StrangersCannotLockTheOwnerOut) {
    EXPECT_EQ(limiter_.begin_guess("account a", "10.0.0.1"), std::nullopt);
    limiter_.note_right_guess("account a", "10.0.0.1");
    judged_in(limiter_, clock_, "account a", "10.6.6.6", hour_ms);
    limiter_.begin_guess("account a", "10.6.6.6");  // the stranger's wait may just be over
    EXPECT_TRUE(limiter_.begin_guess("account a", "10.0.0.2")) << "unknown address: waits";
    EXPECT_EQ(limiter_.begin_guess("account a", "10.0.0.1"), std::nullopt) << "the owner's";
    EXPECT_LE(judged_in(limiter_, clock_, "account a", "10.0.0.1", hour_ms), 45)
        << "a known address guesses no faster";
}

TEST_F(Rates, RightGuessesAreNotCounted) {
    for (int i = 0; i < 100; ++i) {
        ASSERT_EQ(limiter_.begin_guess("account a", "10.0.0.1"), std::nullopt) << i;
        limiter_.note_right_guess("account a", "10.0.0.1");
    }
}

TEST(RatesOverHttp, AnonymousIsSlowedAndKnownCallersAreNot) {
    api::RateLimits limits = test::TestServer::wide_limits();
    limits.anonymous = {0.001, 5};
    test::TestServer server(limits);
    const auto world = server.write([](store::WriteTx& tx) { return test::make_world(tx, "mot"); });
    const AccountId account = server.write(
        [](store::WriteTx& tx) { return test::make_account(tx, "quan-tri", Role::administrator); });
    test::HttpClient nobody = server.client();
    unsigned last = 0;
    for (int i = 0; i < 6; ++i) last = nobody.get("/healthz").status;
    EXPECT_EQ(last, 429u);
    EXPECT_FALSE(nobody.get("/healthz").header("retry-after").empty());
    EXPECT_EQ(server.client_of(account).get("/api/v1/session").status, 200u);
    test::HttpClient door = server.client();
    door.use_bearer(world.device_secret);
    EXPECT_EQ(door.get("/api/v1/session").status, 403u) << "judged, not slowed";
}

}  // namespace
}  // namespace kinhmoi

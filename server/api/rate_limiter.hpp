// SPDX-License-Identifier: Apache-2.0
// How often a caller may ask, and how fast passwords may be guessed. Callers are told apart by
// their credential; by address only those who have none, because a hall full of people is one
// address. Bounded memory; no thread of its own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/base/time.hpp"
#include "common/domain/account.hpp"

namespace kinhmoi::api {

struct Rate {
    double per_second;
    double burst;
};

struct RateLimits {
    Rate account{20, 200};    ///< one person or program
    Rate device{50, 500};     ///< one door
    Rate anonymous{10, 300};  ///< one address: a whole hall opens its passes in a few minutes
    std::size_t max_keys = 20'000;
};

class RateLimiter {
public:
    explicit RateLimiter(std::function<Instant()> clock, RateLimits limits = {});

    /// Nothing: go on. Else the whole seconds to wait.
    std::optional<int> take(const std::optional<Actor>& actor, std::string_view address);

    /// Before a password or code is judged: counts the guess. Nothing: go on. Else the whole
    /// seconds to wait, and the guess must not be judged. subject: the user name, or what else is
    /// guessed at. Each guess that is not right makes the next wait longer, for the address and for
    /// the subject; an address that got the subject right before has a count of its own, so that a
    /// stranger's guesses cannot lock the owner out.
    std::optional<int> begin_guess(std::string_view subject, std::string_view address);
    /// Takes back what begin_guess counted.
    void note_right_guess(std::string_view subject, std::string_view address);

    /// Keys held in memory: at most three times max_keys.
    std::size_t size() const { return buckets_.size() + guesses_.size() + known_.size(); }

private:
    struct Bucket {
        double tokens;
        Instant at;
    };
    struct Guesses {
        int count = 0;
        Instant last;
    };
    std::optional<int> wait_of(const std::string& key, int free_guesses, Instant now);
    void count(const std::string& key, Instant now);
    void take_back(const std::string& key);
    bool is_known(const std::string& pair, Instant now) const;

    std::function<Instant()> clock_;
    RateLimits limits_;
    std::string bucket_key_;  ///< of the request at hand
    std::unordered_map<std::string, Bucket> buckets_;
    std::unordered_map<std::string, Guesses> guesses_;
    std::unordered_map<std::string, Instant> known_;  ///< subject at address -> last right guess
};

}  // namespace kinhmoi::api

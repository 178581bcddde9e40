// SPDX-License-Identifier: Apache-2.0
#include "server/api/rate_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace kinhmoi::api {
namespace {

// After the free guesses: 2, 4, 8 … seconds. At most 120, so about 30 guesses an hour.
constexpr int free_for_subject = 5;
constexpr int free_for_address = 30;  // many clerks may sit behind one address
constexpr std::int64_t longest_wait_ms = 120 * second_ms;
constexpr std::int64_t forget_guesses_after_ms = hour_ms;
constexpr std::int64_t forget_known_after_ms = 30 * day_ms;

std::string_view bytes_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string subject_key(std::string_view subject) {
    return "s " + std::string(subject);
}
std::string address_key(std::string_view address) {
    return "a " + std::string(address);
}
std::string pair_key(std::string_view subject, std::string_view address) {
    return "p " + std::string(address) + " " + std::string(subject);
}

int whole_seconds(std::int64_t ms) {
    return static_cast<int>(std::max<std::int64_t>(1, (ms + second_ms - 1) / second_ms));
}

/// Makes room for one more key: first those that no longer matter, then any.
template <class Map, class IsOld>
void make_room(Map& map, std::size_t max_keys, IsOld is_old) {
    if (map.size() < max_keys) return;
    std::erase_if(map, [&](const auto& item) { return is_old(item.second); });
    while (map.size() >= max_keys) map.erase(map.begin());
}

}  // namespace

RateLimiter::RateLimiter(std::function<Instant()> clock, RateLimits limits)
    : clock_(std::move(clock)), limits_(limits) {}

std::optional<int> RateLimiter::take(const std::optional<Actor>& actor, std::string_view address) {
    Rate rate = limits_.anonymous;
    char kind = 'a';
    std::string_view who = address;
    if (actor && actor->device) {
        kind = 'd';
        who = bytes_of(actor->device->bytes);
        rate = limits_.device;
    } else if (actor) {
        kind = 'u';
        who = bytes_of(actor->account.bytes);
        rate = limits_.account;
    }
    // The member keeps its memory: a request allocates nothing here.
    std::string& key = bucket_key_;
    key.assign(1, kind).append(who);
    const Instant now = clock_();
    auto found = buckets_.find(key);
    if (found == buckets_.end()) {
        // A minute fills every bucket: older ones are as good as new.
        make_room(buckets_, limits_.max_keys,
                  [now](const Bucket& bucket) { return now - bucket.at > minute_ms; });
        found = buckets_.emplace(key, Bucket{rate.burst, now}).first;
    }
    Bucket& bucket = found->second;
    const double elapsed_s = std::max<double>(0, static_cast<double>(now - bucket.at)) / second_ms;
    bucket.tokens = std::min(rate.burst, bucket.tokens + elapsed_s * rate.per_second);
    bucket.at = now;
    if (bucket.tokens < 1) {
        const double wait_s = (1 - bucket.tokens) / rate.per_second;
        return static_cast<int>(std::max(1.0, std::ceil(wait_s)));
    }
    bucket.tokens -= 1;
    return std::nullopt;
}

std::optional<int> RateLimiter::wait_of(const std::string& key, int free_guesses, Instant now) {
    const auto found = guesses_.find(key);
    if (found == guesses_.end()) return std::nullopt;
    const Guesses& guesses = found->second;
    const std::int64_t since_ms = now - guesses.last;
    if (since_ms > forget_guesses_after_ms) {
        guesses_.erase(found);
        return std::nullopt;
    }
    if (guesses.count < free_guesses) return std::nullopt;
    const int doublings = std::min(guesses.count - free_guesses + 1, 7);
    const std::int64_t wait_ms = std::min(longest_wait_ms, second_ms << doublings);
    if (since_ms >= wait_ms) return std::nullopt;
    return whole_seconds(wait_ms - std::max<std::int64_t>(0, since_ms));
}

bool RateLimiter::is_known(const std::string& pair, Instant now) const {
    const auto found = known_.find(pair);
    return found != known_.end() && now - found->second < forget_known_after_ms;
}

void RateLimiter::count(const std::string& key, Instant now) {
    if (!guesses_.contains(key)) {
        make_room(guesses_, limits_.max_keys, [now](const Guesses& guesses) {
            return now - guesses.last > forget_guesses_after_ms;
        });
    }
    Guesses& guesses = guesses_[key];
    guesses.count = std::min(guesses.count + 1, 1'000);
    guesses.last = now;
}

void RateLimiter::take_back(const std::string& key) {
    const auto found = guesses_.find(key);
    if (found == guesses_.end()) return;
    if (--found->second.count <= 0) guesses_.erase(found);
}

std::optional<int> RateLimiter::begin_guess(std::string_view subject, std::string_view address) {
    const Instant now = clock_();
    const std::string pair = pair_key(subject, address);
    if (is_known(pair, now)) {
        if (const auto wait = wait_of(pair, free_for_subject, now)) return wait;
        count(pair, now);
        return std::nullopt;
    }
    if (const auto wait = wait_of(address_key(address), free_for_address, now)) return wait;
    if (const auto wait = wait_of(subject_key(subject), free_for_subject, now)) return wait;
    count(address_key(address), now);
    count(subject_key(subject), now);
    return std::nullopt;
}

void RateLimiter::note_right_guess(std::string_view subject, std::string_view address) {
    const Instant now = clock_();
    const std::string pair = pair_key(subject, address);
    if (is_known(pair, now)) {
        guesses_.erase(pair);
    } else {
        take_back(address_key(address));
        take_back(subject_key(subject));
        make_room(known_, limits_.max_keys,
                  [now](Instant at) { return now - at > forget_known_after_ms; });
    }
    known_[pair] = now;
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// The second factor: codes of an authenticator app (RFC 6238: 30 seconds, 6 digits), which steps of
// time they may be of, and when a sign-in counts as fresh. The HMAC itself is qr/totp.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

#include "common/base/time.hpp"

namespace kinhmoi {

constexpr std::int64_t totp_step_ms = 30 * second_ms;
/// How many steps a phone's clock may be off, either way.
constexpr std::int64_t totp_drift_steps = 1;
constexpr std::size_t recovery_code_count = 8;
/// Dangerous verbs want the password proven this recently.
constexpr std::int64_t fresh_ms = 5 * minute_ms;

/// The number of the 30 seconds that a moment lies in.
std::int64_t totp_step(Instant at);
/// Six digits of an HMAC-SHA-1 value (RFC 4226, 5.3).
std::uint32_t totp_truncate(const std::array<std::uint8_t, 20>& hmac);
/// Six digits, with spaces anywhere. Nothing for any other text.
std::optional<std::uint32_t> parse_totp_code(std::string_view typed);

/// The step whose code was typed, if it may be accepted: within the drift, and later than the last
/// step used, so that a code seen over a shoulder opens nothing. code_of: step -> its six digits.
template <std::invocable<std::int64_t> CodeOf>
std::optional<std::int64_t> accept_totp(std::uint32_t typed, Instant now,
                                        const std::optional<std::int64_t>& last_used,
                                        CodeOf code_of) {
    const std::int64_t current = totp_step(now);
    for (std::int64_t step = current - totp_drift_steps; step <= current + totp_drift_steps;
         ++step) {
        if (last_used && step <= *last_used) continue;
        if (code_of(step) == typed) return step;
    }
    return std::nullopt;
}

/// proven_at: when the password (and the code, if there is one) was last given.
bool is_fresh(const std::optional<Instant>& proven_at, Instant now);

}  // namespace kinhmoi

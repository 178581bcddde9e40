// SPDX-License-Identifier: Apache-2.0
#include "common/domain/second_factor.hpp"

namespace kinhmoi {

std::int64_t totp_step(Instant at) {
    return at.ms / totp_step_ms;
}

std::uint32_t totp_truncate(const std::array<std::uint8_t, 20>& hmac) {
    const std::size_t at = hmac[19] & 0x0f;
    const std::uint32_t word = std::uint32_t{hmac[at]} << 24 | std::uint32_t{hmac[at + 1]} << 16 |
                               std::uint32_t{hmac[at + 2]} << 8 | std::uint32_t{hmac[at + 3]};
    return (word & 0x7fffffff) % 1'000'000;
}

std::optional<std::uint32_t> parse_totp_code(std::string_view typed) {
    std::uint32_t code = 0;
    int digits = 0;
    for (const char c : typed) {
        if (c == ' ') continue;
        if (c < '0' || c > '9' || ++digits > 6) return std::nullopt;
        code = code * 10 + static_cast<std::uint32_t>(c - '0');
    }
    if (digits != 6) return std::nullopt;
    return code;
}

bool is_fresh(const std::optional<Instant>& proven_at, Instant now) {
    return proven_at && now - *proven_at <= fresh_ms;
}

}  // namespace kinhmoi

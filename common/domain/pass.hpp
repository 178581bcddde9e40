// SPDX-License-Identifier: Apache-2.0
// A pass (thẻ): what the code of a seat says and since when which of its issues stopped counting.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"

namespace kinhmoi {

/// From `at` on, every issue below min_issue is refused. A pass collects one each time it is
/// issued anew (min_issue = the new issue) and one when it is withdrawn (min_issue = issue + 1).
struct Revocation {
    std::uint16_t min_issue = 0;  ///< 2..256: one above the highest issue that stopped
    Instant at;
    std::string reason;
    bool operator==(const Revocation&) const = default;
};

struct Pass {
    PassId id;
    EventId event;
    DelegateId delegate;
    QuotaId quota;
    SiteId site;
    GroupId group;
    std::uint16_t kid = 0;         ///< the key that signed the current issue
    std::uint8_t issue = 1;        ///< the current issue, 1..255
    bool is_minor = false;         ///< the door shows delegation and number and asks for the escort
    std::uint16_t party_size = 1;  ///< 1: one person; above: a party let in by count
    std::array<std::uint8_t, 64> signature{};
    std::uint32_t short_number = 0;       ///< 8 digits, unique in the event
    Instant issued_at;                    ///< of the current issue
    std::vector<Revocation> revocations;  ///< in any order
    bool operator==(const Pass&) const = default;
};

/// How somebody who holds a seat stands with passes, the own or the party's.
enum class PassStanding { current, revoked, none };
const char* name_of(PassStanding standing);
std::optional<PassStanding> parse_pass_standing(std::string_view text);

bool is_party(const Pass& pass);
/// An issue below this is revoked; 0 when nothing was revoked. This is what the doors' list holds.
std::uint16_t min_issue(const Pass& pass);
/// When that issue stopped counting: the earliest revocation that covers it; nothing if it counts.
std::optional<Instant> revoked_at(const Pass& pass, std::uint8_t issue);
/// Revoked at that very moment or before.
bool is_revoked(const Pass& pass, std::uint8_t issue, Instant at);

}  // namespace kinhmoi

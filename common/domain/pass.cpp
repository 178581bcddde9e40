// SPDX-License-Identifier: Apache-2.0
// Revocation by issue number.
#include "common/domain/pass.hpp"

#include <algorithm>

#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<PassStanding> pass_standings[] = {{PassStanding::current, "current"},
                                                       {PassStanding::revoked, "revoked"},
                                                       {PassStanding::none, "none"}};

}  // namespace

const char* name_of(PassStanding standing) {
    return name_in(pass_standings, standing);
}

std::optional<PassStanding> parse_pass_standing(std::string_view text) {
    return value_in(pass_standings, text);
}

bool is_party(const Pass& pass) {
    return pass.party_size > 1;
}

std::uint16_t min_issue(const Pass& pass) {
    std::uint16_t highest = 0;
    for (const auto& revocation : pass.revocations) {
        highest = std::max(highest, revocation.min_issue);
    }
    return highest;
}

std::optional<Instant> revoked_at(const Pass& pass, std::uint8_t issue) {
    std::optional<Instant> earliest;
    for (const auto& revocation : pass.revocations) {
        if (issue >= revocation.min_issue) continue;
        if (!earliest || revocation.at < *earliest) earliest = revocation.at;
    }
    return earliest;
}

bool is_revoked(const Pass& pass, std::uint8_t issue, Instant at) {
    const auto since = revoked_at(pass, issue);
    return since && *since <= at;
}

}  // namespace kinhmoi

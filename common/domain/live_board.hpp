// SPDX-License-Identifier: Apache-2.0
// What a live board shows of an event, kept up to date pass by pass instead of counted anew.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"
#include "common/domain/report.hpp"

namespace kinhmoi {

constexpr std::int64_t arrival_bucket_ms = 5 * minute_ms;

/// What one pass brings to the counters while it counts as present.
struct Presence {
    Place place;
    Turnout turnout;
    Instant first_in_at;
    bool operator==(const Presence&) const = default;
};

/// sums() is always what add_up() gives for the same plan and the same presences.
class LiveBoard {
public:
    /// Starts anew: what was planned, without anybody present.
    void restart(std::map<Place, AttendanceFacts> plan);
    /// What the pass brings now, in the place of what it brought before; nothing: nobody came.
    void set(const PassId& pass, const std::optional<Presence>& presence);

    const AttendanceReport& sums() const { return sums_; }
    /// Persons who came, by the beginning of the five minutes they came in; no zeros.
    const std::map<Instant, int>& arrivals() const { return arrivals_; }
    /// The passes that came in last, newest first.
    std::vector<PassId> latest(std::size_t most) const;

private:
    struct Cell {
        AttendanceFacts facts;
        Attendance attendance;
    };
    void add(const PassId& pass, const Presence& presence, int sign);
    void recount(const Place& place, Cell& cell);

    std::map<Place, Cell> cells_;
    AttendanceReport sums_;
    std::unordered_map<PassId, Presence> presences_;
    std::set<std::pair<Instant, PassId>> in_order_;
    std::map<Instant, int> arrivals_;
};

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
#include "common/domain/live_board.hpp"

namespace kinhmoi {
namespace {

/// Zones differ from UTC by whole quarters of an hour, so five minutes begin together everywhere.
Instant bucket_of(Instant at) {
    const std::int64_t into = at.ms % arrival_bucket_ms;
    return {at.ms - (into < 0 ? into + arrival_bucket_ms : into)};
}

}  // namespace

void LiveBoard::restart(std::map<Place, AttendanceFacts> plan) {
    *this = LiveBoard();
    for (auto& [place, facts] : plan) {
        Cell& cell = cells_[place];
        cell.facts = facts;
        recount(place, cell);
    }
}

void LiveBoard::set(const PassId& pass, const std::optional<Presence>& presence) {
    const auto known = presences_.find(pass);
    if (known != presences_.end()) {
        if (presence == known->second) return;
        add(pass, known->second, -1);
        presences_.erase(known);
    }
    if (!presence) return;
    add(pass, *presence, 1);
    presences_.emplace(pass, *presence);
}

void LiveBoard::add(const PassId& pass, const Presence& presence, int sign) {
    Cell& cell = cells_[presence.place];
    cell.facts.count(presence.turnout, sign);
    recount(presence.place, cell);

    const Instant bucket = bucket_of(presence.first_in_at);
    if ((arrivals_[bucket] += sign * presence.turnout.came) == 0) arrivals_.erase(bucket);
    if (sign > 0) in_order_.emplace(presence.first_in_at, pass);
    else in_order_.erase({presence.first_in_at, pass});
}

void LiveBoard::recount(const Place& place, Cell& cell) {
    const Attendance now = attendance_of(cell.facts);
    const auto move = [&](Attendance& sum) {
        sum -= cell.attendance;
        sum += now;
    };
    move(sums_.total);
    move(sums_.by_site[std::get<SiteId>(place)]);
    move(sums_.by_group[std::get<GroupId>(place)]);
    move(sums_.by_agency[std::get<AgencyId>(place)]);
    cell.attendance = now;
}

std::vector<PassId> LiveBoard::latest(std::size_t most) const {
    std::vector<PassId> passes;
    for (auto it = in_order_.rbegin(); it != in_order_.rend() && passes.size() < most; ++it)
        passes.push_back(it->second);
    return passes;
}

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// Who is present, pass by pass: what a live board adds up, and what it tells of the newest.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "common/domain/live_board.hpp"
#include "common/domain/scan.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Calls found for every pass of the event that brought somebody: what count_presence counts.
void each_presence(ReadTx& tx, const EventId& event,
                   const std::function<void(const PassId&, const Presence&)>& found);
/// Nothing: nobody came by the pass, or all that was undone.
std::optional<Presence> presence_of(ReadTx& tx, const PassId& pass);

/// How one pass came in first.
struct ArrivalRow {
    ScanId scan;
    Instant at;
    std::string full_name;
    bool is_minor = false;
    Place place;
    std::string gate_name;
    int present = 0;
    bool is_walk_in = false;
};
std::optional<ArrivalRow> arrival_of(ReadTx& tx, const PassId& pass);

/// How many incidents wait for somebody to look at them.
int count_open_incidents(ReadTx& tx, const EventId& event);
/// The newest change any door must hear of, over all events; 0: none ever.
std::int64_t newest_door_change(ReadTx& tx);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// The live board of one event: followed through what the doors' log tells, counted anew only when
// something else changed. Always the report's numbers.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "common/domain/live_board.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/incidents.hpp"
#include "server/usecase/report.hpp"

namespace kinhmoi::usecase {

constexpr int live_latest = 20;

/// One arrival as a wall may show it: an adult's name as the event's doors show it, a child as the
/// neutral label of its group and nothing else that tells where it belongs.
struct LiveArrival {
    ScanId scan;
    Instant at;
    std::string name;
    std::string group_label;
    std::string agency_name;  ///< "" for children
    std::string site_name;
    std::string gate_name;
    int present = 1;
    bool is_walk_in = false;
    bool operator==(const LiveArrival&) const = default;
};

struct LiveView {
    EventId event;
    std::string time_zone;
    Instant starts_at;
    Report report;
    std::map<Instant, int> arrivals;  ///< persons, by the beginning of five minutes
    std::vector<LiveArrival> latest;  ///< newest first
    int open_incidents = 0;
    std::vector<IncidentView> incidents;  ///< the newest open ones
};

/// Used by one step at a time, each in its own transaction, in the order of commits.
class LiveFollower {
public:
    explicit LiveFollower(const EventId& event) : id_(event) {}

    /// Catches up. whole: count everything anew; the first step does so anyhow. Failure not_found
    /// when the event is gone.
    Result<std::shared_ptr<const LiveView>> step(store::ReadTx& tx, bool whole);

private:
    void restart(store::ReadTx& tx);
    /// False: more has happened than is worth following one by one, or can be.
    bool follow(store::ReadTx& tx);
    std::optional<LiveArrival> arrival(store::ReadTx& tx, const PassId& pass) const;
    void note_incidents(store::ReadTx& tx);

    EventId id_;
    Event event_;
    LiveBoard board_;
    std::int64_t version_ = -1;  ///< of the doors' log; -1: nothing read yet
    ReportNames names_;
    std::map<SiteId, std::string> site_names_;
    std::map<GroupId, std::string> group_labels_;
    std::map<AgencyId, std::string> agency_names_;
    int open_incidents_ = 0;
    std::vector<IncidentView> incidents_;
};

/// The board once, for somebody who may see it.
Result<std::shared_ptr<const LiveView>> live_view(store::ReadTx& tx, const Actor& actor,
                                                  const EventId& event);
/// Whether the actor may go on watching: the role's right is the route's, this is the scope.
Result<void> may_watch(store::ReadTx& tx, const Actor& actor, const EventId& event);

}  // namespace kinhmoi::usecase

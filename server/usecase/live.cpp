// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/live.hpp"

#include <set>

#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/door_pruning.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/live_rows.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

/// Beyond this, counting anew is quicker than looking at passes one by one.
constexpr int most_changes = 10'000;

}  // namespace

Result<std::shared_ptr<const LiveView>> LiveFollower::step(store::ReadTx& tx, bool whole) {
    if (whole || version_ < 0 || !follow(tx)) {
        const auto event = store::load_event(tx, id_);
        if (!event) return no_such_event();
        event_ = *event;
        restart(tx);
    }
    auto view = std::make_shared<LiveView>();
    view->event = id_;
    view->time_zone = event_.time_zone;
    view->starts_at = event_.starts_at;
    view->report = worded(names_, board_.sums(), tx.now());
    view->arrivals = board_.arrivals();
    for (const PassId& pass : board_.latest(live_latest)) {
        if (auto came = arrival(tx, pass)) view->latest.push_back(std::move(*came));
    }
    view->open_incidents = open_incidents_;
    view->incidents = incidents_;
    return std::shared_ptr<const LiveView>(std::move(view));
}

void LiveFollower::restart(store::ReadTx& tx) {
    version_ = store::newest_door_change(tx);
    board_.restart(planned_facts(tx, id_));
    store::each_presence(tx, id_, [this](const PassId& pass, const Presence& presence) {
        board_.set(pass, presence);
    });
    names_ = report_names(tx, event_, board_.sums());
    site_names_.clear();
    for (const auto& site : names_.sites) site_names_[site.id] = site.name;
    agency_names_.clear();
    for (const auto& agency : names_.agencies) agency_names_[agency.id] = agency.name;
    group_labels_.clear();
    for (const ParticipantGroup& group : store::load_groups(tx, id_))
        group_labels_[group.id] = label_of(group);
    note_incidents(tx);
}

bool LiveFollower::follow(store::ReadTx& tx) {
    if (version_ < store::door_changes_pruned_to(tx, id_)) return false;
    const std::int64_t newest = store::newest_door_change(tx);
    const auto [changes, has_more] = store::door_changes_since(tx, id_, version_, most_changes);
    if (has_more) return false;
    std::set<PassId> passes;
    bool incidents = false;
    for (const store::DoorChange& change : changes) {
        if (change.topic == store::DoorTopic::admission && change.pass) passes.insert(*change.pass);
        if (change.topic == store::DoorTopic::incident) incidents = true;
    }
    for (const PassId& pass : passes) board_.set(pass, store::presence_of(tx, pass));
    if (incidents) note_incidents(tx);
    version_ = newest;
    return true;
}

void LiveFollower::note_incidents(store::ReadTx& tx) {
    open_incidents_ = store::count_open_incidents(tx, id_);
    incidents_ = open_incidents_of(tx, id_, live_latest);
}

std::optional<LiveArrival> LiveFollower::arrival(store::ReadTx& tx, const PassId& pass) const {
    const auto name_in = [](const auto& names, const auto& id) {
        const auto found = names.find(id);
        return found == names.end() ? std::string() : found->second;
    };
    const auto row = store::arrival_of(tx, pass);
    // Undone a moment ago: the count that takes it out follows.
    if (!row) return std::nullopt;
    LiveArrival out;
    out.scan = row->scan;
    out.at = row->at;
    out.group_label = name_in(group_labels_, std::get<GroupId>(row->place));
    if (row->is_minor) {
        out.name = out.group_label;
    } else {
        Person person;
        person.full_name = row->full_name;
        const bool full = event_.door_name_policy == DoorNamePolicy::full_name;
        out.name = row->full_name.empty() ? out.group_label : door_label(person, false, full, 0);
        out.agency_name = name_in(agency_names_, std::get<AgencyId>(row->place));
    }
    out.site_name = name_in(site_names_, std::get<SiteId>(row->place));
    out.gate_name = row->gate_name;
    out.present = row->present;
    out.is_walk_in = row->is_walk_in;
    return out;
}

Result<std::shared_ptr<const LiveView>> live_view(store::ReadTx& tx, const Actor& actor,
                                                  const EventId& event) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    return LiveFollower(event).step(tx, true);
}

Result<void> may_watch(store::ReadTx& tx, const Actor& actor, const EventId& event) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    return {};
}

}  // namespace kinhmoi::usecase

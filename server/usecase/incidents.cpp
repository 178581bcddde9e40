// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/incidents.hpp"

#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

IncidentView view_of(store::ReadTx& tx, store::IncidentRow row) {
    IncidentView view;
    if (const auto gate = store::load_gate(tx, row.incident.gate)) view.gate_name = gate->name;
    if (const auto device = store::load_device(tx, row.incident.device))
        view.device_label = device->device.label;
    view.row = std::move(row);
    return view;
}

}  // namespace

Result<std::vector<IncidentView>> list_incidents(store::ReadTx& tx, const Actor& actor,
                                                 const EventId& event,
                                                 const std::optional<store::IncidentState>& state,
                                                 const std::optional<IncidentId>& after,
                                                 int limit) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    std::vector<IncidentView> views;
    for (auto& row : store::incidents_of_event(tx, event, state, after, limit))
        views.push_back(view_of(tx, std::move(row)));
    return views;
}

std::vector<IncidentView> open_incidents_of(store::ReadTx& tx, const EventId& event, int limit) {
    std::vector<IncidentView> views;
    for (auto& row :
         store::incidents_of_event(tx, event, store::IncidentState::open, std::nullopt, limit))
        views.push_back(view_of(tx, std::move(row)));
    return views;
}

Result<IncidentView> resolve_incident(store::WriteTx& tx, const Actor& actor, const IncidentId& id,
                                      const std::string& note) {
    const auto row = store::load_incident(tx, id);
    const bool manages =
        row && actor.may_manage(row->event) && store::sees_event(tx, actor, row->event);
    if (!manages) {
        return Failure(FailureKind::not_found, {"Không tìm thấy sự cố này.", "No such incident."});
    }
    if (row->state != store::IncidentState::open) {
        return Failure(FailureKind::conflict, {"Sự cố này đã được xử lý hoặc đã được rút.",
                                               "This incident was resolved or withdrawn already."});
    }
    store::set_incident_state(tx, id, store::IncidentState::resolved, actor.account, note);
    store::note_door_change(tx, row->event, store::DoorTopic::incident, {}, id);
    audit(tx, actor, "incident.resolve", row->event, to_text(id));
    return view_of(tx, *store::load_incident(tx, id));
}

Result<std::vector<store::LedgerRow>> list_scans(store::ReadTx& tx, const Actor& actor,
                                                 const store::ScanFilter& filter) {
    if (!store::sees_event(tx, actor, filter.event)) return no_such_event();
    return store::scans_where(tx, filter);
}

Result<std::vector<store::QuarantinedScan>> list_quarantine(store::ReadTx& tx, const Actor& actor,
                                                            const EventId& event,
                                                            std::int64_t before_seq, int limit) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    return store::quarantine_of_event(tx, event, before_seq, limit);
}

std::int64_t clear_old_quarantine(store::WriteTx& tx) {
    return store::clear_quarantine(tx, tx.now() + -quarantine_ms);
}

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/scan_effect.hpp"

#include <algorithm>

#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/scan_rows.hpp"

namespace kinhmoi::usecase {
namespace {

void save(store::WriteTx& tx, const Pass& pass, const AdmissionState& before,
          const store::AdmissionRow& after) {
    store::save_admission(tx, pass.id, pass.event, after);
    if (after.state == before) return;
    store::note_door_change(tx, pass.event, store::DoorTopic::admission, pass.id);
}

/// Open incidents of the pass that the fold no longer names did not happen after all.
void withdraw_others(store::WriteTx& tx, const Pass& pass, const std::vector<Incident>& named) {
    for (const auto& row : store::incidents_of_pass(tx, pass.id)) {
        const bool stays = std::any_of(named.begin(), named.end(), [&](const Incident& incident) {
            return incident.key == row.incident.key;
        });
        if (stays || row.state != store::IncidentState::open) continue;
        store::set_incident_state(tx, row.id, store::IncidentState::withdrawn, {}, "");
        store::note_door_change(tx, pass.event, store::DoorTopic::incident, {}, row.id);
    }
}

void fold_chain(store::WriteTx& tx, const Pass& pass, const AdmissionState& before,
                std::int64_t last_seq) {
    const auto folded = fold(pass, store::scans_in_chain(tx, last_seq));
    save(tx, pass, before, {folded.state, last_seq});
    for (const Incident& incident : folded.incidents) report_incident(tx, pass.event, incident);
    withdraw_others(tx, pass, folded.incidents);
}

}  // namespace

void report_incident(store::WriteTx& tx, const EventId& event, const Incident& incident) {
    const auto id = store::open_incident(tx, event, incident);
    if (id) store::note_door_change(tx, event, store::DoorTopic::incident, {}, id);
}

void take_effect(store::WriteTx& tx, const Pass& pass,
                 const std::optional<store::AdmissionRow>& before, const StoredScan& stored) {
    const AdmissionState state = before ? before->state : AdmissionState{};
    const auto stepped = step(pass, state, stored);
    if (!stepped) return fold_chain(tx, pass, state, stored.seq);
    save(tx, pass, state, {stepped->state, stored.seq});
    for (const Incident& incident : stepped->incidents) report_incident(tx, pass.event, incident);
}

void refold(store::WriteTx& tx, const Pass& pass) {
    const auto before = store::load_admission(tx, pass.id);
    if (before) fold_chain(tx, pass, before->state, before->last_seq);
}

}  // namespace kinhmoi::usecase

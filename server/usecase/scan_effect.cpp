// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/scan_effect.hpp"

#include <algorithm>

#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/scan_rows.hpp"

namespace kinhmoi::usecase {
namespace {

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

void report(store::WriteTx& tx, const EventId& event, const std::vector<Incident>& incidents) {
    for (const Incident& incident : incidents) report_incident(tx, event, incident);
}

}  // namespace

void report_incident(store::WriteTx& tx, const EventId& event, const Incident& incident) {
    const auto id = store::open_incident(tx, event, incident);
    if (id) store::note_door_change(tx, event, store::DoorTopic::incident, {}, id);
}

StoredScan enter(store::WriteTx& tx, const Pass& pass,
                 const std::optional<store::AdmissionRow>& before, store::LedgerRow row) {
    if (before) row.previous_seq = before->last_seq;
    const auto stepped = step(pass, before ? before->state : AdmissionState{}, row.stored);
    if (stepped) {
        row.stored.seq = store::append_scan(tx, row, before, stepped->state);
        report(tx, pass.event, stepped->incidents);
        return std::move(row.stored);
    }
    auto chain = store::scans_in_chain(tx, row.previous_seq);
    chain.push_back(row.stored);
    const auto folded = fold(pass, chain);
    row.stored.seq = store::append_scan(tx, row, before, folded.state);
    report(tx, pass.event, folded.incidents);
    withdraw_others(tx, pass, folded.incidents);
    return std::move(row.stored);
}

void refold(store::WriteTx& tx, const Pass& pass) {
    const auto before = store::load_admission(tx, pass.id);
    if (!before) return;
    const auto folded = fold(pass, store::scans_in_chain(tx, before->last_seq));
    const auto newest = store::scan_of_seq(tx, before->last_seq);
    store::save_admission(
        tx, pass.id,
        store::admission_row(tx, folded.state, before->last_seq, before, newest->stored.scan.id));
    if (folded.state != before->state)
        store::note_door_change(tx, pass.event, store::DoorTopic::admission, pass.id);
    report(tx, pass.event, folded.incidents);
    withdraw_others(tx, pass, folded.incidents);
}

}  // namespace kinhmoi::usecase

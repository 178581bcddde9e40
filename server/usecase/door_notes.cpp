// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/door_notes.hpp"

#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/pass_rows.hpp"

namespace kinhmoi::usecase {

void tell_doors_of_setting(store::WriteTx& tx, const EventId& event) {
    store::note_door_change(tx, event, store::DoorTopic::event);
}

void tell_doors_of_all(store::WriteTx& tx, const EventId& event) {
    tell_doors_of_setting(tx, event);
    store::note_passes_of_event(tx, event);
}

void tell_doors(store::WriteTx& tx, const Event& before, const Event& after) {
    tell_doors_of_setting(tx, after.id);
    if (before.door_name_policy != after.door_name_policy)
        store::note_passes_of_event(tx, after.id);
}

void tell_doors(store::WriteTx& tx, const ParticipantGroup& before, const ParticipantGroup& after) {
    if (before.badge_label != after.badge_label || before.is_minors != after.is_minors)
        store::note_passes_of_group(tx, after);
}

void tell_doors(store::WriteTx& tx, const Agency& before, const Agency& after) {
    if (before.name == after.name && before.short_name == after.short_name) return;
    for (const EventId& event : store::note_passes_of_agency(tx, after.id))
        tell_doors_of_setting(tx, event);
}

void tell_doors(store::WriteTx& tx, const Delegate& delegate) {
    const auto row = delegate.party ? store::pass_of_party(tx, *delegate.party)
                                    : store::pass_of_delegate(tx, delegate.id);
    if (row) store::note_door_change(tx, delegate.event, store::DoorTopic::pass, row->pass.id);
}

}  // namespace kinhmoi::usecase

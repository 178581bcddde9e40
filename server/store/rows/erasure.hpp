// SPDX-License-Identifier: Apache-2.0
// Erasing people: every column that says something about a person is emptied, in every table that
// keeps one; ids, statuses, places and counts stay.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct Erased {
    std::int64_t delegates = 0;
    std::int64_t list_rows = 0;  ///< of drafts and versions
    std::int64_t parties = 0;
    std::int64_t late_changes = 0;
    std::int64_t notes = 0;  ///< what doors and organizers wrote of scans, incidents and passes
    bool any() const { return delegates + list_rows + parties + late_changes + notes > 0; }
};

/// Everyone in the groups of minors of an event, or in its other groups.
Erased erase_people(WriteTx& tx, const EventId& event, bool minors);
/// One person: the delegate, the rows it was made of, requests about it and the request it came
/// from, notes about its own pass; its party when nobody else of it is left.
Erased erase_person(WriteTx& tx, const DelegateId& delegate);
/// True while anybody of the event's groups of minors, or of its other groups, is not erased.
bool keeps_people(ReadTx& tx, const EventId& event, bool minors);
/// The list on which somebody stands or stood, in its draft or in a version.
std::optional<ListId> list_of_row(ReadTx& tx, const DelegateId& row);
/// Whether somebody stands on a list's draft, as it would be sent next.
bool is_on_draft(ReadTx& tx, const DelegateId& row);
/// True while anything that says who the person is stands anywhere.
bool keeps_person(ReadTx& tx, const DelegateId& delegate);
/// Events that began before that moment.
std::vector<EventId> events_begun_before(ReadTx& tx, Instant moment);

}  // namespace kinhmoi::store

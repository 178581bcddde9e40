// SPDX-License-Identifier: Apache-2.0
// Erasing people: every column that says something about a person is emptied, in every table that
// keeps one; ids, statuses, places and counts stay.
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct Erased {
    std::int64_t delegates = 0;
    std::int64_t list_rows = 0;  ///< of drafts and versions
    std::int64_t parties = 0;
    std::int64_t late_changes = 0;
    bool any() const { return delegates + list_rows + parties + late_changes > 0; }
};

/// Everyone in the groups of minors of an event, or in its other groups.
Erased erase_people(WriteTx& tx, const EventId& event, bool minors);
/// One person: the delegate, the rows it was made of, requests about it and the request it came
/// from; its party when nobody else of it is left.
Erased erase_person(WriteTx& tx, const DelegateId& delegate);
/// True while anything that says who the person is stands anywhere.
bool keeps_person(ReadTx& tx, const DelegateId& delegate);
/// Events that began before that moment.
std::vector<EventId> events_begun_before(ReadTx& tx, Instant moment);

}  // namespace kinhmoi::store

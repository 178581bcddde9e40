// SPDX-License-Identifier: Apache-2.0
// What an actor may see, as values for the WHERE clauses of finders. A finder that takes an Actor
// answers "nothing" for what is out of scope, exactly as for what does not exist.
//
// The event clause, with $n.. bound to all, account, agency, event:
//   ($n = 1 OR e.id = $n+3
//    OR EXISTS (SELECT 1 FROM account_events s WHERE s.account_id = $n+1 AND s.event_id = e.id)
//    OR EXISTS (SELECT 1 FROM quotas q WHERE q.agency_id = $n+2 AND q.event_id = e.id))
// Lists, delegates and late changes add, for a clerk: agency_id = $n+2.
#pragma once

#include "common/domain/account.hpp"

namespace kinhmoi::store {

struct Scope {
    bool all = false;   ///< administrator
    AccountId account;  ///< organizer, reader: their account_events; nil otherwise
    AgencyId agency;    ///< clerk: the own agency; nil otherwise
    EventId event;      ///< door: the one event; nil otherwise
    bool is_clerk = false;
};

inline Scope scope_of(const Actor& actor) {
    switch (actor.role) {
        case Role::administrator:
            return {.all = true};
        case Role::organizer:
        case Role::reader:
            return {.account = actor.account};
        case Role::clerk:
            return {.agency = actor.agency.value_or(AgencyId{}), .is_clerk = true};
        case Role::door:
            return {.event = actor.event.value_or(EventId{})};
    }
    return {};
}

}  // namespace kinhmoi::store

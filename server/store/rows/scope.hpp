// SPDX-License-Identifier: Apache-2.0
// What an actor may see, as values for the WHERE clauses of finders. A finder that takes an Actor
// answers "nothing" for what is out of scope, exactly as for what does not exist.
//
// Everybody but administrators and doors was granted the events they see (account_events); a clerk
// sees of these only what is the own agency's. A quota alone grants nothing: whoever gives an
// agency a quota in one event must not look into its other events through a clerk of their own
// making.
//
// The event clause, with all, account, only_agency() and event bound to $1 … $4:
//   ($1 = 1 OR e.id = $4
//    OR (EXISTS (SELECT 1 FROM account_events s WHERE s.account_id = $2 AND s.event_id = e.id)
//        AND ($3 IS NULL
//             OR EXISTS (SELECT 1 FROM quotas q WHERE q.agency_id = $3 AND q.event_id = e.id))))
// Lists, delegates and late changes ask for agency_id = $3 in place of the quota.
#pragma once

#include <optional>

#include "common/domain/account.hpp"

namespace kinhmoi::store {

struct Scope {
    bool all = false;   ///< administrator
    AccountId account;  ///< organizer, reader, clerk: their account_events; nil otherwise
    AgencyId agency;    ///< clerk: the own agency; nil otherwise
    EventId event;      ///< door: the one event; nil otherwise
    bool is_clerk = false;

    /// Nothing for who sees all agencies of an event.
    std::optional<AgencyId> only_agency() const {
        return is_clerk ? std::optional<AgencyId>(agency) : std::nullopt;
    }
};

inline Scope scope_of(const Actor& actor) {
    switch (actor.role) {
        case Role::administrator:
            return {.all = true};
        case Role::organizer:
        case Role::reader:
            return {.account = actor.account};
        case Role::clerk:
            return {.account = actor.account,
                    .agency = actor.agency.value_or(AgencyId{}),
                    .is_clerk = true};
        case Role::door:
            return {.event = actor.event.value_or(EventId{})};
    }
    return {};
}

}  // namespace kinhmoi::store

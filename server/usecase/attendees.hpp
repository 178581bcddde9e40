// SPDX-License-Identifier: Apache-2.0
// The people of an event as a reception desk and a report need them: children as delegations and
// numbers, never by name. Lines are counted as the report counts, see Turnout.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "common/domain/report.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// One line: a person, a child of whom only delegation and number are told, or a party as a whole.
/// Adults of a party stand twice: by name, for the desk, and counted, as the party.
struct Attendee {
    std::string name;          ///< with the honorific; "Đoàn Trường Thử (4 thiếu nhi)"
    std::string position;      ///< with the rank
    std::string organization;  ///< where they work, else the agency that sends them
    std::string phone;         ///< as dialled; a party's is the leader's
    std::string site_name;
    std::string group_label;
    std::string agency_name;
    std::string seat;
    std::string short_number;  ///< "1234 5678", the own or the party's; "" without a valid pass
    std::string note;          ///< a party's leader; an adult's note
    DelegateStatus status = DelegateStatus::approved;
    bool is_minor = false;
    bool is_walk_in = false;
    bool is_party = false;
    bool gave_notice = false;  ///< excused or declined; of a person
    std::string excuse;        ///< never of children; of a party's adults with their names
    Turnout turnout;           ///< zeros: counted elsewhere, or nobody was expected and nobody came
    std::optional<Instant> first_in_at;
    std::string substitute;  ///< who comes instead, of somebody who was substituted
};
struct AttendeeList {
    Event event;
    Instant as_of;
    std::vector<Attendee> items;  ///< by site, then group, then as asked
};
/// All who were ever approved or walked in, those who were substituted since included; who was
/// withdrawn only if they came all the same. A clerk gets the own agency's. Failure not_found for
/// an event out of scope.
Result<AttendeeList> attendees(store::ReadTx& tx, const Actor& actor, const EventId& event,
                               store::DelegateSort sort);

/// Notes who exports what; before anything is given out. Failure not_found as above.
Result<void> note_export(store::WriteTx& tx, const Actor& actor, const EventId& event,
                         std::string_view action, std::string_view detail);

}  // namespace kinhmoi::usecase

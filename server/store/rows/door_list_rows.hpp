// SPDX-License-Identifier: Apache-2.0
// The passes of an event as the doors' list needs them. A child's name never leaves the database
// here, nor any phone number, e-mail address or consent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "common/domain/delegate.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct DoorListRow {
    PassId pass;
    EventId event;
    DelegateId delegate;
    SiteId site;
    int issue = 1;
    int min_issue = 0;
    bool is_minor = false;
    int party_size = 1;
    std::uint32_t short_number = 0;
    bool is_party = false;
    std::string party_name;
    std::string full_name;     ///< "" of a child and of a party
    std::string organization;  ///< of a child: the school
    std::string seat;
    std::string note;  ///< of a party: one of its members'
    DelegateStatus status = DelegateStatus::approved;
    std::string group_label;
    std::string agency;  ///< the short name, else the name
    int inside = 0;
    int present = 0;
    int visits = 0;
    std::optional<Instant> first_in_at;
    std::optional<GateId> first_in_gate;
};

/// In the order of pass ids, after the given one.
std::vector<DoorListRow> door_list_rows(ReadTx& tx, const EventId& event,
                                        const std::optional<PassId>& after, int limit);
std::optional<DoorListRow> door_list_row(ReadTx& tx, const PassId& pass);

}  // namespace kinhmoi::store

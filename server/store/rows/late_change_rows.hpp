// SPDX-License-Identifier: Apache-2.0
// Late change requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/substitution.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Nothing for a request that is out of the actor's scope.
std::optional<LateChange> find_late_change(ReadTx& tx, const Actor& actor, const LateChangeId& id);
/// The request that waits for a decision about this delegate.
std::optional<LateChange> open_late_change(ReadTx& tx, const DelegateId& delegate);
void insert_late_change(WriteTx& tx, const LateChange& change);
/// State, decision and note.
void update_late_change(WriteTx& tx, const LateChange& change);
/// A request beside the names that a list of them shows.
struct LateChangeEntry {
    LateChange change;
    std::string delegate_label;  ///< an adult's name; of a child the school alone
    AgencyId agency;
    std::string agency_name;
    std::string group_label;
    bool is_minor = true;
};
/// Newest first, before the given one, at most limit; of one agency, or of all.
std::vector<LateChangeEntry> late_changes_of_event(ReadTx& tx, const EventId& event,
                                                   const std::optional<AgencyId>& agency,
                                                   const std::optional<LateChangeState>& state,
                                                   const std::optional<LateChangeId>& before,
                                                   int limit);

}  // namespace kinhmoi::store

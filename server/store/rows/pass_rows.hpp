// SPDX-License-Identifier: Apache-2.0
// Passes and their revocations.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/pass.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// A pass as it is stored: the domain's pass, without its revocations unless asked for.
struct PassRow {
    Pass pass;
    std::optional<PartyId> party;
    int min_issue = 0;  ///< issues below are revoked; 0: none. The same as min_issue(pass).
    bool operator==(const PassRow&) const = default;
};

/// One look-up by key, no join: what the check-in path needs. Revocations are read only when there
/// are any.
std::optional<PassRow> load_pass(ReadTx& tx, const PassId& id);
/// The same, and the status of who holds it: what a scan is judged by. The writer remembers them.
struct HeldPass {
    PassRow row;
    DelegateStatus status = DelegateStatus::approved;
    bool operator==(const HeldPass&) const = default;
};
std::optional<HeldPass> load_held_pass(ReadTx& tx, const PassId& id);
std::optional<PassRow> pass_of_delegate(ReadTx& tx, const DelegateId& delegate);
std::optional<PassRow> pass_of_party(ReadTx& tx, const PartyId& party);
std::optional<PassRow> pass_of_short_number(ReadTx& tx, const EventId& event,
                                            std::uint32_t short_number);
/// In the order of ids, after the given one; of one agency, or of all.
std::vector<PassRow> passes_of_event(ReadTx& tx, const EventId& event,
                                     const std::optional<AgencyId>& agency,
                                     const std::optional<PassId>& after, int limit);
/// Persons of the event who hold a seat, by the pass they hold themselves or with their party.
struct PassTotals {
    int current = 0;
    int revoked = 0;
    int none = 0;
};
PassTotals count_passes(ReadTx& tx, const EventId& event, const std::optional<AgencyId>& agency);

void insert_pass(WriteTx& tx, const PassRow& row);
/// Everything but id, event and party.
void update_pass(WriteTx& tx, const PassRow& row);
/// Also raises passes.min_issue.
void insert_revocation(WriteTx& tx, const PassId& pass, const Revocation& revocation);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Passes as verbs: issue, issue anew, revoke. A pass stands for a seat: one person's, or a whole
// party's when the group's pass mode says so.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/pass_payload.hpp"
#include "qr/secure_bytes.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/rows/place_filter.hpp"

namespace kinhmoi::usecase {

struct IssueOutcome {
    int issued = 0;   ///< new passes, and those of parties that had emptied and came back
    int already = 0;  ///< had one; a revoked one too: only reissue_pass brings that back
    int changed = 0;  ///< party passes whose leader or head count was brought up to date
    int skipped = 0;  ///< of chosen delegates: who holds no seat
};

/// For every person of the list who holds a seat and has no pass yet. Failure not_found for a list
/// out of scope, conflict for one not approved.
Result<IssueOutcome> issue_passes(store::WriteTx& tx, const Actor& actor, const ListId& list,
                                  const qr::MasterKey& master_key);
/// The same for one person: walk-ins and substitutes.
Result<store::PassRow> issue_pass_for(store::WriteTx& tx, const Actor& actor,
                                      const DelegateId& delegate, const qr::MasterKey& master_key);

/// The same for chosen delegates of one event; a party counts once. not_found, and nothing is done,
/// if one of them is out of scope.
Result<IssueOutcome> issue_passes_for(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                      const std::vector<DelegateId>& delegates,
                                      const qr::MasterKey& master_key);

/// Unscoped rows become not_found here: the pass, if the actor may see its delegate.
Result<store::PassRow> find_pass(store::ReadTx& tx, const Actor& actor, const PassId& id);
/// The pass of a person, or of the party they hold a seat in.
Result<store::PassRow> find_pass_of(store::ReadTx& tx, const Actor& actor,
                                    const DelegateId& delegate);
/// In the order of ids, at most limit after the given one; a clerk's own agency's only.
Result<std::vector<store::PassRow>> passes_page(store::ReadTx& tx, const Actor& actor,
                                                const EventId& event,
                                                const std::optional<PassId>& after, int limit);
/// A clerk's are of the own agency.
Result<store::PassTotals> pass_totals(store::ReadTx& tx, const Actor& actor, const EventId& event);

/// The lists of an event whose passes can be issued, and how many lists are not that far.
struct IssuableLists {
    std::vector<ListId> approved;
    int skipped = 0;
};
Result<IssuableLists> issuable_lists(store::ReadTx& tx, const Actor& actor,
                                     const store::PlaceFilter& place);

/// A lost badge: the next issue of the same pass; every issue before it stops at every door.
Result<store::PassRow> reissue_pass(store::WriteTx& tx, const Actor& actor, const PassId& id,
                                    std::string_view reason, const qr::MasterKey& master_key);
/// The current issue stops at every door.
Result<store::PassRow> revoke_pass(store::WriteTx& tx, const Actor& actor, const PassId& id,
                                   std::string_view reason);

/// Revokes the live pass that this delegate holds, if any; inside the caller's transaction. A
/// member of a party takes one from the party's head count; the last one takes the pass along.
Result<void> revoke_pass_of(store::WriteTx& tx, const Actor& actor, const DelegateId& delegate,
                            std::string_view reason);

/// Approved persons of a list are noted as invited. Returns how many were.
Result<int> mark_invited(store::WriteTx& tx, const Actor& actor, const ListId& list);

/// False once a revocation covers the current issue.
bool is_current(const store::PassRow& row);
/// The 77 bytes that the pass's code holds.
qr::PassCode code_of(const Pass& pass);

}  // namespace kinhmoi::usecase

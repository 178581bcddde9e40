// SPDX-License-Identifier: Apache-2.0
// How a pass is made, signed anew, revoked and kept in line with its party: what issuing and the
// other verbs of passes.hpp share.
#pragma once

#include <optional>
#include <string_view>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/delegate.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/usecase/keys.hpp"

namespace kinhmoi::usecase {

/// Makes the pass of a seat, or of a whole party.
void give_pass(store::WriteTx& tx, const Delegate& delegate, const ParticipantGroup& group,
               const std::optional<PartyId>& party, const OpenKey& key);

/// The next issue: a new code, and a new short number, because a typed number stands for the
/// current issue and the lost badge's must stop too. Conflict after the 255th.
Result<void> sign_next_issue(store::WriteTx& tx, store::PassRow& row, const OpenKey& key,
                             std::string_view reason);
/// The current issue and all before it stop at every door.
void revoke_current(store::WriteTx& tx, const Actor& actor, store::PassRow& row,
                    std::string_view reason);

enum class PartyPass {
    none,  ///< the party has no pass yet
    unchanged,
    changed,  ///< another member holds it now, or the head count is another
    emptied,  ///< revoked, because nobody held a seat; members may have come since
};
/// Brings a party's pass in line with its members: one of them holds it, all of them count.
PartyPass refresh_party_pass(store::WriteTx& tx, const Actor& actor, const PartyId& party,
                             std::string_view reason);
/// A party that emptied and has members again: its pass starts anew.
Result<void> revive_party_pass(store::WriteTx& tx, const PartyId& party, const OpenKey& key);

}  // namespace kinhmoi::usecase

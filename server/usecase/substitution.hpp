// SPDX-License-Identifier: Apache-2.0
// Changing one approved person: another one comes (cử người dự thay), or nobody does.
#pragma once

#include <optional>
#include <string>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/substitution.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct ChangeOutcome {
    ChangeRoute route = ChangeRoute::direct;
    std::optional<Delegate> before;     ///< direct: the person who does not come
    std::optional<Delegate> after;      ///< direct: the substitute
    std::optional<LateChange> request;  ///< what waits for the organizer
};

/// In force at once, or a late change request: see change_route. The old pass stops in the same
/// transaction. Invalid: faults at "/person/…" or "/reason"; conflict: also when a request about
/// this person waits already, or when the person was let in (a party: when all its members were),
/// until that scan is undone; over_quota: the substitute's organization would pass the quota.
Result<ChangeOutcome> substitute(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                 const Person& person, const std::string& reason);
/// The same without a substitute. A walk-in is withdrawn by an organizer.
Result<ChangeOutcome> withdraw(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                               const std::string& reason);

}  // namespace kinhmoi::usecase

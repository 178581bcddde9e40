// SPDX-License-Identifier: Apache-2.0
// The effect of a change of one person, shared by those who change directly and by requests.
#pragma once

#include <optional>
#include <string>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/substitution.hpp"

namespace kinhmoi::usecase {

/// Conflict once the person of a seat was let in: a green is a fact, and would leave the report
/// with the seat. Of a party only the number is known: conflict when all its members are in, for
/// then this one is; while one is missing, whoever changes a member says that it is this one.
Result<void> not_in_yet(store::ReadTx& tx, const Delegate& delegate, const std::string& time_zone);

/// What a list's draft would hold with `id` replaced by the person, or taken off.
QuotaUse use_after(store::ReadTx& tx, const ListId& list, const DelegateId& id,
                   const std::optional<Person>& person);

/// Old person out, new one (if any) in, draft rows and old pass with them. The list's draft mirrors
/// what is in force, so that nobody comes back by a later correction.
Result<ChangeOutcome> put_in_force(store::WriteTx& tx, const Actor& actor, ListContext& context,
                                   Delegate old, const std::optional<Person>& person);

}  // namespace kinhmoi::usecase

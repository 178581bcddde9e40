// SPDX-License-Identifier: Apache-2.0
// Passes as verbs.
#pragma once

#include <string_view>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// Revokes the live pass that this delegate holds, if any; inside the caller's transaction.
Result<void> revoke_pass_of(store::WriteTx& tx, const Actor& actor, const DelegateId& delegate,
                            std::string_view reason);

}  // namespace kinhmoi::usecase

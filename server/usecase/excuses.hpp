// SPDX-License-Identifier: Apache-2.0
// Who comes and who does not: answers given on a delegate's behalf, and excused absences.
#pragma once

#include <string>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/delegates.hpp"

namespace kinhmoi::usecase {

/// Accepts or declines for a delegate who holds a seat; may be changed until the event.
Result<DelegateView> record_answer(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                   bool is_coming);
/// Vắng có lý do. reason: 1..500 code points.
Result<DelegateView> excuse(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                            const std::string& reason);
/// Harmless when there is no excuse.
Result<DelegateView> undo_excuse(store::WriteTx& tx, const Actor& actor, const DelegateId& id);

}  // namespace kinhmoi::usecase

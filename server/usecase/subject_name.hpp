// SPDX-License-Identifier: Apache-2.0
// What people call the thing that an entry of the audit log is about. The log itself holds ids
// only, so that what is erased is erased there too: names are looked up when it is read.
#pragma once

#include <string>

#include "common/domain/account.hpp"
#include "server/store/rows/audit_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// As it is called now, in the actor's scope. "": it has no name, is gone, or is not the actor's to
/// see. Delegates and passes are told by agency and label: a log names no person but those who act.
std::string subject_name(store::ReadTx& tx, const Actor& actor, const store::AuditEntry& entry);

}  // namespace kinhmoi::usecase

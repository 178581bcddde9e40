// SPDX-License-Identifier: Apache-2.0
// What the audit log says about one delegate.
#pragma once

#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct HistoryEntry {
    Instant at;
    DelegateId delegate;
    std::string actor;   ///< "account:<id>", "door:<id>"
    std::string action;  ///< "delegate.substitute"
    std::string detail;
};
/// Oldest first.
std::vector<HistoryEntry> history_of(ReadTx& tx, const DelegateId& delegate);

}  // namespace kinhmoi::store

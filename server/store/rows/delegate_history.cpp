// SPDX-License-Identifier: Apache-2.0
// Audit entries by subject.
#include "server/store/rows/delegate_history.hpp"

namespace kinhmoi::store {

std::vector<HistoryEntry> history_of(ReadTx& tx, const DelegateId& delegate) {
    std::vector<HistoryEntry> entries;
    Rows rows =
        tx.query("SELECT at, actor, action, detail FROM audit_log WHERE subject = $1 ORDER BY seq",
                 to_text(delegate));
    while (rows.next()) {
        HistoryEntry entry;
        entry.delegate = delegate;
        rows.read(entry.at, entry.actor, entry.action, entry.detail);
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace kinhmoi::store

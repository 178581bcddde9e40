// SPDX-License-Identifier: Apache-2.0
// The audit log: appended to, read, never changed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

using AuditHash = std::array<std::uint8_t, 32>;

struct AuditEntry {
    std::int64_t seq = 0;  ///< from 1, without gaps
    Instant at;
    std::string actor;  ///< "account:<id>", "token:…", "door:<id>", "anonymous", "command-line"
    std::string action;
    std::optional<EventId> event;
    std::string subject;
    std::string detail;
    std::string request_id;
    AuditHash previous_hash{};
    AuditHash hash{};
};

/// The last entry, if there is any.
std::optional<AuditEntry> last_audit_entry(ReadTx& tx);
void append(WriteTx& tx, const AuditEntry& entry);
/// Newest first, those before seq `before`. event, action: only those of; none, "" for all.
std::vector<AuditEntry> load_audit(ReadTx& tx, const std::optional<EventId>& event,
                                   std::string_view action, std::int64_t before,
                                   std::int64_t limit);
/// Whether there is such an entry, not older than since.
bool is_audited_since(ReadTx& tx, std::string_view actor, std::string_view action,
                      std::string_view subject, std::string_view detail, Instant since);
/// Oldest first, those after seq `after`.
std::vector<AuditEntry> load_audit_after(ReadTx& tx, std::int64_t after, std::int64_t limit);

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
// Notes who did, saw or exported what, in the transaction that does it. Each entry holds the hash
// of the one before it, so that a changed, removed or inserted entry breaks the chain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "server/store/rows/audit_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// action: "list.submit", "pass.revoke", …; subject: an id in text form, never a name; detail:
/// short, without names, phones or secrets. Longer texts are cut.
void audit(store::WriteTx& tx, const Actor& actor, std::string_view action,
           const std::optional<EventId>& event, std::string_view subject,
           std::string_view detail = {});

/// As the log has its actors: "account:…", "door:…", "command-line".
std::string audit_name(const Actor& actor);

/// Who acts when the command line does.
Actor command_line_actor();

struct AuditFilter {
    std::optional<EventId> event;
    std::string action;       ///< "" for all
    std::int64_t before = 0;  ///< entries older than this seq; 0: from the newest
    int limit = 50;
};
/// Newest first.
std::vector<store::AuditEntry> list_audit(store::ReadTx& tx, const AuditFilter& filter);

struct AuditCheck {
    std::int64_t entries = 0;
    std::optional<std::int64_t> first_bad;  ///< seq of the first entry that does not fit
    /// Of the last good entry. Keep it elsewhere: entries cut off at the end show only against it.
    store::AuditHash head{};
};
AuditCheck verify_audit_chain(store::ReadTx& tx);

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/view_log.hpp"

#include "server/usecase/audit.hpp"

namespace kinhmoi::usecase {

void note_view(store::WriteTx& tx, const Actor& actor, const EventId& event,
               std::string_view action, std::string_view subject, bool shows_minors) {
    const std::string_view detail = shows_minors ? "minors" : "";
    const Instant since = tx.now() + -same_view_ms;
    if (store::is_audited_since(tx, audit_name(actor), action, subject, detail, since)) return;
    audit(tx, actor, action, event, subject, detail);
}

}  // namespace kinhmoi::usecase

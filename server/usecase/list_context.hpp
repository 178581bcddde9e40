// SPDX-License-Identifier: Apache-2.0
// What every verb about a list needs to know first: the list and all that rules over it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/delegate_list.hpp"
#include "common/domain/event.hpp"
#include "common/domain/participant_group.hpp"
#include "common/domain/quota.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct ListContext {
    DelegateList list;
    Quota quota;
    ParticipantGroup group;
    Event event;
    std::optional<Instant> late_from;  ///< with the agency's newest extension
};

/// not_found for a list out of the actor's scope.
Result<ListContext> list_context(store::ReadTx& tx, const Actor& actor, const ListId& id);

/// The first late moment for a quota's list.
std::optional<Instant> late_from_of(store::ReadTx& tx, const Event& event, const Quota& quota);
/// Rows counted in a quota's terms.
QuotaUse use_of(const std::vector<ListRow>& rows);
/// Administrators and organizers decide; clerks ask.
bool decides(const Actor& actor);

/// Whoever was erased gets no new text: nobody would ever erase it.
Result<void> refuse_if_erased(const Delegate& delegate);

Failure no_such_list();
Failure no_such_delegate();
Failure no_such_event();
/// A refusal for one field.
Failure fault_at(std::string path, std::string code, Message message);

}  // namespace kinhmoi::usecase

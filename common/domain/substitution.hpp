// SPDX-License-Identifier: Apache-2.0
// Changes to one person after a list was approved: substitution, withdrawal, late change requests.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/delegate_list.hpp"

namespace kinhmoi {

enum class LateChangeKind { substitute, withdraw };
const char* name_of(LateChangeKind kind);
std::optional<LateChangeKind> parse_late_change_kind(std::string_view text);

enum class LateChangeState { requested, accepted, refused };
const char* name_of(LateChangeState state);
std::optional<LateChangeState> parse_late_change_state(std::string_view text);

/// One person changed after the cut-off, without reopening the list for anyone else.
struct LateChange {
    LateChangeId id;
    EventId event;
    ListId list;
    DelegateId delegate;
    LateChangeKind kind = LateChangeKind::substitute;
    Person person;  ///< the substitute; empty for a withdrawal
    std::string reason;
    LateChangeState state = LateChangeState::requested;
    Instant requested_at;
    AccountId requested_by;
    std::optional<Instant> decided_at;
    std::optional<AccountId> decided_by;
    std::string decision_note;
};

enum class ChangeRoute {
    direct,   ///< takes effect at once
    request,  ///< becomes a late change request
};
/// How a change to one approved person goes: an organizer changes directly; a clerk directly until
/// the cut-off of a list that is not locked, by request afterwards. Refused (conflict) for a list
/// not yet approved and for persons who hold no seat; but whoever an approval left out (nominated)
/// is withdrawn directly by either, at any time, for it takes nobody's seat.
Result<ChangeRoute> change_route(bool by_organizer, LateChangeKind kind, ListState list,
                                 DelegateStatus delegate, std::optional<Instant> late_from,
                                 Instant now);

}  // namespace kinhmoi

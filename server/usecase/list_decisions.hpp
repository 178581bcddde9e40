// SPDX-License-Identifier: Apache-2.0
// What an organizer decides about a submitted list: return it, approve it, lock it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/lists.hpp"

namespace kinhmoi::usecase {

struct Return {
    std::string reason;  ///< 1..1000 code points, shown to the agency
    /// The last day to send it again. Extends the agency's deadline; required once that has passed
    /// and the event takes nothing late: the list could not come back.
    std::optional<CivilDate> resubmit_by;
};
/// Gives the list back to its agency.
Result<ListDetail> return_list(store::WriteTx& tx, const Actor& actor, const ListId& id,
                               const Return& how);

struct Approval {
    bool accept_overrun = false;
    bool accept_late = false;
    /// Only these people; none: everyone. The others stay nominated and may be approved later.
    std::optional<std::vector<DelegateId>> delegates;
    /// The version that was read; conflict if it is not the newest.
    std::optional<int> version;
};
/// The people hold a seat from now on. Groups that come as parties get their parties.
Result<ListDetail> approve_list(store::WriteTx& tx, const Actor& actor, const ListId& id,
                                const Approval& approval);

/// From a lock on, an agency can change a person only by a request.
Result<ListDetail> lock_list(store::WriteTx& tx, const Actor& actor, const ListId& id);
Result<ListDetail> unlock_list(store::WriteTx& tx, const Actor& actor, const ListId& id);

}  // namespace kinhmoi::usecase

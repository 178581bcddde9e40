// SPDX-License-Identifier: Apache-2.0
// Forms parties (đoàn) from what stands in the rows of children.
#pragma once

#include <optional>

#include "common/domain/delegate.hpp"
#include "common/domain/participant_group.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// The party of the delegate's school and leader, made if it is the first member; nothing for a
/// group whose members come one by one.
std::optional<PartyId> party_of(store::WriteTx& tx, const ParticipantGroup& group,
                                const Delegate& delegate);

}  // namespace kinhmoi::usecase

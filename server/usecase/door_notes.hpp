// SPDX-License-Identifier: Apache-2.0
// What phones at the doors must hear of a change of set-up: their setting (times, sites, gates,
// choices for walk-ins), and the lines of passes that read differently now.
#pragma once

#include "common/domain/agency.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/event.hpp"
#include "common/domain/participant_group.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// A site, gate, group or quota of the event was made, changed or taken away.
void tell_doors_of_setting(store::WriteTx& tx, const EventId& event);
/// The setting, and every pass: for changes nobody has told apart.
void tell_doors_of_all(store::WriteTx& tx, const EventId& event);
/// Passes only where their lines change with it. Call after the change was stored.
void tell_doors(store::WriteTx& tx, const Event& before, const Event& after);
void tell_doors(store::WriteTx& tx, const ParticipantGroup& before, const ParticipantGroup& after);
void tell_doors(store::WriteTx& tx, const Agency& before, const Agency& after);
/// The pass of the delegate or of its party, if there is one: phones keep whom it stands for.
void tell_doors(store::WriteTx& tx, const Delegate& delegate);

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
// Programs (chương trình) that events belong to; all organizers share them.
#pragma once

#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/seen.hpp"

namespace kinhmoi::usecase {

inline constexpr Noun program_noun{"chương trình", "program"};

Result<Program> get_program(store::ReadTx& tx, const ProgramId& id);
/// The id is made here. invalid (rules), conflict (code taken).
Result<Program> create_program(store::WriteTx& tx, const Actor& actor, Program program);
/// Replaces all but the id. conflict: program_of_others. changed: not as seen.
Result<Program> update_program(store::WriteTx& tx, const Actor& actor, const ProgramId& id,
                               Program program, const Seen<Program>& seen = {});
/// An organizer may not rename what another organizer's event shows.
Failure program_of_others();
/// conflict, saying how many events belong to it. changed: not as seen.
Result<void> delete_program(store::WriteTx& tx, const Actor& actor, const ProgramId& id,
                            const Seen<Program>& seen = {});

}  // namespace kinhmoi::usecase

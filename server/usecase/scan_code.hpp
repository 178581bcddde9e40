// SPDX-License-Identifier: Apache-2.0
// What the text of a reading says: a pass of this event, a typed short number, or something else.
#pragma once

#include <optional>
#include <string_view>

#include "common/domain/scan.hpp"
#include "server/store/rows/pass_rows.hpp"

namespace kinhmoi::usecase {

struct JudgedCode {
    CodeOutcome outcome = CodeOutcome::not_a_pass;
    std::optional<store::HeldPass> pass;  ///< the pass it names, of whatever event
};

/// Judges scan.text, a reading's, at a door of that event, and sets scan.pass and scan.issue when
/// the code is one of ours. Empties scan.text when it is exactly the pass's own current code: the
/// ledger need not hold what the pass itself holds.
JudgedCode judge_code(store::ReadTx& tx, Scan& scan, const EventId& event,
                      std::string_view own_host);

/// Gives a copy of a stored reading the pass and text of the stored one if both were read from the
/// same code, although the ledger may have emptied the text and the pass may have a new issue.
void adopt_stored_code(store::ReadTx& tx, const Scan& stored, Scan& incoming);

}  // namespace kinhmoi::usecase

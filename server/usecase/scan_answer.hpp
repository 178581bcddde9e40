// SPDX-License-Identifier: Apache-2.0
// What a door is answered: names are looked up only where the sentence needs them.
#pragma once

#include <string>

#include "server/store/rows/scan_rows.hpp"
#include "server/usecase/scans.hpp"

namespace kinhmoi::usecase {

/// For a scan that was just judged.
ScanAnswer decided_answer(store::ReadTx& tx, const std::string& time_zone, const Scan& scan,
                          const Decision& decision);
/// For a scan of the ledger: its verdict as it was given; who was in first, and the room left, as
/// they are known now.
ScanAnswer stored_answer(store::ReadTx& tx, const std::string& time_zone,
                         const store::LedgerRow& row);
/// A record without effect is never green: instead of an accepted verdict, a person must look, and
/// the sentence says why and what to do. Other answers stay as they are.
ScanAnswer without_green(ScanAnswer answer, QuarantineReason reason);
/// For a record that nobody could read.
ScanAnswer unreadable_answer();

}  // namespace kinhmoi::usecase

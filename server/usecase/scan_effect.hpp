// SPDX-License-Identifier: Apache-2.0
// What a scan that stands in the ledger does: the admission of its pass, incidents, and word of
// both to the doors. The rules are the fold's (common/domain/admission.hpp).
#pragma once

#include <optional>

#include "common/domain/admission.hpp"
#include "common/domain/pass.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// Adds the scan to the ledger behind the newest one of its pass, and lets it take effect. before:
/// the admission without it; none when the pass was never scanned. The stored scan, with its seq.
StoredScan enter(store::WriteTx& tx, const Pass& pass,
                 const std::optional<store::AdmissionRow>& before, store::LedgerRow row);

/// Folds all scans of a pass again: after a stored scan was corrected, or after the pass's party
/// size or its revocations changed. Nothing happens for a pass that was never scanned.
void refold(store::WriteTx& tx, const Pass& pass);

/// Opens an incident, or opens it again, and tells the doors. Not when it stands there already.
void report_incident(store::WriteTx& tx, const EventId& event, const Incident& incident);

}  // namespace kinhmoi::usecase

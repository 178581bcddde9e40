// SPDX-License-Identifier: Apache-2.0
// What organizers look at after the doors: the ledger, incidents, and the quarantine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

constexpr std::int64_t quarantine_ms = 7 * day_ms;

/// An incident with the names of its door. No name of a person: readers see incidents too.
struct IncidentView {
    store::IncidentRow row;
    std::string gate_name;
    std::string device_label;
};
/// Newest first. Failure not_found for an event out of scope.
Result<std::vector<IncidentView>> list_incidents(store::ReadTx& tx, const Actor& actor,
                                                 const EventId& event,
                                                 const std::optional<store::IncidentState>& state,
                                                 const std::optional<IncidentId>& after, int limit);
/// The newest ones that nobody has resolved. Unscoped.
std::vector<IncidentView> open_incidents_of(store::ReadTx& tx, const EventId& event, int limit);
/// note: what was found out, 1..1000 code points. Failure conflict unless it is open.
Result<IncidentView> resolve_incident(store::WriteTx& tx, const Actor& actor, const IncidentId& id,
                                      const std::string& note);

/// Newest first, older than before_seq (0: from the newest).
Result<std::vector<store::LedgerRow>> list_scans(store::ReadTx& tx, const Actor& actor,
                                                 const store::ScanFilter& filter);
Result<std::vector<store::QuarantinedScan>> list_quarantine(store::ReadTx& tx, const Actor& actor,
                                                            const EventId& event,
                                                            std::int64_t before_seq, int limit);
/// Removes what has lain there for 7 days. Returns how many.
std::int64_t clear_old_quarantine(store::WriteTx& tx);

}  // namespace kinhmoi::usecase

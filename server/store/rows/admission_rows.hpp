// SPDX-License-Identifier: Apache-2.0
// The admission of each pass that was scanned, and the incidents that came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "common/domain/admission.hpp"
#include "common/domain/incident.hpp"
#include "common/domain/report.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// The state, and the scans that made it by their seq in the ledger.
struct AdmissionRow {
    AdmissionState state;
    std::int64_t last_seq = 0;  ///< the newest scan of the pass's chain
    std::optional<std::int64_t> first_in;
    std::optional<std::int64_t> last_move;
    std::optional<std::int64_t> last_key;
    bool operator==(const AdmissionRow&) const = default;
};
std::optional<AdmissionRow> load_admission(ReadTx& tx, const PassId& pass);
/// Of a pass that was folded anew without a new scan: append_scan saves what a scan changes.
void save_admission(WriteTx& tx, const PassId& pass, const AdmissionRow& row);

enum class IncidentState { open, resolved, withdrawn };
const char* name_of(IncidentState state);
std::optional<IncidentState> parse_incident_state(std::string_view text);

struct IncidentRow {
    IncidentId id;
    EventId event;
    Incident incident;
    IncidentState state = IncidentState::open;
    std::optional<Instant> resolved_at;
    std::optional<AccountId> resolved_by;
    std::string note;
};
/// Makes the incident of this key, or opens it again when it was withdrawn. The id when it is new
/// or open again, nothing when it stood there already.
std::optional<IncidentId> open_incident(WriteTx& tx, const EventId& event,
                                        const Incident& incident);
/// The pass's own incidents that are not withdrawn.
std::vector<IncidentRow> incidents_of_pass(ReadTx& tx, const PassId& pass);
void set_incident_state(WriteTx& tx, const IncidentId& id, IncidentState state,
                        const std::optional<AccountId>& by, std::string_view note);
std::optional<IncidentRow> load_incident(ReadTx& tx, const IncidentId& id);
/// Newest first, after the given one.
std::vector<IncidentRow> incidents_of_event(ReadTx& tx, const EventId& event,
                                            const std::optional<IncidentState>& state,
                                            const std::optional<IncidentId>& after, int limit);

/// Passes of one place that brought somebody, by what they stand for and brought.
struct PresenceCounts {
    Place place;
    Turnout turnout;
    int passes = 0;
};
/// Every green counts, whoever holds the pass now. Of one agency, or of all.
std::vector<PresenceCounts> count_presence(ReadTx& tx, const EventId& event,
                                           const std::optional<AgencyId>& agency);

}  // namespace kinhmoi::store

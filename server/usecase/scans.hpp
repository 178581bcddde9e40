// SPDX-License-Identifier: Apache-2.0
// Scans arrive from a door, one by one or in batches, in any order and as often as it takes. Each
// is stored, or quarantined with a reason; none can make a phone send it for ever.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/decision.hpp"
#include "common/domain/scan.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// A scan as it was sent. device and by_organizer are set here, whatever stands in them; so are
/// the pass and issue of a reading.
struct SentScan {
    Scan scan;
    std::string content;      ///< the record as text, for the quarantine; only 4,000 bytes are kept
    bool is_readable = true;  ///< false: only scan.id, epoch and dseq, as far as they were legible
};

enum class Storing {
    fresh,        ///< "new": stored now
    same,         ///< was stored before; this is the answer it got
    conflict,     ///< the id is known with other contents; this copy was quarantined
    quarantined,  ///< kept without effect, see reason
};
const char* name_of(Storing storing);

struct ScanAnswer {
    ScanId scan;
    Storing stored = Storing::fresh;
    std::int64_t seq = 0;  ///< in the ledger; 0: not there
    std::optional<QuarantineReason> reason;
    std::optional<PassId> pass;
    Decision decision;
    std::string first_in_gate;  ///< names, only where the decision speaks of them
    std::string right_site_name;
    Message message;  ///< what the door shows, in one sentence
};

/// One scan of the actor's device. own_host: "kinhmoi.example", as it stands in document codes.
/// Refused only when the device is gone.
Result<ScanAnswer> record_scan(store::WriteTx& tx, const Actor& actor, const SentScan& sent,
                               std::string_view own_host);
/// Many scans, an answer each, in their order. What one of them breaks does not touch the others.
Result<std::vector<ScanAnswer>> record_scans(store::WriteTx& tx, const Actor& actor,
                                             const std::vector<SentScan>& sent,
                                             std::string_view own_host);

/// For the walk-in desk, before anybody is registered: what the door answers a new walk-in scan
/// that may not stand here and now, and which is in the quarantine then; nothing when it may stand.
std::optional<ScanAnswer> refused_walk_in(store::WriteTx& tx, const store::Door& door,
                                          const SentScan& sent);

/// A record that an organizer makes at the console, of a pass of that event. Only an undo so far.
Result<ScanAnswer> record_organizer_undo(store::WriteTx& tx, const Actor& actor,
                                         const EventId& event, const ScanId& id,
                                         const ScanId& undoes);

}  // namespace kinhmoi::usecase

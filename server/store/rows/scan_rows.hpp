// SPDX-License-Identifier: Apache-2.0
// The scan ledger and the quarantine beside it. Rows of the ledger are added and never removed;
// only a copy that says more (see compare_copies) completes one.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "common/domain/decision.hpp"
#include "common/domain/scan.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// A row of the ledger, chained to the scan of the same pass that arrived before it.
struct LedgerRow {
    StoredScan stored;
    EventId event;
    CheckReason check = CheckReason::none;  ///< of verdict check
    std::optional<std::int64_t> previous_seq;
};

std::optional<LedgerRow> scan_of_id(ReadTx& tx, const ScanId& id);
std::optional<LedgerRow> scan_of_seq(ReadTx& tx, std::int64_t seq);
/// What stands in the ledger under a scan's id and, beside it, under its number of its phone:
/// usually nothing. Scans of one number with other ids: a cloned phone.
struct KnownScans {
    std::optional<LedgerRow> same_id;
    std::vector<StoredScan> same_number;
};
KnownScans known_scans(ReadTx& tx, const Scan& scan);
/// Walks the chain from its newest scan; newest first.
std::vector<StoredScan> scans_in_chain(ReadTx& tx, std::optional<std::int64_t> last_seq);

/// Where a scan stands in the ledger.
std::optional<std::int64_t> seq_of_scan(ReadTx& tx, const ScanId& id);
/// Where the scans of this one's number stand, whatever their ids. On the writer only.
std::vector<std::int64_t> seqs_of_number(ReadTx& tx, const Scan& scan);

/// The row of a state: newest is the scan that stands at last_seq, before what the row was without
/// it.
AdmissionRow admission_row(ReadTx& tx, const AdmissionState& state, std::int64_t last_seq,
                           const std::optional<AdmissionRow>& before, const ScanId& newest);
/// Adds a scan, and with it the admission of its pass before and after; its seq. The scan's id must
/// be new. Tells the doors when the admission changed. stored.seq is ignored.
std::int64_t append_scan(WriteTx& tx, const LedgerRow& row,
                         const std::optional<AdmissionRow>& before, const AdmissionState& after);
/// mode and local verdict, of a copy that corrects the stored one.
void correct_scan(WriteTx& tx, const StoredScan& stored);

struct ScanFilter {
    EventId event;
    std::optional<PassId> pass;
    std::optional<GateId> gate;
    std::int64_t before_seq = 0;  ///< older than this; 0: from the newest
    int limit = 50;
};
/// Newest first.
std::vector<LedgerRow> scans_where(ReadTx& tx, const ScanFilter& filter);

/// Numbers first..last that an enrolment has not handed in.
struct SeqRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    bool operator==(const SeqRange&) const = default;
};
/// The gaps below up_to, ledger and quarantine together; at most limit ranges, lowest first.
std::vector<SeqRange> missing_numbers(ReadTx& tx, const DeviceId& device, const EpochId& epoch,
                                      std::int64_t up_to, int limit);

struct QuarantinedScan {
    std::int64_t seq = 0;
    ScanId scan;
    EventId event;
    DeviceId device;
    EpochId epoch;
    std::int64_t dseq = 0;
    QuarantineReason reason = QuarantineReason::impossible;
    Verdict verdict = Verdict::unknown;
    Instant received_at;
    std::string content;  ///< the record as sent, JSON, ≤ 4,000 characters
    std::array<std::uint8_t, 32> content_hash{};  ///< SHA-256 of content
};
/// False when the same contents already stand there.
bool insert_quarantined(WriteTx& tx, const QuarantinedScan& scan);
std::optional<QuarantinedScan> quarantined_of_id(ReadTx& tx, const ScanId& id);
/// Newest first.
std::vector<QuarantinedScan> quarantine_of_event(ReadTx& tx, const EventId& event,
                                                 std::int64_t before_seq, int limit);
/// Removes what arrived before the moment. Returns how many.
std::int64_t clear_quarantine(WriteTx& tx, Instant before);

}  // namespace kinhmoi::store

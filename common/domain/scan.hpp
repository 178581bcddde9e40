// SPDX-License-Identifier: Apache-2.0
// A scan: one reading at a door as the phone recorded it, its time, and whether it enters the
// ledger or the quarantine. What a scan does to an admission stands in admission.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"
#include "common/domain/device.hpp"

namespace kinhmoi {

enum class Direction { in, out };
const char* name_of(Direction direction);
std::optional<Direction> parse_direction(std::string_view text);

enum class ScanKind {
    reading,     ///< a code was read or a short number typed
    undo,        ///< takes back another scan, see Scan::undoes
    walk_in,     ///< the desk registered a person and lets them in
    supplement,  ///< came in without being counted; an organizer added it afterwards
};
const char* name_of(ScanKind kind);
std::optional<ScanKind> parse_scan_kind(std::string_view text);

enum class ScanMode {
    online,   ///< the phone showed the server's verdict
    offline,  ///< the phone decided by itself
    timeout,  ///< asked, got no answer in time, then decided by itself with the same scan id
};
const char* name_of(ScanMode mode);
std::optional<ScanMode> parse_scan_mode(std::string_view text);

/// Everything a door can be told. Closed: TypeScript and the API hold the same list.
enum class Verdict {
    admitted,
    already_in,
    wrong_site,
    wrong_event,
    revoked,
    not_yet_open,
    closed,
    unknown,
    not_a_pass,
    document_code,
    check,   ///< a person must look: see CheckReason
    repeat,  ///< the same device read the same code twice within seconds
    left,    ///< an OUT that counts
    undone,  ///< an undo that counts
};
const char* name_of(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view text);
/// Staff may let in against this verdict, with a reason: there is a pass to let in.
bool is_overridable(Verdict verdict);

/// What the code itself turned out to be; the caller maps the verifier's outcome to it.
enum class CodeOutcome {
    valid,            ///< signed by a key of ours, active or retired
    short_number,     ///< typed by hand, check digit right; not signed
    compromised_key,  ///< signed by a stolen key: counts only for a listed pass and its issue
    bad_code,         ///< has a pass's form, but digits, version, key or signature are wrong
    wrong_event,      ///< signed for another event
    not_a_pass,
    document_code,
};
const char* name_of(CodeOutcome outcome);
std::optional<CodeOutcome> parse_code_outcome(std::string_view text);

/// A member of staff let somebody in against a verdict.
struct Override {
    Verdict refused = Verdict::check;  ///< what the phone had shown before
    std::string reason;                ///< never empty
    bool operator==(const Override&) const = default;
};

constexpr std::size_t scan_text_max_bytes = 512;
constexpr std::size_t override_reason_max_bytes = 512;
constexpr std::uint16_t scan_count_max = 10'000;

/// The phone's record. `pass` and `issue` are what the code says (the server decodes it again).
struct Scan {
    ScanId id;
    DeviceId device;  ///< nil when an organizer made the record at the console
    EpochId epoch;
    std::int64_t dseq = 0;  ///< 1, 2, 3, …: gapless in the epoch; 0 for an organizer's record
    ScanKind kind = ScanKind::reading;
    bool by_organizer = false;

    std::string text;              ///< the 187 digits, or the text as read, ≤ scan_text_max_bytes
    std::optional<PassId> pass;    ///< an undo carries the pass of the scan it takes back
    std::uint8_t issue = 0;        ///< 0 when the code names none (short number, walk-in)
    std::optional<ScanId> undoes;  ///< exactly for kind undo

    GateId gate;
    Direction direction = Direction::in;
    std::uint16_t count = 1;   ///< persons who go through: above 1 only for a party
    bool escort_seen = false;  ///< staff saw the adult who accompanies the child

    std::int64_t wall_ms = 0;    ///< the phone's clock
    std::int64_t mono_ms = 0;    ///< the phone's clock that never jumps, since the page was opened
    std::int64_t offset_ms = 0;  ///< server minus phone, as last measured
    std::int64_t floor_ms = 0;   ///< the corrected time of the epoch's previous scan; 0: none

    std::int64_t list_version = 0;           ///< of the doors' list on the phone; 0: had none
    std::optional<std::int64_t> list_age_s;  ///< since that list was last known to be current
    ScanMode mode = ScanMode::online;
    std::optional<Verdict> local_verdict;  ///< what the phone decided; none when online
    std::optional<Override> overridden;    ///< then local_verdict, if any, is admitted
    bool operator==(const Scan&) const = default;
};

/// Why a scan is kept without any effect, for 7 days, for a person to look at.
enum class QuarantineReason {
    impossible,      ///< fields that contradict each other or the limits
    wrong_epoch,     ///< not of the enrolment whose token sent it
    revoked_device,  ///< handed in after the device was revoked
    outside_window,  ///< made outside the device's time window
    not_a_pass,
    document_code,
    bad_code,
    foreign_event,
    unknown_pass,      ///< well signed, but no such pass here
    bad_undo,          ///< an undo of something this device may not take back
    conflicting_copy,  ///< a known scan id with other contents
};
const char* name_of(QuarantineReason reason);
std::optional<QuarantineReason> parse_quarantine_reason(std::string_view text);

/// The ledger's row: the phone's record and what the server adds, once, when it first stores it.
struct StoredScan {
    Scan scan;
    std::int64_t seq = 0;
    Instant received_at;                 ///< of the first copy
    Instant effective_at;                ///< see effective_time
    Verdict verdict = Verdict::unknown;  ///< the server's; shown to the door only when online
    std::optional<QuarantineReason> quarantine;
    bool operator==(const StoredScan&) const = default;
};

/// wall + offset, not before the epoch's previous scan (floor_ms) nor the enrolment, and never
/// after the receipt. Depends on this record alone, so not on the order of arrival: DESIGN.md.
Instant effective_time(const Scan& scan, Instant enrolled_at, Instant received_at);

/// Two readings of the phone's clocks in one session of the page.
struct ClockReading {
    std::int64_t wall_ms = 0;
    std::int64_t mono_ms = 0;
};
/// How much the wall clock moved more than the steady one; 0 when the page was reopened between.
std::int64_t clock_drift_ms(ClockReading earlier, ClockReading later);
/// |offset| > 2 minutes or |drift| > 5 seconds: that phone refuses nobody because of the time.
bool is_clock_suspect(std::int64_t offset_ms, std::int64_t drift_ms);

/// What the door showed: the server's verdict when online; else the phone's, or admitted when staff
/// overrode it. This is the fact the fold works with.
Verdict shown_verdict(const StoredScan& stored);

/// Why this scan may not enter the ledger, or nothing. code: for readings only. pass_known: this
/// event has a row for scan.pass. device: the sender; none for a record made at the console.
std::optional<QuarantineReason> quarantine_reason(const Scan& scan, CodeOutcome code,
                                                  bool pass_known,
                                                  const std::optional<DoorDevice>& device,
                                                  Instant effective_at, Instant received_at);
/// The target must be a reading or walk-in of the same pass, by the same device unless an
/// organizer takes it back.
bool may_undo(const Scan& undo, const Scan& target);

/// How a scan whose id is already stored relates to the stored one.
enum class ScanCopy {
    same,       ///< answer as before
    corrects,   ///< the stored copy said online, but the phone had not waited: see corrected
    conflicts,  ///< other contents: quarantine the incoming one
};
ScanCopy compare_copies(const Scan& stored, const Scan& incoming);
/// The stored scan with the mode and local verdict of the copy that corrects it. Refold the pass.
Scan corrected(Scan stored, const Scan& incoming);

}  // namespace kinhmoi

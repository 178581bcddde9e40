// SPDX-License-Identifier: Apache-2.0
// For each scan: known? then the stored answer again. Else judge, decide, store, take effect.
#include "server/usecase/scans.hpp"

#include "qr/secrets.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/doors.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/scan_answer.hpp"
#include "server/usecase/scan_code.hpp"
#include "server/usecase/scan_effect.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr std::size_t content_max_bytes = 4'000;

/// At most content_max_bytes, never half a character.
std::string cut(std::string text) {
    if (text.size() <= content_max_bytes) return text;
    std::size_t end = content_max_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    return text;
}

/// Keeps the record for a person to look at, with the verdict it would have got; the door is never
/// answered green. A record that is sent again is kept once.
ScanAnswer quarantine(store::WriteTx& tx, const store::Door& door, const SentScan& sent,
                      QuarantineReason reason, ScanAnswer answer) {
    store::QuarantinedScan row;
    row.scan = sent.scan.id;
    row.event = door.device.event;
    row.device = door.device.id;
    row.epoch = sent.scan.epoch;
    row.dseq = sent.scan.dseq;
    row.reason = reason;
    row.verdict = answer.decision.verdict;
    row.received_at = tx.now();
    row.content = cut(sent.content);
    row.content_hash = qr::hash_secret(row.content).bytes;
    store::insert_quarantined(tx, row);
    answer = without_green(std::move(answer), reason);
    answer.scan = sent.scan.id;
    answer.stored =
        reason == QuarantineReason::conflicting_copy ? Storing::conflict : Storing::quarantined;
    answer.reason = reason;
    return answer;
}

/// The stored answer again; or the stored scan completed; or the copy quarantined.
ScanAnswer answer_known(store::WriteTx& tx, const store::Door& door, const store::LedgerRow& row,
                        Scan scan, const SentScan& sent) {
    const Scan& stored = row.stored.scan;
    adopt_stored_code(tx, stored, scan);
    ScanAnswer answer = stored_answer(tx, door.time_zone, row);
    switch (compare_copies(stored, scan)) {
        case ScanCopy::same:
            return answer;
        case ScanCopy::conflicts:
            return quarantine(tx, door, sent, QuarantineReason::conflicting_copy,
                              std::move(answer));
        case ScanCopy::corrects:
            break;
    }
    StoredScan completed = row.stored;
    completed.scan = corrected(stored, scan);
    store::correct_scan(tx, completed);
    if (const auto pass = store::load_pass(tx, *stored.pass)) refold(tx, pass->pass);
    return answer;
}

/// All that is known about a scan when it is judged.
struct Findings {
    JudgedCode code;
    std::optional<store::AdmissionRow> admission;
    std::optional<Scan> undone;  ///< of an undo: its target, if it is here
    Instant at;
};

Findings look_up(store::ReadTx& tx, const store::Door& door, Scan& scan, std::string_view own_host,
                 Instant now) {
    Findings found;
    found.at = effective_time(scan, door.device.enrolled_at, now);
    if (scan.kind == ScanKind::reading)
        found.code = judge_code(tx, scan, door.device.event, own_host);
    else if (scan.pass) found.code.pass = store::load_held_pass(tx, *scan.pass);
    if (found.code.pass) found.admission = store::load_admission(tx, found.code.pass->row.pass.id);
    if (scan.undoes) {
        if (auto target = store::scan_of_id(tx, *scan.undoes))
            found.undone = std::move(target->stored.scan);
    }
    return found;
}

Decision decide_scan(const store::Door& door, const Scan& scan, const Findings& found) {
    if (scan.kind == ScanKind::undo) return decide_undo(scan, found.undone);
    Reading reading;
    reading.scan = scan;
    reading.code = found.code.outcome;
    reading.at = found.at;
    reading.clock_suspect = is_clock_suspect(scan.offset_ms, 0);
    if (found.code.pass) {
        reading.pass = PassFacts{found.code.pass->row.pass, found.code.pass->status};
        if (found.admission) reading.state = found.admission->state;
    }
    return decide({door.device, door.window, door.allows_reentry}, reading);
}

std::optional<QuarantineReason> reason_against(const store::Door& door, const Scan& scan,
                                               const Findings& found, const Decision& decision,
                                               Instant now) {
    const bool is_known = found.code.pass && found.code.pass->row.pass.event == door.device.event;
    // A device stands at one gate; a record that names another contradicts its enrolment.
    if (scan.gate != door.device.gate) return QuarantineReason::impossible;
    if (const auto reason =
            quarantine_reason(scan, found.code.outcome, is_known, door.device, found.at, now))
        return reason;
    if (decision.check == CheckReason::not_yours_to_undo) return QuarantineReason::bad_undo;
    return std::nullopt;
}

store::LedgerRow ledger_row(const EventId& event, const Scan& scan, Instant at, Instant received_at,
                            const Decision& decision) {
    store::LedgerRow row;
    row.stored.scan = scan;
    row.stored.received_at = received_at;
    row.stored.effective_at = at;
    row.stored.verdict = decision.verdict;
    row.event = event;
    row.check = decision.check;
    return row;
}

void watch_device(store::WriteTx& tx, const store::Door& door, const StoredScan& stored,
                  std::vector<StoredScan> same_number) {
    if (!same_number.empty()) {
        same_number.push_back(stored);
        report_incident(tx, door.device.event, clone_incident(std::move(same_number)));
    }
    if (is_clock_suspect(stored.scan.offset_ms, 0)) {
        report_incident(tx, door.device.event,
                        clock_incident(door.device.id, stored.scan.epoch, stored.effective_at));
    }
}

ScanAnswer record_at(store::WriteTx& tx, const store::Door& door, const SentScan& sent,
                     std::string_view own_host) {
    Scan scan = sent.scan;
    scan.device = door.device.id;
    scan.by_organizer = false;
    if (!sent.is_readable) {
        return quarantine(tx, door, sent, QuarantineReason::impossible, unreadable_answer());
    }
    auto known = store::known_scans(tx, scan);
    if (known.same_id) return answer_known(tx, door, *known.same_id, std::move(scan), sent);

    const auto found = look_up(tx, door, scan, own_host, tx.now());
    const auto decision = decide_scan(door, scan, found);
    ScanAnswer answer = decided_answer(tx, door.time_zone, scan, decision);
    if (const auto reason = reason_against(door, scan, found, decision, tx.now()))
        return quarantine(tx, door, sent, *reason, std::move(answer));

    const auto stored = enter(tx, found.code.pass->row.pass, found.admission,
                              ledger_row(door.device.event, scan, found.at, tx.now(), decision));
    watch_device(tx, door, stored, std::move(known.same_number));
    answer.seq = stored.seq;
    return answer;
}

/// One item of a batch in a savepoint of its own: a record that the store itself refuses goes to
/// the quarantine, and the others stand.
ScanAnswer record_item(store::WriteTx& tx, const store::Door& door, const SentScan& sent,
                       std::string_view own_host) {
    tx.begin_part();
    try {
        ScanAnswer answer = record_at(tx, door, sent, own_host);
        tx.keep_part();
        return answer;
    } catch (const store::StoreError& error) {
        if (error.fault() != store::Fault::constraint && error.fault() != store::Fault::misuse)
            throw;
    }
    tx.undo_part();
    return quarantine(tx, door, sent, QuarantineReason::impossible, unreadable_answer());
}

}  // namespace

Result<ScanAnswer> record_scan(store::WriteTx& tx, const Actor& actor, const SentScan& sent,
                               std::string_view own_host) {
    const auto door = door_of(tx, actor);
    if (!door) return door.error();
    return record_at(tx, *door, sent, own_host);
}

Result<std::vector<ScanAnswer>> record_scans(store::WriteTx& tx, const Actor& actor,
                                             const std::vector<SentScan>& sent,
                                             std::string_view own_host) {
    const auto door = door_of(tx, actor);
    if (!door) return door.error();
    std::vector<ScanAnswer> answers;
    answers.reserve(sent.size());
    for (const SentScan& item : sent) answers.push_back(record_item(tx, *door, item, own_host));
    return answers;
}

std::optional<ScanAnswer> refused_walk_in(store::WriteTx& tx, const store::Door& door,
                                          const SentScan& sent) {
    Scan judged = sent.scan;
    judged.device = door.device.id;
    judged.by_organizer = false;
    // Judged as if the pass were there: it is made only for a scan that admits.
    Findings found;
    found.at = effective_time(judged, door.device.enrolled_at, tx.now());
    found.code.pass.emplace();
    found.code.pass->status = DelegateStatus::accepted;
    Pass& pass = found.code.pass->row.pass;
    pass.event = door.device.event;
    pass.site = door.device.site;
    judged.pass = pass.id;
    const auto decision = decide_scan(door, judged, found);
    auto reason = reason_against(door, judged, found, decision, tx.now());
    if (!reason && !decision.accepted()) reason = QuarantineReason::unknown_pass;
    if (!reason) return std::nullopt;
    judged.pass.reset();
    return quarantine(tx, door, sent, *reason,
                      decided_answer(tx, door.time_zone, judged, decision));
}

Result<ScanAnswer> record_organizer_undo(store::WriteTx& tx, const Actor& actor,
                                         const EventId& event, const ScanId& id,
                                         const ScanId& undoes) {
    const auto facts = store::find_event(tx, actor, event);
    if (!facts || !actor.may_manage(event)) return no_such_event();
    const auto target = store::scan_of_id(tx, undoes);
    if (!target || target->event != event || target->stored.scan.kind == ScanKind::undo) {
        return Failure(FailureKind::not_found,
                       {"Không tìm thấy lượt quét cần huỷ.", "There is no such scan to undo."});
    }
    const Scan& undone = target->stored.scan;
    if (const auto known = store::scan_of_id(tx, id)) {
        if (known->stored.scan.by_organizer && known->stored.scan.undoes == undoes)
            return stored_answer(tx, facts->time_zone, *known);
        return Failure(FailureKind::conflict,
                       {"Mã lượt quét này đã được dùng.", "This scan id is used already."});
    }
    Scan scan;
    scan.id = id;
    scan.kind = ScanKind::undo;
    scan.by_organizer = true;
    scan.pass = undone.pass;
    scan.undoes = undoes;
    scan.gate = undone.gate;
    scan.direction = undone.direction;
    scan.wall_ms = tx.now().ms;
    if (quarantine_reason(scan, CodeOutcome::valid, true, {}, tx.now(), tx.now())) {
        return Failure(FailureKind::invalid,
                       {"Bản ghi huỷ không hợp lệ.", "This undo is not possible."});
    }
    const auto pass = store::load_pass(tx, *undone.pass);
    const auto decision = decide_undo(scan, undone);
    const auto admission = store::load_admission(tx, pass->pass.id);
    const auto stored =
        enter(tx, pass->pass, admission, ledger_row(event, scan, tx.now(), tx.now(), decision));
    audit(tx, actor, "scan.undo", event, to_text(undoes));
    ScanAnswer answer = decided_answer(tx, facts->time_zone, scan, decision);
    answer.seq = stored.seq;
    return answer;
}

}  // namespace kinhmoi::usecase

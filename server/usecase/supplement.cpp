// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/supplement.hpp"

#include <algorithm>

#include "common/domain/decision.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/scan_answer.hpp"
#include "server/usecase/scan_code.hpp"
#include "server/usecase/scan_effect.hpp"

namespace kinhmoi::usecase {
namespace {

/// What every line of a supplement is judged by.
struct SupplementDoor {
    DoorContext context;
    std::string time_zone;
    std::string_view own_host;
};

/// Why nobody can have come at that moment; nothing when somebody can.
std::optional<FieldFault> fault_of_time(const DoorWindow& window, const std::string& zone,
                                        Instant at, Instant now) {
    if (at > now) return FieldFault{"/at", "future", {"chưa tới.", "has not come yet."}};
    if (at >= window.opens_at && at <= window.closes_at) return std::nullopt;
    const auto moment = [&](Instant when, const char* between) {
        return rfc3339_local(when, zone).substr(11, 5) + between +
               short_date_vi(local_date(zone, when));
    };
    return FieldFault{"/at",
                      "outside_hours",
                      {"phải trong giờ đón đại biểu, từ " + moment(window.opens_at, " ngày ") +
                           " đến " + moment(window.closes_at, " ngày ") + ".",
                       "must be within the doors' hours, " + moment(window.opens_at, " on ") +
                           " to " + moment(window.closes_at, " on ") + "."}};
}

Result<SupplementDoor> supplement_door(store::ReadTx& tx, const Actor& actor, const EventId& id,
                                       const GateId& gate_id, const std::optional<Instant>& at) {
    const auto event = store::find_event(tx, actor, id);
    if (!event || !actor.may_manage(id)) return no_such_event();
    const auto gate = store::load_gate(tx, gate_id);
    if (!gate || gate->event != id) {
        return fault_at("/gate_id", "unknown_reference",
                        {"không phải cửa của sự kiện này.", "is not a gate of this event."});
    }
    SupplementDoor door;
    door.context.device.event = id;
    door.context.device.site = gate->site;
    door.context.device.gate = gate->id;
    door.context.window = door_window(*event);
    door.context.allows_reentry = event->allows_reentry;
    door.time_zone = event->time_zone;
    if (!at) return door;
    const auto fault = fault_of_time(door.context.window, door.time_zone, *at, tx.now());
    if (fault) return fault_at(fault->path, fault->code, fault->message);
    return door;
}

Failure not_here(Message why) {
    return Failure(FailureKind::conflict, std::move(why));
}

Result<store::HeldPass> pass_of_person(store::ReadTx& tx, const Actor& actor, const EventId& event,
                                       const DelegateId& id) {
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate || delegate->event != event) {
        return not_here(
            {"Không có đại biểu này trong sự kiện.", "This event has no such delegate."});
    }
    if (!is_live(delegate->status)) {
        return not_here({"Đã rút khỏi danh sách hoặc đã có người dự thay.",
                         "Has withdrawn or was substituted."});
    }
    const auto row = find_pass_of(tx, actor, id);
    if (!row) {
        return not_here({"Chưa có thẻ. Đề nghị cấp thẻ rồi ghi nhận lại.",
                         "Has no pass. Issue one, then record again."});
    }
    return *store::load_held_pass(tx, row->pass.id);
}

/// A code as a phone read it. Its issue does not matter: whoever holds a pass now did come.
std::optional<store::HeldPass> pass_of_text(store::ReadTx& tx, const SupplementDoor& door,
                                            const std::string& text) {
    Scan scan;
    scan.text = text;
    auto judged = judge_code(tx, scan, door.context.device.event, door.own_host);
    if (judged.outcome == CodeOutcome::valid || judged.outcome == CodeOutcome::short_number)
        return std::move(judged.pass);
    // A stolen key signs anything: only what the list itself holds is believed.
    const bool is_listed = judged.outcome == CodeOutcome::compromised_key && judged.pass &&
                           judged.pass->row.pass.issue == scan.issue;
    return is_listed ? std::move(judged.pass) : std::nullopt;
}

/// The pass of a line; a failure says why there is none.
Result<store::HeldPass> pass_of(store::ReadTx& tx, const Actor& actor, const SupplementDoor& door,
                                const SupplementLine& line) {
    const EventId& event = door.context.device.event;
    if (line.delegate) return pass_of_person(tx, actor, event, *line.delegate);
    auto held =
        line.pass ? store::load_held_pass(tx, *line.pass) : pass_of_text(tx, door, line.text);
    if (held && held->row.pass.event == event) return std::move(*held);
    return not_here({"Không có thẻ này trong sự kiện.", "This event has no such pass."});
}

Scan scan_of(const SupplementDoor& door, const SupplementLine& line, const Pass& pass, Instant at) {
    Scan scan;
    scan.id = line.scan;
    scan.kind = ScanKind::supplement;
    scan.by_organizer = true;
    scan.pass = pass.id;
    scan.gate = door.context.device.gate;
    scan.count = is_party(pass) ? line.count : std::uint16_t{1};
    scan.wall_ms = at.ms;
    return scan;
}

store::LedgerRow ledger_row(const SupplementDoor& door, const Scan& scan, Instant now) {
    store::LedgerRow row;
    row.stored.scan = scan;
    row.stored.received_at = now;
    row.stored.effective_at = {scan.wall_ms};
    row.stored.verdict = Verdict::admitted;
    row.event = door.context.device.event;
    return row;
}

/// Why a line that nobody knows yet cannot count; nothing when it can.
std::optional<Message> why_not(store::ReadTx& tx, const SupplementDoor& door,
                               const store::HeldPass& held, const Scan& scan,
                               const std::optional<store::AdmissionRow>& admission) {
    const Instant at{scan.wall_ms};
    if (const auto fault = fault_of_time(door.context.window, door.time_zone, at, tx.now()))
        return Message{"Giờ vào " + fault->message.vi, "The time " + fault->message.en};
    if (quarantine_reason(scan, CodeOutcome::valid, true, {}, at, tx.now()))
        return Message{"Dòng này không hợp lệ.", "This line is not possible."};
    Reading reading;
    reading.scan = scan;
    reading.code = CodeOutcome::valid;
    reading.pass = PassFacts{held.row.pass, held.status};
    if (admission) reading.state = admission->state;
    reading.at = at;
    const auto decision = decide_supplement(door.context, reading);
    if (decision.accepted()) return std::nullopt;
    return decided_answer(tx, door.time_zone, scan, decision).message;
}

/// Of a scan that stands in the ledger under this line's id.
std::optional<Message> judge_known(store::ReadTx& tx, const StoredScan& stored, const Scan& scan,
                                   const std::optional<store::AdmissionRow>& admission) {
    if (stored.scan.pass != scan.pass || stored.scan.count != scan.count || !has_effect(stored))
        return Message{"Mã lượt quét này đã được dùng.", "This scan id is used already."};
    const auto chain = store::scans_in_chain(tx, admission->last_seq);
    const bool is_undone = std::any_of(chain.begin(), chain.end(), [&](const StoredScan& other) {
        return may_undo(other.scan, stored.scan);
    });
    if (!is_undone) return std::nullopt;
    return Message{"Lượt này đã bị huỷ. Nếu đúng là đã vào, đề nghị chọn theo họ tên.",
                   "This scan was undone. If they did come in, choose them by name."};
}

std::string holder_name(store::ReadTx& tx, const Pass& pass) {
    const auto delegate = store::load_delegate(tx, pass.delegate);
    if (!delegate) return {};
    const Person& person = delegate->person;
    return pass.is_minor || is_party(pass) ? person.organization : person.full_name;
}

std::string detail_of(const SupplementDoor& door, const Scan& scan) {
    return "scan=" + to_text(scan.id) + " gate=" + to_text(scan.gate) +
           " at=" + rfc3339_local({scan.wall_ms}, door.time_zone).substr(11, 5) +
           " persons=" + std::to_string(scan.count);
}

SupplementAnswer record_line(store::WriteTx& tx, const Actor& actor, const SupplementDoor& door,
                             const SupplementLine& line, Instant at, bool is_trial) {
    SupplementAnswer answer;
    answer.scan = line.scan;
    const auto held = pass_of(tx, actor, door, line);
    if (!held) {
        answer.why_not = held.error().message();
        return answer;
    }
    const Pass& pass = held->row.pass;
    answer.name = holder_name(tx, pass);
    const Scan scan = scan_of(door, line, pass, at);
    const auto admission = store::load_admission(tx, pass.id);
    if (const auto known = store::scan_of_id(tx, line.scan)) {
        answer.why_not = judge_known(tx, known->stored, scan, admission);
        answer.is_recorded = !answer.why_not;
        return answer;
    }
    answer.why_not = why_not(tx, door, *held, scan, admission);
    if (answer.why_not || is_trial) return answer;
    enter(tx, pass, admission, ledger_row(door, scan, tx.now()));
    audit(tx, actor, "delegate.supplement", pass.event,
          to_text(line.delegate.value_or(pass.delegate)), detail_of(door, scan));
    answer.is_recorded = true;
    return answer;
}

}  // namespace

Result<std::vector<SupplementAnswer>> record_supplement(store::WriteTx& tx, const Actor& actor,
                                                        const EventId& id,
                                                        const Supplement& supplement,
                                                        std::string_view own_host) {
    // Lines that say when themselves are judged one by one.
    const bool all_say =
        std::all_of(supplement.lines.begin(), supplement.lines.end(),
                    [](const SupplementLine& line) { return line.at.has_value(); });
    auto door = supplement_door(tx, actor, id, supplement.gate,
                                all_say ? std::nullopt : std::optional(supplement.at));
    if (!door) return door.error();
    door->own_host = own_host;
    std::vector<SupplementAnswer> answers;
    answers.reserve(supplement.lines.size());
    for (const SupplementLine& line : supplement.lines) {
        const Instant at = line.at.value_or(supplement.at);
        answers.push_back(record_line(tx, actor, *door, line, at, supplement.is_trial));
    }
    return answers;
}

Result<DelegateId> record_guest(store::WriteTx& tx, const Actor& actor, const EventId& id,
                                const SupplementGuest& guest, const qr::MasterKey& master_key) {
    const auto door = supplement_door(tx, actor, id, guest.gate, guest.at);
    if (!door) return door.error();
    if (guest.scan.is_nil())
        return fault_at("/scan_id", "missing", {"là thông tin bắt buộc.", "is required."});
    if (const auto known = store::scan_of_id(tx, guest.scan)) {
        if (known->event == id && known->stored.scan.kind == ScanKind::supplement)
            return store::load_pass(tx, *known->stored.scan.pass)->pass.delegate;
        return Failure(FailureKind::conflict,
                       {"Mã lượt quét này đã được dùng.", "This scan id is used already."});
    }
    const auto made = register_guest(tx, actor, door->context.device, guest.form, master_key);
    if (!made) return made.error();
    SupplementLine line;
    line.scan = guest.scan;
    const Scan scan = scan_of(*door, line, made->pass, guest.at);
    enter(tx, made->pass, std::nullopt, ledger_row(*door, scan, tx.now()));
    audit(tx, actor, "delegate.supplement", id, to_text(made->pass.delegate),
          detail_of(*door, scan));
    return made->pass.delegate;
}

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/events.hpp"

#include "server/store/rows/erasure.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/program_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/part_references.hpp"

namespace kinhmoi::usecase {
namespace {

std::vector<FieldFault> faults_of(store::ReadTx& tx, const Event& event) {
    auto faults = event_faults(event);
    if (event.program && !store::load_program(tx, *event.program))
        faults.push_back(unknown_reference("program"));
    check_agency(tx, "host_agency", event.host_agency, faults);
    check_agency(tx, "lead_agency", event.lead_agency, faults);
    check_agency(tx, "reception_agency", event.reception_agency, faults);
    check_agency(tx, "receiving_agency", event.receiving_agency, faults);
    check_agency(tx, "receiving_unit", event.receiving_unit, faults);
    return faults;
}

std::vector<FieldFault> faults_of_change(store::ReadTx& tx, const Event& before,
                                         const Event& after) {
    auto faults = faults_of(tx, after);
    if (!faults.empty()) return faults;
    return faults_of_erasure(tx, before, after);
}

bool is_code_of_another(store::ReadTx& tx, const Event& event) {
    const auto other = store::load_event_by_code(tx, event.code);
    return other && other->id != event.id;
}

void note(store::WriteTx& tx, const Actor& actor, const char* action, const EventId& event) {
    tx.changes().touch(event);
    audit(tx, actor, action, event, to_text(event));
}

}  // namespace

std::vector<FieldFault> faults_of_erasure(store::ReadTx& tx, const Event& before,
                                          const Event& after) {
    std::vector<FieldFault> faults;
    for (const bool minors : {true, false}) {
        const auto found = erasure_faults(before, after, minors, tx.now());
        if (found.empty() || !store::keeps_people(tx, before.id, minors)) continue;
        if (faults.empty() || faults.front().path != found.front().path)
            faults.push_back(found.front());
    }
    return faults;
}

Result<Event> get_event(store::ReadTx& tx, const Actor& actor, const EventId& id) {
    auto event = store::find_event(tx, actor, id);
    if (!event) return not_found(event_noun);
    return std::move(*event);
}

Result<Event> create_event(store::WriteTx& tx, const Actor& actor, Event event) {
    event.id = tx.new_id<EventId>();
    auto faults = faults_of(tx, event);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (is_code_of_another(tx, event)) return code_taken(event_noun);
    store::insert(tx, event);
    if (actor.role == Role::organizer) {
        store::grant_event(tx, actor.account, event.id);
        tx.changes().credentials = true;  // what the account may see is cached with it
    }
    note(tx, actor, "event.create", event.id);
    return event;
}

Result<Event> update_event(store::WriteTx& tx, const Actor& actor, const EventId& id, Event event,
                           const Seen<Event>& seen) {
    const auto before = store::find_event(tx, actor, id);
    if (!before) return not_found(event_noun);
    if (auto same = refuse_if_changed(event_noun, seen, *before); !same) return same.error();
    event.id = id;
    auto faults = faults_of_change(tx, *before, event);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (is_code_of_another(tx, event)) return code_taken(event_noun);
    if (event == *before) return event;
    store::update(tx, event);
    tell_doors(tx, *before, event);
    note(tx, actor, "event.update", id);
    return event;
}

Result<void> delete_event(store::WriteTx& tx, const Actor& actor, const EventId& id,
                          const Seen<Event>& seen) {
    const auto event = store::find_event(tx, actor, id);
    if (!event) return not_found(event_noun);
    if (auto same = refuse_if_changed(event_noun, seen, *event); !same) return same;
    const std::vector<Use> uses = {
        count_use_of(tx, "SELECT COUNT(*) FROM delegate_lists WHERE event_id = $1", id,
                     {"danh sách đại biểu", "delegate list(s)"}),
        count_use_of(tx, "SELECT COUNT(*) FROM delegates WHERE event_id = $1", id,
                     {"đại biểu", "delegate(s)"}),
        count_use_of(tx, "SELECT COUNT(*) FROM devices WHERE event_id = $1", id,
                     {"thiết bị tại cửa", "door device(s)"}),
        count_use_of(tx, "SELECT COUNT(*) FROM enrolment_codes WHERE event_id = $1", id,
                     {"mã ghép thiết bị", "enrolment code(s)"}),
        count_use_of(tx, "SELECT COUNT(*) FROM incidents WHERE event_id = $1", id,
                     {"sự cố", "incident(s)"}),
        count_use_of(tx, "SELECT COUNT(*) FROM signing_keys WHERE event_id = $1", id,
                     {"khoá ký thẻ", "signing key(s)"})};
    if (auto unused = refuse_if_used(event_noun, uses); !unused) return unused;
    store::erase(tx, id);
    tx.changes().credentials = true;
    note(tx, actor, "event.delete", id);
    return {};
}

}  // namespace kinhmoi::usecase

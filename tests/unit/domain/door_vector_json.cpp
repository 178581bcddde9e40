// SPDX-License-Identifier: Apache-2.0
// Writing the vectors.
#include "tests/unit/domain/door_vector_json.hpp"

namespace kinhmoi::door_test {

namespace {

template <class T, class Write>
Json maybe(const std::optional<T>& value, Write write) {
    return value ? Json(write(*value)) : Json(nullptr);
}

template <class T>
Json maybe_id(const std::optional<T>& value) {
    return maybe(value, [](const T& id) { return to_text(id); });
}

Json maybe_move(const std::optional<Movement>& move) {
    return maybe(move, [](const Movement& m) { return to_json(m); });
}

Json maybe_verdict(const std::optional<Verdict>& verdict) {
    return maybe(verdict, [](Verdict v) { return name_of(v); });
}

Json maybe_override(const std::optional<Override>& overridden) {
    return maybe(overridden, [](const Override& o) {
        return Json{{"refused", name_of(o.refused)}, {"reason", o.reason}};
    });
}

template <class Id>
Json texts(const std::vector<Id>& ids) {
    Json list = Json::array();
    for (const auto& id : ids) list.push_back(to_text(id));
    return list;
}

}  // namespace

Json to_json(const Pass& pass) {
    Json revocations = Json::array();
    for (const auto& revocation : pass.revocations) {
        revocations.push_back({{"min_issue", revocation.min_issue}, {"at", revocation.at.ms}});
    }
    return {{"id", to_text(pass.id)},       {"event", to_text(pass.event)},
            {"site", to_text(pass.site)},   {"issue", pass.issue},
            {"is_minor", pass.is_minor},    {"party_size", pass.party_size},
            {"min_issue", min_issue(pass)}, {"revocations", revocations}};
}

Json to_json(const Movement& move) {
    return {{"at", move.at.ms},
            {"gate", to_text(move.gate)},
            {"device", to_text(move.device)},
            {"scan", to_text(move.scan)},
            {"direction", name_of(move.direction)}};
}

Json to_json(const AdmissionState& state) {
    return {{"inside", state.inside},
            {"present", state.present},
            {"visits", state.visits},
            {"was_overridden", state.was_overridden},
            {"first_in", maybe_move(state.first_in)},
            {"last_move", maybe_move(state.last_move)},
            {"open_undos", state.open_undos}};
}

Json to_json(const Incident& incident) {
    return {{"kind", name_of(incident.kind)},  {"key", incident.key},
            {"pass", maybe_id(incident.pass)}, {"device", to_text(incident.device)},
            {"gate", to_text(incident.gate)},  {"scans", texts(incident.scans)},
            {"also", texts(incident.also)},    {"opened_at", incident.opened_at.ms},
            {"reason", incident.reason}};
}

Json to_json(const StoredScan& stored) {
    const auto& scan = stored.scan;
    return {{"id", to_text(scan.id)},
            {"device", to_text(scan.device)},
            {"epoch", to_text(scan.epoch)},
            {"dseq", scan.dseq},
            {"kind", name_of(scan.kind)},
            {"by_organizer", scan.by_organizer},
            {"pass", maybe_id(scan.pass)},
            {"issue", scan.issue},
            {"undoes", maybe_id(scan.undoes)},
            {"gate", to_text(scan.gate)},
            {"direction", name_of(scan.direction)},
            {"count", scan.count},
            {"wall_ms", scan.wall_ms},
            {"offset_ms", scan.offset_ms},
            {"floor_ms", scan.floor_ms},
            {"mode", name_of(scan.mode)},
            {"local_verdict", maybe_verdict(scan.local_verdict)},
            {"override", maybe_override(scan.overridden)},
            {"verdict", name_of(stored.verdict)},
            {"quarantine", maybe(stored.quarantine, [](auto q) { return name_of(q); })},
            {"received_at", stored.received_at.ms},
            {"effective_at", stored.effective_at.ms}};
}

Json to_json(const DoorContext& door) {
    return {{"device", to_text(door.device.id)},     {"event", to_text(door.device.event)},
            {"site", to_text(door.device.site)},     {"opens_at", door.window.opens_at.ms},
            {"closes_at", door.window.closes_at.ms}, {"allows_reentry", door.allows_reentry}};
}

Json to_json(const Reading& reading) {
    const auto& scan = reading.scan;
    Json pass;
    if (reading.pass) {
        pass = to_json(reading.pass->pass);
        pass["status"] = name_of(reading.pass->status);
    }
    return {{"code", name_of(reading.code)},
            {"kind", name_of(scan.kind)},
            {"device", to_text(scan.device)},
            {"issue", scan.issue},
            {"direction", name_of(scan.direction)},
            {"count", scan.count},
            {"escort_seen", scan.escort_seen},
            {"override", maybe_override(scan.overridden)},
            {"at", reading.at.ms},
            {"clock_suspect", reading.clock_suspect},
            {"pass", pass},
            {"state",
             {{"inside", reading.state.inside},
              {"visits", reading.state.visits},
              {"first_in", maybe_move(reading.state.first_in)},
              {"last_move", maybe_move(reading.state.last_move)}}}};
}

Json to_json(const Decision& decision) {
    return {{"verdict", name_of(decision.verdict)},
            {"accepted", decision.accepted()},
            {"check", name_of(decision.check)},
            {"overridden", maybe_verdict(decision.overridden)},
            {"first_in", maybe_move(decision.first_in)},
            {"right_site", maybe_id(decision.right_site)},
            {"room", decision.room}};
}

std::string vector_file(const std::string& about, const std::vector<Json>& cases) {
    std::string text = "{\"about\": " + Json(about).dump() + ",\n\"cases\": [\n";
    for (std::size_t i = 0; i < cases.size(); ++i) {
        text += cases[i].dump() + (i + 1 < cases.size() ? ",\n" : "\n");
    }
    return text + "]}\n";
}

std::uint64_t Sequence::next() {
    state_ += 0x9e3779b97f4a7c15;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

}  // namespace kinhmoi::door_test

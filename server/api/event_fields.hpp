// SPDX-License-Identifier: Apache-2.0
// The JSON fields of programs, events and agencies, named once for both directions (fields.hpp).
#pragma once

#include "common/domain/agency.hpp"
#include "common/domain/event.hpp"
#include "server/api/fields.hpp"

namespace kinhmoi::api {

template <class Fields, class P>
void visit_program(Fields& f, P& program) {
    f.text("code", program.code, {1, 64});
    f.text("name", program.name, {1, 500});
    f.texts("name_variants", program.name_variants, {1, 500}, 7);
    f.number("from_year", program.from_year, 1900, 2999);
    f.number("to_year", program.to_year, 1900, 2999);
}

template <class Fields, class E>
void visit_event(Fields& f, E& event) {
    f.text("code", event.code, {1, 64});
    f.reference("program", event.program);
    f.text("kind", event.kind, {0, 64});
    f.text("title", event.title, {1, 500});
    f.word("status", event.status, parse_event_status, EventStatus::planned);
    f.text("time_zone", event.time_zone, {0, 64});
    if constexpr (Fields::reads) {
        if (event.kind.empty()) event.kind = Event{}.kind;
        if (event.time_zone.empty()) event.time_zone = default_time_zone;
    }
    f.instant("starts_at", event.starts_at);
    f.instant("ends_at", event.ends_at);
    f.boolean("is_time_tentative", event.is_time_tentative, false);
    f.reference("host_agency", event.host_agency);
    f.reference("lead_agency", event.lead_agency);
    f.reference("reception_agency", event.reception_agency);
    f.reference("receiving_agency", event.receiving_agency);
    f.reference("receiving_unit", event.receiving_unit);
    f.number("expected_total", event.expected_total, 0, 10'000'000);
    f.boolean("is_expected_total_approximate", event.is_expected_total_approximate, false);
    f.deadline("deadline", event.deadline);
    f.word("late_policy", event.late_policy, parse_late_policy, LatePolicy::refuse);
    f.instant("doors_open_at", event.doors_open_at);
    f.instant("doors_close_at", event.doors_close_at);
    f.boolean("allows_reentry", event.allows_reentry, false);
    f.word("door_name_policy", event.door_name_policy, parse_door_name_policy,
           DoorNamePolicy::short_name);
    f.integer("retention_minors_days", event.retention_minors_days, 1, 365, 30);
    f.integer("retention_adults_days", event.retention_adults_days, 1, 3650, 180);
    f.multiline("notes", event.notes, {0, 4000});
}

template <class Fields, class A>
void visit_agency(Fields& f, A& agency) {
    f.text("code", agency.code, {1, 64});
    f.text("name", agency.name, {1, 300});
    f.text("short_name", agency.short_name, {0, 100});
    f.texts("aliases", agency.aliases, {1, 190}, 20);
    f.text("kind", agency.kind, {0, 64});
    f.text("level", agency.level, {0, 64});
    f.reference("parent", agency.parent);
    f.boolean("is_set", agency.is_set, false);
    f.references("members", agency.members);
}

}  // namespace kinhmoi::api

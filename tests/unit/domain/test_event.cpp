// SPDX-License-Identifier: Apache-2.0
// Events, their doors and end; programs, documents and sites by themselves.
#include <gtest/gtest.h>

#include "common/domain/document.hpp"
#include "common/domain/event.hpp"
#include "common/domain/site.hpp"

namespace kinhmoi::test_event {
namespace {

Instant at(const char* text) {
    return parse_rfc3339(text).value();
}

Event ceremony() {
    Event event;
    event.starts_at = at("2026-05-29T08:00:00+07:00");
    event.ends_at = at("2026-05-29T11:30:00+07:00");
    return event;
}

TEST(Event, DoorsHaveDefaults) {
    Event event = ceremony();
    EXPECT_EQ(door_window(event).opens_at, at("2026-05-29T06:00:00+07:00"));
    EXPECT_EQ(door_window(event).closes_at, at("2026-05-29T11:30:00+07:00"));
    event.ends_at.reset();
    EXPECT_EQ(door_window(event).closes_at, at("2026-05-29T12:00:00+07:00"));
    event.doors_open_at = at("2026-05-29T07:00:00+07:00");
    event.doors_close_at = at("2026-05-29T09:00:00+07:00");
    EXPECT_EQ(door_window(event).opens_at, *event.doors_open_at);
    EXPECT_EQ(door_window(event).closes_at, *event.doors_close_at);
}

TEST(Event, EndsAtItsEndOrWithItsDay) {
    Event event = ceremony();
    EXPECT_EQ(event_end(event), *event.ends_at);
    event.ends_at.reset();
    EXPECT_EQ(event_end(event), at("2026-05-29T23:59:59.999+07:00"));
    // The day is that of the event's zone: still 28 May in UTC here.
    event.starts_at = at("2026-05-28T23:30:00Z");
    EXPECT_EQ(event_end(event), at("2026-05-29T23:59:59.999+07:00"));
    event.time_zone = "UTC";
    EXPECT_EQ(event_end(event), at("2026-05-28T23:59:59.999Z"));
}

TEST(Event, RulesOfOneEvent) {
    struct Case {
        const char* path;  // nullptr: no fault
        void (*change)(Event&);
    };
    const Case cases[] = {
        {nullptr, [](Event&) {}},
        {nullptr, [](Event& e) { e.ends_at.reset(); }},
        {"time_zone", [](Event& e) { e.time_zone = "Asia/Can_Tho"; }},
        {"ends_at",
         [](Event& e) {
             e.ends_at = e.starts_at;
             e.doors_close_at = e.starts_at;
         }},
        {"doors_close_at", [](Event& e) { e.doors_close_at = e.starts_at + -3 * hour_ms; }},
        {"doors_open_at", [](Event& e) { e.doors_open_at = *e.ends_at + hour_ms; }},
    };
    for (const Case& c : cases) {
        Event event = ceremony();
        c.change(event);
        const auto faults = event_faults(event);
        SCOPED_TRACE(c.path ? c.path : "no fault");
        ASSERT_EQ(faults.size(), c.path ? 1u : 0u);
        if (c.path) {
            EXPECT_EQ(faults[0].path, c.path);
        }
    }
}

TEST(Event, WordsReadBothWays) {
    for (const auto status : {EventStatus::planned, EventStatus::open, EventStatus::closed})
        EXPECT_EQ(parse_event_status(name_of(status)), status);
    for (const auto policy : {DoorNamePolicy::short_name, DoorNamePolicy::full_name})
        EXPECT_EQ(parse_door_name_policy(name_of(policy)), policy);
    for (const auto role : {SiteRole::main, SiteRole::relay})
        EXPECT_EQ(parse_site_role(name_of(role)), role);
    EXPECT_EQ(parse_event_status("done"), std::nullopt);
    EXPECT_EQ(parse_door_name_policy("short_name"), std::nullopt);
    EXPECT_EQ(parse_site_role("điểm cầu"), std::nullopt);
}

TEST(Program, YearsRunForward) {
    Program program;
    EXPECT_TRUE(program_faults(program).empty());
    program.from_year = 2026;
    program.to_year = 2030;
    EXPECT_TRUE(program_faults(program).empty());
    program.to_year = 2025;
    EXPECT_EQ(program_faults(program).size(), 1u);
}

TEST(Retention, NoChangeErasesAtOnce) {
    const Instant now{1'780'000'000'000};
    Event before;
    before.starts_at = now + -day_ms;
    before.ends_at = now;
    before.retention_minors_days = 30;
    before.retention_adults_days = 180;
    EXPECT_EQ(erasure_due(before, true), now + 30 * day_ms);
    EXPECT_EQ(erasure_due(before, false), now + 180 * day_ms);
    struct Row {
        const char* what;
        Instant ends_at;
        int minors_days;
        const char* path;  // of the fault for minors, or none
    };
    const Row rows[] = {
        {"nothing", now, 30, ""},
        {"a later end", now + 400 * day_ms, 30, ""},
        {"an earlier end that leaves a day", now + -29 * day_ms, 30, ""},
        {"an earlier end that leaves less", now + -29 * day_ms + -1, 30, "ends_at"},
        {"a year too early", now + -365 * day_ms, 30, "ends_at"},
        {"a day", now, 1, ""},
        {"no day at all", now, 0, "retention_minors_days"},
        {"longer, for an end of last year", now + -365 * day_ms, 400, ""},
    };
    for (const Row& row : rows) {
        Event after = before;
        after.ends_at = row.ends_at;
        after.starts_at = row.ends_at + -day_ms;
        after.retention_minors_days = row.minors_days;
        const auto faults = erasure_faults(before, after, true, now);
        EXPECT_EQ(faults.empty() ? "" : faults[0].path, row.path) << row.what;
    }
    Event overdue = before;
    overdue.ends_at = now + -365 * day_ms;
    EXPECT_TRUE(erasure_faults(overdue, overdue, true, now).empty()) << "not brought nearer";
}

TEST(Site, OnlyARelayRelaysAndNeverItself) {
    Site site;
    site.id.bytes[0] = 1;
    EXPECT_TRUE(site_faults(site).empty());
    site.relays_from = SiteId{};
    ASSERT_EQ(site_faults(site).size(), 1u);
    EXPECT_EQ(site_faults(site)[0].code, "main_relays");
    site.role = SiteRole::relay;
    EXPECT_TRUE(site_faults(site).empty());
    site.relays_from = site.id;
    ASSERT_EQ(site_faults(site).size(), 1u);
    EXPECT_EQ(site_faults(site)[0].code, "relays_itself");
}

TEST(Document, NeverItsOwnBasis) {
    Document document;
    document.code = "d-kh";
    document.bases = {"d-qd-468"};
    document.authority_lines = {"TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"};
    EXPECT_TRUE(document_faults(document).empty());
    document.bases.push_back("d-kh");
    document.authority_lines.push_back("một dòng nữa");
    const auto faults = document_faults(document);
    ASSERT_EQ(faults.size(), 2u);
    EXPECT_EQ(faults[0].path, "code");
    EXPECT_EQ(faults[1].path, "authority_lines");
    document = {};
    document.code = "d-pl";
    document.attached_to = "d-pl";
    EXPECT_EQ(document_faults(document).size(), 1u);
}

}  // namespace
}  // namespace kinhmoi::test_event

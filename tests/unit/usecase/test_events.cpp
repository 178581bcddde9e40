// SPDX-License-Identifier: Apache-2.0
// Events: judged, kept whole, seen by those they are granted to, and when they may go.
#include <gtest/gtest.h>

#include "server/store/rows/event_rows.hpp"
#include "tests/unit/usecase/setup_world.hpp"

namespace kinhmoi::test {
namespace {

TEST_F(Setup, AnOrganizerSeesTheEventItMadeAndNoOther) {
    const Actor organizer = account("to-chuc", Role::organizer);
    const auto made = write([&](store::WriteTx& tx) {
        return usecase::create_event(tx, organizer, new_event("le-moi"));
    });
    ASSERT_TRUE(made);
    const auto events = read([&](store::ReadTx& tx) { return store::list_events(tx, organizer); });
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0], *made);
    const auto hidden =
        read([&](store::ReadTx& tx) { return usecase::get_event(tx, organizer, world.event); });
    EXPECT_EQ(fault_of(hidden), "not_found");
    const auto changed = write([&](store::WriteTx& tx) {
        return usecase::update_event(tx, organizer, world.event, new_event("le-khac"));
    });
    EXPECT_EQ(fault_of(changed), "not_found");
}

TEST_F(Setup, ScopeOfEveryRole) {
    const auto sees = [&](const Actor& actor, const EventId& event) {
        return read([&](store::ReadTx& tx) {
            const bool is_seen = store::sees_event(tx, actor, event);
            EXPECT_EQ(store::find_event(tx, actor, event).has_value(), is_seen);
            return is_seen;
        });
    };
    Actor door{.role = Role::door};
    door.event = world.event;
    const Actor cases[] = {account("to-chuc", Role::organizer, {}, {world.event}),
                           account("lanh-dao", Role::reader, {}, {world.event}),
                           account("van-thu", Role::clerk, world.agency), door};
    for (const Actor& actor : cases) {
        EXPECT_TRUE(sees(actor, world.event)) << name_of(actor.role);
        EXPECT_FALSE(sees(actor, foreign.event)) << name_of(actor.role);
    }
    EXPECT_TRUE(sees(an_administrator, foreign.event));
    // Nothing named, nothing seen: nil ids open no door.
    for (const Role role : {Role::organizer, Role::reader, Role::clerk, Role::door})
        EXPECT_FALSE(sees(Actor{.role = role}, world.event)) << name_of(role);
}

TEST_F(Setup, EventsAreJudged) {
    struct Case {
        const char* refusal;
        std::function<void(Event&)> change;
    };
    const Case cases[] = {
        {"invalid /ends_at not_after_start", [](Event& e) { e.ends_at = e.starts_at + -1; }},
        {"invalid /time_zone unknown_zone", [](Event& e) { e.time_zone = "Hanoi"; }},
        {"invalid /host_agency unknown_reference", [](Event& e) { e.host_agency = AgencyId{}; }},
        {"invalid /program unknown_reference", [](Event& e) { e.program = ProgramId{}; }},
        {"conflict /code taken", [](Event& e) { e.code = "le-a"; }},
        {"no refusal", [](Event&) {}},
    };
    for (const Case& c : cases) {
        Event event = new_event("le-thu");
        event.ends_at = event.doors_close_at = event.starts_at + hour_ms;
        c.change(event);
        const auto made = write([event](store::WriteTx& tx) {
            return usecase::create_event(tx, an_administrator, event);
        });
        EXPECT_EQ(fault_of(made), c.refusal);
    }
}

TEST_F(Setup, EveryFieldOfAnEventIsKept) {
    Event event = new_event("le-day-du");
    event.program = world.program;
    event.kind = "meeting";
    event.status = EventStatus::closed;
    event.time_zone = "Asia/Tokyo";
    event.ends_at = event.starts_at + 2 * hour_ms;
    event.is_time_tentative = true;
    event.host_agency = event.lead_agency = world.agency;
    event.reception_agency = event.receiving_agency = event.receiving_unit = foreign.agency;
    event.expected_total = 275;
    event.is_expected_total_approximate = true;
    event.deadline = Deadline{{2026, 5, 28}, 17 * 60, false};
    event.late_policy = LatePolicy::approve;
    event.doors_open_at = event.starts_at + -hour_ms;
    event.doors_close_at = event.starts_at + hour_ms;
    event.allows_reentry = true;
    event.door_name_policy = DoorNamePolicy::full_name;
    event.retention_minors_days = 1;
    event.retention_adults_days = 3650;
    event.notes = "Mang theo giấy mời\nTrang phục lịch sự";
    const auto made = write(
        [event](store::WriteTx& tx) { return usecase::create_event(tx, an_administrator, event); });
    ASSERT_TRUE(made);
    event.id = made->id;
    EXPECT_EQ(read([&](store::ReadTx& tx) { return store::load_event(tx, made->id); }), event);
    event = new_event("le-toi-thieu");
    event.id = made->id;
    ASSERT_TRUE(write([event](store::WriteTx& tx) {
        return usecase::update_event(tx, an_administrator, event.id, event);
    }));
    EXPECT_EQ(read([&](store::ReadTx& tx) { return store::load_event(tx, made->id); }), event);
}

TEST_F(Setup, OnlyAnEventWithoutListsGoesAway) {
    const auto in_use = write([&](store::WriteTx& tx) {
        return usecase::delete_event(tx, an_administrator, world.event);
    });
    ASSERT_FALSE(in_use);
    EXPECT_EQ(in_use.error().kind(), FailureKind::conflict);
    const Failure failure = in_use.error();
    EXPECT_NE(failure.message().vi.find("1 danh sách đại biểu"), std::string::npos);

    const Actor organizer = account("to-chuc", Role::organizer);
    const auto made = write([&](store::WriteTx& tx) {
        auto event = usecase::create_event(tx, organizer, new_event("le-bo"));
        Site site;
        site.code = "s";
        site.name = "S";
        const auto kept = usecase::create_part<Site>(tx, organizer, event->id, site);
        ParticipantGroup group;
        group.code = "g";
        group.name = group.badge_label = "G";
        const auto chairs = usecase::create_part<ParticipantGroup>(tx, organizer, event->id, group);
        Site chaired = *kept;
        chaired.chair_group = chairs->id;
        EXPECT_TRUE(usecase::update_part<Site>(tx, organizer, chaired.id, chaired));
        Quota quota;
        quota.site = kept->id;
        quota.group = chairs->id;
        quota.agency = world.agency;
        EXPECT_TRUE(usecase::create_part<Quota>(tx, organizer, event->id, quota));
        return event;
    });
    const auto gone =
        write([&](store::WriteTx& tx) { return usecase::delete_event(tx, organizer, made->id); });
    EXPECT_TRUE(gone) << gone.error().message().en;
    EXPECT_FALSE(read([&](store::ReadTx& tx) { return store::load_event(tx, made->id); }));
}

}  // namespace
}  // namespace kinhmoi::test

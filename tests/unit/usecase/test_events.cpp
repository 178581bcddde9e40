// SPDX-License-Identifier: Apache-2.0
// Setting up events: rules and references, who sees what, what may no longer change or go.
#include <gtest/gtest.h>

#include <functional>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/extension_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/usecase/agencies.hpp"
#include "server/usecase/event_parts.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/extensions.hpp"
#include "server/usecase/quotas.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

using test::TestStore;
using test::World;

const Actor an_administrator{.role = Role::administrator};

Event new_event(const char* code) {
    Event event;
    event.code = code;
    event.title = "Lễ phát động";
    event.starts_at = parse_rfc3339("2026-05-29T08:00:00+07:00").value();
    return event;
}

Agency new_agency(const char* code, const char* name) {
    Agency agency;
    agency.code = code;
    agency.name = name;
    return agency;
}

/// A store with one ceremony and its people.
class Setup : public ::testing::Test {
protected:
    template <class F>
    auto write(F f) {
        return store.write(std::move(f));
    }
    template <class F>
    auto read(F f) {
        return store.read(std::move(f));
    }
    Actor account(const char* name, Role role, std::optional<AgencyId> agency = {},
                  std::vector<EventId> events = {}) {
        return write([=](store::WriteTx& tx) {
            return test::actor_of(tx, test::make_account(tx, name, role, agency, events));
        });
    }
    template <class Part>
    Result<Part> create(const Part& part, const Actor& actor = an_administrator) {
        return write([=, event = world.event](store::WriteTx& tx) {
            return usecase::create_part<Part>(tx, actor, event, part);
        });
    }
    template <class Part>
    Result<Part> change(const Part& part, const Actor& actor = an_administrator) {
        return write([=](store::WriteTx& tx) {
            return usecase::update_part<Part>(tx, actor, part.id, part);
        });
    }
    template <class Part>
    Result<std::vector<Part>> list(const Actor& actor, const store::Page& page = {}) {
        return read([=, event = world.event](store::ReadTx& tx) {
            return usecase::list_parts<Part>(tx, actor, event, page);
        });
    }
    AgencyId agency(const char* code, bool is_set = false, std::vector<AgencyId> members = {}) {
        Agency wanted = new_agency(code, code);
        wanted.is_set = is_set;
        wanted.members = std::move(members);
        return write([wanted](store::WriteTx& tx) {
                   return usecase::create_agency(tx, an_administrator, wanted);
               })
            ->id;
    }
    Quota free_quota(const AgencyId& of) const {
        Quota quota;
        quota.site = world.site;
        quota.group = world.group;
        quota.agency = of;
        return quota;
    }

    TestStore store;
    World world = store.write([](store::WriteTx& tx) { return test::make_world(tx, "a"); });
    World foreign = store.write([](store::WriteTx& tx) { return test::make_world(tx, "b"); });
};

template <class T>
std::string fault_of(const Result<T>& result) {
    if (result) return "no refusal";
    const Failure failure = result.error();
    if (failure.faults().empty()) return kind_name(failure.kind());
    return std::string(kind_name(failure.kind())) + " " + failure.faults().front().path + " " +
           failure.faults().front().code;
}

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

TEST_F(Setup, ReferencesStayInsideTheEvent) {
    Gate gate;
    gate.site = foreign.site;
    gate.code = "c2";
    gate.name = "Cửa 2";
    EXPECT_EQ(fault_of(create(gate)), "invalid /site unknown_reference");
    Site site;
    site.code = "tiep-song";
    site.name = "Điểm cầu";
    site.role = SiteRole::relay;
    site.relays_from = foreign.site;
    EXPECT_EQ(fault_of(create(site)), "invalid /relays_from unknown_reference");
    site.relays_from = world.site;
    site.chair_group = foreign.group;
    EXPECT_EQ(fault_of(create(site)), "invalid /chair_group unknown_reference");
    site.chair_group.reset();
    EXPECT_EQ(fault_of(create(site)), "no refusal");
    Quota quota = free_quota(foreign.agency);
    quota.site = foreign.site;
    EXPECT_EQ(fault_of(create(quota)), "invalid /site unknown_reference");
    quota = free_quota(foreign.agency);
    quota.group = foreign.group;
    EXPECT_EQ(fault_of(create(quota)), "invalid /group unknown_reference");
    quota = free_quota(AgencyId{});
    EXPECT_EQ(fault_of(create(quota)), "invalid /agency unknown_reference");
    ParticipantGroup group;
    group.code = "g";
    group.name = group.badge_label = "G";
    group.member_agencies = {world.agency, AgencyId{}};
    EXPECT_EQ(fault_of(create(group)), "invalid /member_agencies/1 unknown_reference");
    Document document;
    document.code = "d";
    document.type = "ke_hoach";
    document.bases = {"khong-co"};
    EXPECT_EQ(fault_of(create(document)), "invalid /bases/0 unknown_reference");
}

TEST_F(Setup, CodesAreUniqueInTheirEvent) {
    Site site;
    site.code = "chinh";
    site.name = "Trùng mã";
    EXPECT_EQ(fault_of(create(site)), "conflict /code taken");
    Quota quota = free_quota(world.agency);
    EXPECT_EQ(fault_of(create(quota)), "conflict /agency taken");
    Livestream stream;
    stream.code = "moi";
    stream.name = "Kênh";
    const auto first = create(stream);
    ASSERT_TRUE(first);
    EXPECT_EQ(fault_of(create(stream)), "conflict /code taken");
    // Saying the same again is no conflict with oneself.
    EXPECT_EQ(fault_of(change(*first)), "no refusal");
}

TEST_F(Setup, AChangeIsJudgedUponWhatStandsInItsTransaction) {
    Livestream stream;
    stream.code = "moi";
    stream.name = "Kênh";
    const Livestream first = create(stream).value();
    Livestream second = first;
    second.name = "Kênh hai";
    const usecase::Seen<Livestream> as_first = [&](const Livestream& now) { return now == first; };
    const auto save = [&](const Livestream& wanted) {
        return write([&](store::WriteTx& tx) {
            return usecase::update_part<Livestream>(tx, an_administrator, first.id, wanted,
                                                    as_first);
        });
    };
    EXPECT_EQ(fault_of(save(second)), "no refusal");
    EXPECT_EQ(fault_of(save(second)), "changed");
    const auto gone = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Livestream>(tx, an_administrator, first.id, as_first);
    });
    EXPECT_EQ(fault_of(gone), "changed");
    // Back to what was seen: nothing was lost, so nothing is refused.
    EXPECT_EQ(fault_of(change(first)), "no refusal");
    EXPECT_EQ(fault_of(save(second)), "no refusal");
}

TEST_F(Setup, WhatIsUsedSaysByWhat) {
    const auto site = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Site>(tx, an_administrator, world.site);
    });
    ASSERT_FALSE(site);
    const Failure failure = site.error();
    EXPECT_EQ(failure.kind(), FailureKind::conflict);
    EXPECT_NE(failure.message().vi.find("1 chỉ tiêu, 1 cửa, 1 thiết bị"), std::string::npos)
        << failure.message().vi;
    const auto group = write([&](store::WriteTx& tx) {
        return usecase::delete_part<ParticipantGroup>(tx, an_administrator, world.group);
    });
    EXPECT_EQ(fault_of(group), "conflict");
    const auto quota = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Quota>(tx, an_administrator, world.quota);
    });
    EXPECT_EQ(fault_of(quota), "conflict");
    const auto agency_in_use = write([&](store::WriteTx& tx) {
        return usecase::delete_agency(tx, an_administrator, world.agency);
    });
    EXPECT_EQ(fault_of(agency_in_use), "conflict");
    const auto contact = write([&](store::WriteTx& tx) {
        return usecase::delete_part<Contact>(tx, an_administrator, world.contact);
    });
    EXPECT_EQ(fault_of(contact), "no refusal");
    const auto foreign_contact = write([&](store::WriteTx& tx) {
        const Actor organizer = test::actor_of(
            tx, test::make_account(tx, "to-chuc", Role::organizer, {}, {world.event}));
        return usecase::delete_part<Contact>(tx, organizer, foreign.contact);
    });
    EXPECT_EQ(fault_of(foreign_contact), "not_found");
}

TEST_F(Setup, AQuotaWithAListKeepsItsPlace) {
    auto quota = read([&](store::ReadTx& tx) { return store::load_quota(tx, world.quota); });
    ASSERT_TRUE(quota);
    quota->max = 7;
    EXPECT_EQ(fault_of(change(*quota)), "no refusal");
    quota->agency = foreign.agency;
    EXPECT_EQ(fault_of(change(*quota)), "conflict");
    // One without a list may move.
    auto other = create(free_quota(foreign.agency));
    ASSERT_TRUE(other);
    other->agency = agency("khac");
    EXPECT_EQ(fault_of(change(*other)), "no refusal");
}

TEST_F(Setup, ClerksSeeTheirOwnQuotasAndTasks) {
    const auto other = create(free_quota(foreign.agency));
    ASSERT_TRUE(other);
    const Actor clerk = account("van-thu", Role::clerk, world.agency);
    const Actor reader = account("lanh-dao", Role::reader, {}, {world.event});
    ASSERT_EQ(list<Quota>(clerk)->size(), 1u);
    EXPECT_EQ(list<Quota>(clerk)->front().id, world.quota);
    EXPECT_EQ(list<Quota>(reader)->size(), 2u);
    const auto found = [&](const QuotaId& id) {
        return read([&](store::ReadTx& tx) { return store::find_quota(tx, clerk, id); });
    };
    EXPECT_TRUE(found(world.quota));
    EXPECT_FALSE(found(other->id));
    EXPECT_FALSE(found(foreign.quota));

    const std::size_t before = list<Task>(clerk)->size();
    Task task;
    task.text = "Gửi danh sách";
    task.role = "lead";
    task.status = "assigned";
    const std::pair<std::optional<AgencyId>, bool> cases[] = {
        {std::nullopt, true}, {world.agency, true}, {foreign.agency, false}};
    int number = 0;
    std::size_t seen = before;
    for (const auto& [of, is_seen] : cases) {
        task.code = "nv" + std::to_string(++number);
        task.agency = of;
        ASSERT_TRUE(create(task));
        seen += is_seen ? 1 : 0;
        EXPECT_EQ(list<Task>(clerk)->size(), seen) << task.code;
    }
    task.code = "nv4";
    task.cooperating_agencies = {world.agency};
    ASSERT_TRUE(create(task));
    EXPECT_EQ(list<Task>(clerk)->size(), seen + 1);
    EXPECT_EQ(list<Task>(reader)->size(), list<Task>(an_administrator)->size());
}

TEST_F(Setup, OutsideSetUpAGroupIsItsLabel) {
    ParticipantGroup group;
    group.code = "g08";
    group.name = "Học sinh, trẻ em có hoàn cảnh khó khăn";
    group.badge_label = group.name;
    group.is_minors = group.is_vulnerable = true;
    EXPECT_EQ(fault_of(create(group)), "invalid /badge_label label_not_neutral");
    group.badge_label = "Đại biểu ngành Giáo dục";
    ASSERT_TRUE(create(group));
    const auto name_for = [&](const Actor& actor) {
        const auto groups = list<ParticipantGroup>(actor);
        for (const ParticipantGroup& seen : *groups) {
            if (seen.code == "g08") return seen.name;
        }
        return std::string("none");
    };
    EXPECT_EQ(name_for(an_administrator), group.name);
    EXPECT_EQ(name_for(account("van-thu", Role::clerk, world.agency)), group.badge_label);
    EXPECT_EQ(name_for(account("lanh-dao", Role::reader, {}, {world.event})), group.badge_label);
}

TEST_F(Setup, PagesFollowOneAnotherWithoutGapOrRepeat) {
    for (int i = 0; i < 5; ++i) {
        ParticipantGroup group;
        group.code = "p" + std::to_string(i);
        group.ordinal = 9 - i % 3;  // codes and ordinals disagree, ordinals repeat
        group.name = group.badge_label = "G";
        const auto made = create(group);
        ASSERT_TRUE(made);
        Quota quota = free_quota(foreign.agency);
        quota.group = made->id;
        ASSERT_TRUE(create(quota));
    }
    const auto walk = [&]<class Part>(Part) {
        std::vector<Part> all;
        std::string after;
        for (;;) {
            const auto page = list<Part>(an_administrator, {after, 2});
            all.insert(all.end(), page->begin(), page->end());
            if (page->size() < 2) return all;
            after = store::cursor_of(page->back());
        }
    };
    EXPECT_EQ(walk(ParticipantGroup{}), *list<ParticipantGroup>(an_administrator));
    EXPECT_EQ(walk(ParticipantGroup{}).size(), 6u);
    EXPECT_EQ(walk(Quota{}), *list<Quota>(an_administrator));
    EXPECT_EQ(walk(Quota{}).size(), 6u);
}

TEST_F(Setup, ASetIsExpandedIntoItsMembers) {
    const AgencyId one = agency("xa-1"), two = agency("xa-2"), three = agency("xa-3");
    const AgencyId set = agency("cac-xa", true, {one, two, three});
    const AgencyId empty = agency("rong", true);
    auto kept = free_quota(two);
    kept.max = 9;
    ASSERT_TRUE(create(kept));
    Quota whole = free_quota(set);
    whole.max = 30;
    whole.invitation_mode = InvitationMode::summon;
    const auto quota = create(whole);
    ASSERT_TRUE(quota);
    const auto expand = [&](const QuotaId& id, usecase::MemberNumbers each) {
        return write([=](store::WriteTx& tx) {
            return usecase::expand_set(tx, an_administrator, id, each);
        });
    };
    EXPECT_EQ(fault_of(expand(quota->id, {3, 1})), "invalid /min above_max");
    const auto members = expand(quota->id, {std::nullopt, 1});
    ASSERT_TRUE(members);
    ASSERT_EQ(members->size(), 3u);
    EXPECT_EQ(members->at(0).agency, one);
    EXPECT_EQ(members->at(0).max, 1);
    EXPECT_EQ(members->at(0).invitation_mode, InvitationMode::summon);
    EXPECT_EQ(members->at(1).max, 9);  // kept as it was
    EXPECT_FALSE(read([&](store::ReadTx& tx) { return store::load_quota(tx, quota->id); }));
    EXPECT_EQ(fault_of(expand(quota->id, {})), "not_found");
    EXPECT_EQ(fault_of(expand(world.quota, {})), "conflict");  // one agency, no set
    EXPECT_EQ(fault_of(expand(create(free_quota(empty))->id, {})), "conflict");
}

TEST_F(Setup, AnExtensionMustGiveTime) {
    const auto grant = [&](const AgencyId& of, Deadline deadline, const char* reason) {
        return write([=, event = world.event](store::WriteTx& tx) {
            return usecase::grant_extension(tx, an_administrator, event, {of, deadline, reason});
        });
    };
    const Deadline may_25{{2026, 5, 25}}, may_26{{2026, 5, 26}}, may_27{{2026, 5, 27}};
    EXPECT_EQ(fault_of(grant(world.agency, may_26, "Đi công tác")), "invalid /agency no_deadline");
    ASSERT_TRUE(write([&](store::WriteTx& tx) {
        Event event = *store::load_event(tx, world.event);
        event.deadline = may_25;
        return usecase::update_event(tx, an_administrator, event.id, event);
    }));
    EXPECT_EQ(fault_of(grant(world.agency, may_26, "")), "invalid /reason missing");
    EXPECT_EQ(fault_of(grant(foreign.agency, may_26, "Lý do")), "invalid /agency no_quota");
    EXPECT_EQ(fault_of(grant(world.agency, may_25, "Lý do")), "invalid /deadline not_later");
    // The same for an agency that never had an extension.
    ASSERT_TRUE(create(free_quota(foreign.agency)));
    EXPECT_EQ(fault_of(grant(foreign.agency, may_25, "Lý do")), "invalid /deadline not_later");
    EXPECT_TRUE(grant(foreign.agency, may_26, "Lý do"));
    ASSERT_TRUE(grant(world.agency, may_27, "Bão"));
    EXPECT_EQ(fault_of(grant(world.agency, may_27, "Bão")), "invalid /deadline unchanged");
    EXPECT_EQ(fault_of(grant(world.agency, {{9999, 12, 31}}, "Gõ nhầm")),
              "invalid /deadline after_event");
    ASSERT_TRUE(grant(world.agency, may_26, "Rút lại")) << "a mistyped day can be taken back";
    const auto again = grant(world.agency, may_27, "Bão chưa tan");
    ASSERT_TRUE(again);
    const auto newest = read(
        [&](store::ReadTx& tx) { return store::latest_extension(tx, world.event, world.agency); });
    EXPECT_EQ(newest->id, again->id);
    store.clock().advance(60 * day_ms);
    EXPECT_EQ(fault_of(grant(world.agency, {{2026, 6, 1}}, "Muộn")),
              "invalid /deadline in_the_past");

    const Actor clerk = account("van-thu", Role::clerk, world.agency);
    const auto seen = read(
        [&](store::ReadTx& tx) { return usecase::list_extensions(tx, clerk, world.event, {}); });
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->front().id, again->id);
}

TEST_F(Setup, AgenciesAreFoundByAnyPartOfAnyName) {
    Agency wanted = new_agency("ct-sgddt", "Sở Giáo dục và Đào tạo thành phố Cần Thơ");
    wanted.short_name = "Sở GD&ĐT";
    wanted.aliases = {"SGD 100%_a"};
    ASSERT_TRUE(write([wanted](store::WriteTx& tx) {
        return usecase::create_agency(tx, an_administrator, wanted);
    }));
    const auto hits = [&](const char* search) {
        return read([=](store::ReadTx& tx) { return store::load_agencies(tx, search).size(); });
    };
    for (const char* search : {"giao duc", "GIÁO DỤC", "Dao tao", "gd&đt", "ct-sgd", "100%_A"})
        EXPECT_EQ(hits(search), 1u) << search;
    EXPECT_EQ(hits("1%a"), 0u);  // not a pattern
    EXPECT_EQ(hits("khong co"), 0u);
    EXPECT_EQ(hits(""), 3u);
}

TEST_F(Setup, AgenciesAreJudged) {
    const AgencyId top = agency("tren");
    Agency below = new_agency("duoi", "Cấp dưới");
    below.parent = top;
    const auto made = write([below](store::WriteTx& tx) {
        return usecase::create_agency(tx, an_administrator, below);
    });
    ASSERT_TRUE(made);
    const auto change_agency = [&](Agency wanted, const AgencyId& id) {
        return write([=](store::WriteTx& tx) {
            return usecase::update_agency(tx, an_administrator, id, wanted);
        });
    };
    Agency circular = new_agency("tren", "Cấp trên");
    circular.parent = made->id;
    EXPECT_EQ(fault_of(change_agency(circular, top)), "invalid /parent circular");
    EXPECT_EQ(fault_of(change_agency(new_agency("duoi", "Trùng"), top)), "conflict /code taken");
    Agency members = new_agency("tren", "Cấp trên");
    members.members = {made->id};
    EXPECT_EQ(fault_of(change_agency(members, top)), "invalid /is_set members_without_set");
    members.is_set = true;
    EXPECT_EQ(fault_of(change_agency(members, top)), "no refusal");
    EXPECT_EQ(read([&](store::ReadTx& tx) { return store::load_agency(tx, top)->members; }),
              members.members);
}

}  // namespace
}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// A ceremony as one document: brought in twice, changed, taken out again, refused with all faults.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "server/api/plan_json.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/usecase/plan.hpp"
#include "server/usecase/quotas.hpp"
#include "tests/paths.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using test::TestStore;

const Actor the_administrator{.role = Role::administrator};

Json sample() {
    std::ifstream file(KINHMOI_PROJECT_DIR "/config/can-tho.plan.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return api::parse_json(text).value();
}

Result<usecase::PlanOutcome> import_json(TestStore& store, const Json& json,
                                         const Actor& actor = the_administrator) {
    auto reading = api::read_plan(json);
    if (!reading.faults.empty())
        throw std::runtime_error(reading.faults[0].path + ": " + reading.faults[0].message.en);
    return store.write([actor, plan = std::move(reading.plan)](store::WriteTx& tx) {
        return usecase::import_plan(tx, actor, plan);
    });
}

Json export_json(TestStore& store, const EventId& event) {
    return api::plan_json(store
                              .read([event](store::ReadTx& tx) {
                                  return usecase::export_plan(tx, the_administrator, event);
                              })
                              .value());
}

int audit_entries(TestStore& store) {
    return store.read([](store::ReadTx& tx) {
        auto rows = tx.query("SELECT COUNT(*) FROM audit_log");
        rows.next();
        return rows.get<int>(0);
    });
}

std::set<std::string> paths_of(const std::vector<FieldFault>& faults) {
    std::set<std::string> paths;
    for (const FieldFault& fault : faults) paths.insert(fault.path);
    return paths;
}

/// The same document with every section in one order.
Json sorted(Json plan) {
    for (auto& [key, section] : plan.items()) {
        if (!section.is_array()) continue;
        std::vector<Json> items(section.begin(), section.end());
        std::sort(items.begin(), items.end(),
                  [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
        section = items;
    }
    return plan;
}

constexpr int parts_of_sample = 1 + 1 + 25 + 2 + 3 + 10 + 10 + 1 + 6 + 3 + 2;

TEST(Plan, TheSampleCeremonyAddsUp) {
    TestStore store;
    const auto outcome = import_json(store, sample());
    ASSERT_TRUE(outcome) << outcome.error().message().en;
    EXPECT_EQ(outcome->created, parts_of_sample);
    EXPECT_EQ(outcome->updated, 0);
    EXPECT_TRUE(outcome->extra.empty());
    const EventId event = outcome->event.id;
    EXPECT_EQ(outcome->event.starts_at, parse_rfc3339("2026-05-29T08:00:00+07:00"));
    EXPECT_EQ(outcome->event.late_policy, LatePolicy::flag);

    const auto sums = store.read(
        [event](store::ReadTx& tx) { return usecase::quota_sums(tx, the_administrator, event); });
    ASSERT_TRUE(sums);
    EXPECT_EQ(sums->all.units_assigned, 135);
    EXPECT_EQ(sums->all.persons_assigned, 80);
    EXPECT_EQ(sums->all.organizations_assigned, 55);
    EXPECT_EQ(sums->all.announced_total, 275);
    EXPECT_EQ(sums->all.unassigned, 140);
    EXPECT_EQ(sums->all.capacity, std::nullopt);
    int units = 0, quotas = 0;
    for (const auto& of_site : sums->by_site) {
        units += of_site.sums.units_assigned;
        quotas += of_site.quotas;
    }
    EXPECT_EQ(units, sums->all.units_assigned);
    EXPECT_GT(quotas, 0);

    const auto groups =
        store.read([event](store::ReadTx& tx) { return store::load_groups(tx, event); });
    ASSERT_EQ(groups.size(), 10u);
    EXPECT_EQ(groups[0].code, "g01");
    EXPECT_EQ(groups[9].code, "g10");
    for (const ParticipantGroup& group : groups) {
        EXPECT_EQ(group.is_minors, group.code == "g08");
        EXPECT_EQ(group.is_vulnerable, group.code == "g08");
        EXPECT_EQ(group.is_press, group.code == "g10");
        EXPECT_EQ(group.pass_mode, group.code == "g08" ? PassMode::party : PassMode::individual);
    }
}

TEST(Plan, TheSamePlanTwiceChangesNothing) {
    TestStore store;
    const auto first = import_json(store, sample());
    const int entries = audit_entries(store);
    EXPECT_GT(entries, 0);
    const std::string before = export_json(store, first->event.id).dump();
    const auto second = import_json(store, sample());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->created, 0);
    EXPECT_EQ(second->updated, 0);
    EXPECT_EQ(second->unchanged, parts_of_sample);
    EXPECT_EQ(second->event.id, first->event.id);
    EXPECT_EQ(export_json(store, first->event.id).dump(), before);
    EXPECT_EQ(audit_entries(store), entries);
}

TEST(Plan, AnExportLosesNothingAndIsAFixpoint) {
    TestStore store, other;
    const auto first = import_json(store, sample());
    const Json exported = export_json(store, first->event.id);
    // Nothing lost: the same document but for the order of its items.
    EXPECT_EQ(sorted(exported), sorted(api::plan_json(api::read_plan(sample()).plan)));
    const auto second = import_json(other, exported);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->created, parts_of_sample);
    EXPECT_EQ(export_json(other, second->event.id).dump(), exported.dump());
    const auto again = import_json(store, exported);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->unchanged, parts_of_sample);
}

TEST(Plan, AChangedPlanUpdatesByCodeAndKeepsIds) {
    TestStore store;
    const EventId event = import_json(store, sample())->event.id;
    const auto load = [event](store::ReadTx& tx) { return store::load_groups(tx, event); };
    const auto before = store.read(load);

    Json changed = sample();
    changed["event"]["title"] = "Lễ phát động (sửa)";
    changed["groups"][1]["badge_label"] = "Khách mời";
    changed["quotas"][5]["max"] = 31;
    const auto outcome = import_json(store, changed);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->created, 0);
    EXPECT_EQ(outcome->updated, 3);
    EXPECT_EQ(outcome->event.id, event);
    const auto after = store.read(load);
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i].id, before[i].id);
    EXPECT_EQ(after[1].badge_label, "Khách mời");
}

TEST(Plan, WhatIsMissingStaysAndIsReported) {
    TestStore store;
    const EventId event = import_json(store, sample())->event.id;
    Json smaller = sample();
    smaller["quotas"].erase(9);
    smaller["groups"].erase(9);
    smaller["streams"].erase(1);
    smaller["gates"].erase(2);
    const auto outcome = import_json(store, smaller);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->created + outcome->updated, 0);
    const std::set<std::string> extra(outcome->extra.begin(), outcome->extra.end());
    EXPECT_EQ(extra, (std::set<std::string>{"/groups/g10", "/quotas/ct/g10/ct-svhttdl",
                                            "/streams/fptplay", "/gates/hn-1"}));
    const auto quotas =
        store.read([event](store::ReadTx& tx) { return store::load_quotas(tx, event); });
    EXPECT_EQ(quotas.size(), 10u);
}

TEST(Plan, ShowsAllFaultsAtOnceWithTheirPaths) {
    Json bad = sample();
    bad["event"]["ends_at"] = "2026-05-29T07:00:00+07:00";
    bad["event"]["host_agency"] = "nobody";
    bad["event"]["time_zone"] = "Asia/Can_Tho";
    bad["agencies"][1]["code"] = bad["agencies"][0]["code"];
    bad["sites"][0]["relays_from"] = "ct";
    bad["gates"][0]["site"] = "xx";
    bad["groups"][7]["badge_label"] = bad["groups"][7]["name"];
    bad["quotas"][4]["min"] = 6;
    bad["quotas"][5]["unit"] = "people";
    bad["quotas"][6]["colour"] = "red";
    bad["quotas"][8] = bad["quotas"][7];
    bad["tasks"][0].erase("text");
    bad["contacts"][0]["phone"] = "một hai ba";
    bad["documents"][0]["bases"][1] = "d-none";
    bad["event"]["deadline"]["time"] = "24:00";
    const auto reading = api::read_plan(bad);
    const auto paths = paths_of(reading.faults);
    const char* expected[] = {
        "/event/ends_at",   "/event/host_agency",   "/event/time_zone",    "/event/deadline/time",
        "/agencies/1/code", "/sites/0/relays_from", "/gates/0/site",       "/groups/7/badge_label",
        "/quotas/4/min",    "/quotas/5/unit",       "/quotas/6/colour",    "/quotas/8",
        "/tasks/0/text",    "/contacts/0/phone",    "/documents/0/bases/1"};
    for (const char* path : expected) EXPECT_TRUE(paths.contains(path)) << path;
    for (const FieldFault& fault : reading.faults) {
        EXPECT_FALSE(fault.code.empty());
        EXPECT_FALSE(fault.message.vi.empty() || fault.message.en.empty()) << fault.path;
    }
}

TEST(Plan, AgenciesMayNotStandAboveThemselves) {
    Json bad = sample();
    bad["agencies"] = Json::parse(R"([{"code": "a", "name": "A", "parent": "b"},
                                      {"code": "b", "name": "B", "parent": "c"},
                                      {"code": "c", "name": "C", "parent": "b"}])");
    const auto paths = paths_of(api::read_plan(bad).faults);
    EXPECT_TRUE(paths.contains("/agencies/1/parent"));
    EXPECT_TRUE(paths.contains("/agencies/2/parent"));
}

TEST(Plan, AnotherOrganizersEventIsNotTouched) {
    TestStore store;
    const auto organizer_of = [&](const char* name) {
        return store.write([name](store::WriteTx& tx) {
            return test::actor_of(tx, test::make_account(tx, name, Role::organizer));
        });
    };
    const Actor owner = organizer_of("owner"), stranger = organizer_of("stranger");
    const auto made = import_json(store, sample(), owner);
    ASSERT_TRUE(made);
    const EventId event = made->event.id;
    // Whoever made it may see and change it.
    EXPECT_TRUE(store.read([&](store::ReadTx& tx) { return store::sees_event(tx, owner, event); }));
    EXPECT_TRUE(import_json(store, sample(), owner));

    Json changed = sample();
    changed["event"]["title"] = "Của người khác";
    const auto refused = import_json(store, changed, stranger);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind(), FailureKind::conflict);
    const Failure failure = refused.error();
    EXPECT_EQ(failure.faults().at(0).path, "/event/code");
    EXPECT_EQ(export_json(store, event)["event"]["title"], sample()["event"]["title"]);
}

TEST(Plan, AGroupWithListsKeepsItsKindOfPeople) {
    TestStore store;
    const EventId event = import_json(store, sample())->event.id;
    store.write([event](store::WriteTx& tx) {
        const auto quotas = store::list_quotas(tx, the_administrator, {.event = event});
        DelegateList list;
        list.id = store::list_id_of(quotas[7].id);
        list.event = event;
        list.quota = quotas[7].id;
        list.agency = quotas[7].agency;
        store::save_list(tx, list);
    });
    Json changed = sample();
    changed["groups"][7]["is_minors"] = false;
    changed["groups"][7]["pass_mode"] = "individual";
    changed["event"]["title"] = "Không được lưu";
    const auto refused = import_json(store, changed);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind(), FailureKind::conflict);
    const Failure failure = refused.error();
    EXPECT_EQ(failure.faults().at(0).path, "/groups/7/is_minors");
    EXPECT_EQ(export_json(store, event)["event"]["title"], sample()["event"]["title"]);
}

TEST(Plan, DefaultsAreNeutralAndChildrenComeAsParties) {
    Json plan = Json::parse(R"({"plan_version": 1,
        "event": {"code": "e", "title": "T", "starts_at": "2026-05-29T08:00:00+07:00"},
        "groups": [{"code": "a", "name": "Người lớn"},
                   {"code": "b", "name": "Trẻ em", "is_minors": true}]})");
    const auto reading = api::read_plan(plan);
    EXPECT_TRUE(reading.faults.empty());
    EXPECT_EQ(reading.plan.event.time_zone, "Asia/Ho_Chi_Minh");
    EXPECT_EQ(reading.plan.event.kind, "launch_ceremony");
    ASSERT_EQ(reading.plan.groups.size(), 2u);
    EXPECT_EQ(reading.plan.groups[0].badge_label, "Đại biểu");
    EXPECT_EQ(reading.plan.groups[0].pass_mode, PassMode::individual);
    EXPECT_EQ(reading.plan.groups[1].pass_mode, PassMode::party);
}

TEST(Plan, ADocumentThatIsNoPlanIsSaidSo) {
    const auto paths = paths_of(api::read_plan(Json::object()).faults);
    EXPECT_TRUE(paths.contains("/event"));
    EXPECT_TRUE(paths.contains("/plan_version"));
    EXPECT_FALSE(api::read_plan(Json::array()).faults.empty());
    Json sections = sample();
    sections["groups"] = "many";
    sections["program"] = 5;
    sections["event"] = Json::array();
    for (const char* path : {"/groups", "/program", "/event"})
        EXPECT_TRUE(paths_of(api::read_plan(sections).faults).contains(path)) << path;
}

}  // namespace
}  // namespace kinhmoi

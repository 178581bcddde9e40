// SPDX-License-Identifier: Apache-2.0
// Events and their parts through the real server: each verb, each refusal, each role.
#include <gtest/gtest.h>

#include <set>

#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using test::HttpClient;
using test::Reply;
using test::TestServer;
using test::World;

class EventsApi : public ::testing::Test {
protected:
    HttpClient client(const char* name, Role role, std::optional<AgencyId> agency = {},
                      std::vector<EventId> events = {}) {
        return server.client_of(server.write([=](store::WriteTx& tx) {
            return test::make_account(tx, name, role, agency, events);
        }));
    }
    std::string of_event(const char* section) const {
        return "/api/v1/events/" + to_text(world.event) + section;
    }

    TestServer server;
    World world = server.write([](store::WriteTx& tx) { return test::make_world(tx, "a"); });
    World foreign = server.write([](store::WriteTx& tx) { return test::make_world(tx, "b"); });
    HttpClient organizer = client("to-chuc", Role::organizer, {}, {world.event});
};

/// What an answer holds without what only the server says.
Json input_of(Json answer) {
    for (const char* key : {"id", "event", "etag", "late_from", "deadline_text", "door_window"})
        answer.erase(key);
    return answer;
}

TEST_F(EventsApi, EveryKindOfPartIsMadeReadChangedAndRemoved) {
    const std::string agency = to_text(foreign.agency);
    const std::string site = to_text(world.site), group = to_text(world.group);
    struct Case {
        const char* section;
        Json body;
        const char* key;  // changed by PUT
        Json value;
    };
    const Case cases[] = {
        {"sites",
         {{"code", "x"}, {"name", "Điểm cầu"}, {"role", "relay"}, {"relays_from", site}},
         "capacity",
         200},
        {"gates", {{"site", site}, {"code", "x"}, {"name", "Cửa 9"}}, "name", "Cửa 10"},
        {"groups",
         {{"code", "x"}, {"name", "Học sinh"}, {"is_minors", true}, {"member_agencies", {agency}}},
         "badge_label",
         "Đại biểu nhỏ tuổi"},
        {"quotas",
         {{"site", site},
          {"group", group},
          {"agency", agency},
          {"max", 5},
          {"deadline", {{"due_on", "2026-05-28"}, {"time", "17:00"}, {"is_inclusive", false}}}},
         "text",
         "05 doanh nghiệp lớn"},
        {"contacts",
         {{"code", "x"}, {"name", "Nguyễn Mẫu Liên"}, {"phone", "0500.000.749"}},
         "purpose",
         "trao đổi"},
        {"tasks",
         {{"code", "x"}, {"text", "Dòng một\nDòng hai"}, {"cooperating_agencies", {agency}}},
         "status",
         "done"},
        {"documents",
         {{"code", "x"},
          {"type", "ke_hoach"},
          {"number", 468},
          {"issued_on", "2026-03-23"},
          {"recipients", {"Lưu: VT"}}},
         "symbol",
         "KH-UBND"},
        {"streams", {{"code", "x"}, {"name", "VTV go"}}, "url", "https://vtvgo.vn/"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.section);
        const std::string list = of_event("/") + c.section;
        const Reply made = organizer.post(list, c.body);
        ASSERT_EQ(made.status, 201u) << made.body;
        const Json part = made.json();
        for (const auto& [key, value] : c.body.items()) {
            if (key != "phone") {
                EXPECT_EQ(part[key], value) << key;
            }
        }
        EXPECT_EQ(part["event"], to_text(world.event));

        Json wanted = input_of(part);
        wanted[c.key] = c.value;
        const std::string one =
            std::string("/api/v1/") + c.section + "/" + part["id"].get<std::string>();
        const Reply changed = organizer.send("PUT", one, wanted);
        ASSERT_EQ(changed.status, 200u) << changed.body;
        EXPECT_EQ(input_of(changed.json()), wanted);

        bool is_listed = false;
        const Json listed = organizer.get(list).json();
        for (const Json& item : listed["items"]) is_listed = is_listed || item == changed.json();
        EXPECT_TRUE(is_listed);
        EXPECT_EQ(organizer.del(one).status, 204u);
        EXPECT_EQ(organizer.del(one).status, 404u);
    }
}

TEST_F(EventsApi, PartsOfAForeignEventAreNotThere) {
    const std::pair<std::string, Json> cases[] = {
        {"sites/" + to_text(foreign.site), {{"code", "x"}, {"name", "X"}}},
        {"gates/" + to_text(foreign.gate),
         {{"site", to_text(foreign.site)}, {"code", "x"}, {"name", "X"}}},
        {"groups/" + to_text(foreign.group), {{"code", "x"}, {"name", "X"}}},
        {"quotas/" + to_text(foreign.quota),
         {{"site", to_text(foreign.site)},
          {"group", to_text(foreign.group)},
          {"agency", to_text(foreign.agency)}}},
        {"contacts/" + to_text(foreign.contact), {{"code", "x"}, {"name", "X"}}},
        {"tasks/" + to_text(foreign.task), {{"code", "x"}, {"text", "X"}}},
        {"documents/" + to_text(foreign.document), {{"code", "x"}, {"type", "ke_hoach"}}},
        {"streams/" + to_text(foreign.stream), {{"code", "x"}, {"name", "X"}}},
    };
    for (const auto& [path, body] : cases) {
        EXPECT_EQ(organizer.send("PUT", "/api/v1/" + path, body).status, 404u) << path;
        EXPECT_EQ(organizer.del("/api/v1/" + path).status, 404u) << path;
    }
    const std::string event = "/api/v1/events/" + to_text(foreign.event);
    for (const char* section : {"", "/plan", "/sites", "/gates", "/groups", "/quotas", "/contacts",
                                "/tasks", "/documents", "/streams", "/quota-sums", "/extensions"})
        EXPECT_EQ(organizer.get(event + section).status, 404u) << section;
    EXPECT_EQ(organizer.del(event).status, 404u);
    EXPECT_EQ(organizer.post(event + "/streams", {{"code", "x"}, {"name", "X"}}).status, 404u);
}

TEST_F(EventsApi, ClerksAndReadersReadAndDoNotSetUp) {
    HttpClient clerk = client("van-thu", Role::clerk, world.agency);
    HttpClient reader = client("lanh-dao", Role::reader, {}, {world.event});
    for (HttpClient* each : {&clerk, &reader}) {
        for (const char* section : {"", "/sites", "/groups", "/quotas", "/tasks", "/contacts"})
            EXPECT_EQ(each->get(of_event(section)).status, 200u) << section;
        EXPECT_EQ(each->get(of_event("/plan")).status, 403u);
        EXPECT_EQ(each->post(of_event("/streams"), {{"code", "x"}, {"name", "X"}}).status, 403u);
        EXPECT_EQ(each->del(of_event("")).status, 403u);
    }
    EXPECT_EQ(clerk.get(of_event("/quota-sums")).status, 403u);
    EXPECT_EQ(reader.get(of_event("/quota-sums")).status, 200u);
    EXPECT_EQ(server.client().get(of_event("")).status, 401u);
}

TEST_F(EventsApi, AnEventIsMadeAndAnsweredInItsOwnTime) {
    const Json body = {{"code", "le-moi"},
                       {"title", "Lễ phát động"},
                       {"starts_at", "2026-05-29T01:00:00Z"},
                       {"deadline", {{"due_on", "2026-05-28"}}},
                       {"notes", "Mang giấy mời\nTrang phục lịch sự"}};
    const Reply made = organizer.post("/api/v1/events", body);
    ASSERT_EQ(made.status, 201u) << made.body;
    const Json event = made.json();
    EXPECT_EQ(event["starts_at"], "2026-05-29T08:00:00+07:00");
    EXPECT_EQ(event["late_from"], "2026-05-29T00:00:00+07:00");
    EXPECT_EQ(event["deadline_text"], "chậm nhất ngày 28/5/2026");
    EXPECT_EQ(event["door_window"]["opens_at"], "2026-05-29T06:00:00+07:00");
    EXPECT_EQ(event["notes"], body["notes"]);
    const std::string path = "/api/v1/events/" + event["id"].get<std::string>();
    Json wanted = input_of(event);
    wanted["allows_reentry"] = true;
    const Reply changed = organizer.send("PUT", path, wanted);
    ASSERT_EQ(changed.status, 200u) << changed.body;
    EXPECT_EQ(organizer.get(path).json(), changed.json());
    EXPECT_EQ(organizer.post("/api/v1/events", body).status, 409u);
    EXPECT_EQ(organizer.del(path).status, 204u);
    EXPECT_EQ(organizer.get(path).status, 404u);
    const Reply in_use = organizer.del(of_event(""));
    EXPECT_EQ(in_use.status, 409u);
    EXPECT_EQ(in_use.json()["kind"], "conflict");
}

TEST_F(EventsApi, RefusalsNameEveryField) {
    const Reply reply = organizer.post("/api/v1/events", {{"code", ""},
                                                          {"starts_at", "8 giờ"},
                                                          {"late_policy", "maybe"},
                                                          {"retention_minors_days", 0},
                                                          {"deadline", Json::object()},
                                                          {"host_agency", "ct-ca"},
                                                          {"colour", "red"}});
    EXPECT_EQ(reply.status, 422u);
    std::set<std::string> paths;
    const Json problem = reply.json();
    for (const Json& fault : problem["faults"]) paths.insert(fault["path"].get<std::string>());
    EXPECT_EQ(paths, (std::set<std::string>{"/code", "/starts_at", "/late_policy", "/title",
                                            "/retention_minors_days", "/deadline/due_on",
                                            "/host_agency", "/colour"}));
}

TEST_F(EventsApi, AgenciesAreSearchedPageByPage) {
    for (int i = 0; i < 5; ++i) {
        const std::string number = std::to_string(i);
        ASSERT_EQ(organizer
                      .post("/api/v1/agencies", {{"code", "xa-" + number},
                                                 {"name", "Công an xã Thử " + number},
                                                 {"aliases", {"CAX " + number}}})
                      .status,
                  201u);
    }
    std::vector<std::string> names;
    std::string cursor;
    do {
        const Json page =
            organizer.get("/api/v1/agencies?search=cong%20an&limit=2&cursor=" + cursor).json();
        ASSERT_LE(page["items"].size(), 2u);
        for (const Json& item : page["items"]) names.push_back(item["code"].get<std::string>());
        cursor = page["next_cursor"].is_null() ? "" : page["next_cursor"].get<std::string>();
    } while (!cursor.empty());
    EXPECT_EQ(names, (std::vector<std::string>{"xa-0", "xa-1", "xa-2", "xa-3", "xa-4"}));
    EXPECT_EQ(organizer.get("/api/v1/agencies?search=cax%203").json()["items"].size(), 1u);

    HttpClient clerk = client("van-thu", Role::clerk, world.agency);
    EXPECT_EQ(clerk.get("/api/v1/agencies").status, 200u);
    EXPECT_EQ(clerk.post("/api/v1/agencies", {{"code", "x"}, {"name", "X"}}).status, 403u);
    const std::string own = "/api/v1/agencies/" + to_text(world.agency);
    EXPECT_EQ(organizer.del(own).status, 409u);
    Json agency = input_of(organizer.get(own).json());
    agency["short_name"] = "ĐV";
    EXPECT_EQ(organizer.send("PUT", own, agency).json()["short_name"], "ĐV");
}

TEST_F(EventsApi, SetsAreExpandedAndExtensionsGranted) {
    Json members = Json::array();
    for (const char* code : {"xa-1", "xa-2"}) {
        const Json made =
            organizer.post("/api/v1/agencies", {{"code", code}, {"name", code}}).json();
        members.push_back(made["id"]);
    }
    const Json set = organizer
                         .post("/api/v1/agencies", {{"code", "cac-xa"},
                                                    {"name", "Công an các xã, phường"},
                                                    {"is_set", true},
                                                    {"members", members}})
                         .json();
    const Json quota = organizer
                           .post(of_event("/quotas"), {{"site", to_text(world.site)},
                                                       {"group", to_text(world.group)},
                                                       {"agency", set["id"]},
                                                       {"deadline", {{"due_on", "2026-05-25"}}}})
                           .json();
    const Reply expanded = organizer.post(
        "/api/v1/quotas/" + quota["id"].get<std::string>() + "/expand", {{"max", 1}});
    ASSERT_EQ(expanded.status, 200u) << expanded.body;
    ASSERT_EQ(expanded.json()["items"].size(), 2u);

    const Json more = {{"agency", members[0]},
                       {"deadline", {{"due_on", "2026-05-26"}, {"time", "17:00"}}},
                       {"reason", "Mưa bão"}};
    server.clock().advance(minute_ms);  // later than the extension the world came with
    EXPECT_EQ(organizer.post(of_event("/extensions"), more).status, 201u);
    EXPECT_EQ(organizer.post(of_event("/extensions"), more).status, 422u);
    Json incomplete = more;
    incomplete.erase("deadline");
    EXPECT_EQ(organizer.post(of_event("/extensions"), incomplete).status, 422u);
    const Json listed = organizer.get(of_event("/extensions")).json();
    EXPECT_EQ(listed["items"][0]["deadline_text"], "chậm nhất 17 giờ 00 phút, ngày 26/5/2026");
}

}  // namespace
}  // namespace kinhmoi

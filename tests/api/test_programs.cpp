// SPDX-License-Identifier: Apache-2.0
// Programs, and the log of one event, over HTTP.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

class ProgramsApi : public testing::Test {
protected:
    HttpClient client(const char* name, Role role, std::vector<EventId> events = {}) {
        return server.client_of(server.write(
            [=](store::WriteTx& tx) { return make_account(tx, name, role, {}, events); }));
    }
    static std::string path(const Json& program) {
        return "/api/v1/programs/" + program["id"].get<std::string>();
    }

    TestServer server;
    World world = server.write([](store::WriteTx& tx) { return make_world(tx, "a"); });
    World foreign = server.write([](store::WriteTx& tx) { return make_world(tx, "b"); });
    HttpClient organizer = client("to-chuc", Role::organizer, {world.event});
    HttpClient administrator = client("quan-tri", Role::administrator);
};

TEST_F(ProgramsApi, AreMadeReadChangedAndRemoved) {
    const Json body = {{"code", "noi-mau"},
                       {"name", "Chương trình Mẫu"},
                       {"name_variants", {"CT Mẫu"}},
                       {"from_year", 2026},
                       {"to_year", 2030}};
    const Reply made = organizer.post("/api/v1/programs", body);
    ASSERT_EQ(made.status, 201u) << made.body;
    EXPECT_EQ(openapi().fault_of("POST", "/api/v1/programs", 201, "application/json", made.body),
              "");
    const Json program = made.json();
    for (const auto& [key, value] : body.items()) EXPECT_EQ(program[key], value) << key;
    EXPECT_EQ(organizer.get(path(program)).json(), program);

    Json wanted = body;
    wanted["name"] = "Chương trình Thử";
    const Json changed = organizer.send("PUT", path(program), wanted).json();
    EXPECT_EQ(changed["name"], "Chương trình Thử");
    EXPECT_NE(changed["etag"], program["etag"]);
    EXPECT_EQ(organizer.post("/api/v1/programs", body).status, 409u) << "the code is taken";
    EXPECT_EQ(organizer.del(path(program)).status, 204u);
    EXPECT_EQ(organizer.get(path(program)).status, 404u);
}

TEST_F(ProgramsApi, ComeInPagesByCode) {
    for (const char* code : {"c3", "c1", "c2"})
        organizer.post("/api/v1/programs", {{"code", code}, {"name", "X"}});
    std::vector<std::string> codes;
    std::string cursor;
    for (bool more = true; more;) {
        const Json page = organizer.get("/api/v1/programs?limit=2&cursor=" + cursor).json();
        for (const Json& item : page["items"]) codes.push_back(item["code"]);
        more = !page["next_cursor"].is_null();
        if (more) cursor = page["next_cursor"];
    }
    EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
    for (const char* code : {"c1", "c2", "c3"})
        EXPECT_EQ(std::count(codes.begin(), codes.end(), code), 1) << code;
}

TEST_F(ProgramsApi, AllFaultsAreSaidAtOnce) {
    const Reply reply = organizer.post(
        "/api/v1/programs", {{"code", ""}, {"from_year", 2030}, {"to_year", 10}, {"x", 1}});
    EXPECT_EQ(reply.status, 422u);
    const Json problem = reply.json();
    std::set<std::string> paths;
    for (const Json& fault : problem["faults"]) paths.insert(fault["path"]);
    EXPECT_EQ(paths, (std::set<std::string>{"/code", "/name", "/to_year", "/x"}));
    const Reply years = organizer.post(
        "/api/v1/programs", {{"code", "x"}, {"name", "X"}, {"from_year", 2030}, {"to_year", 2029}});
    EXPECT_EQ(years.status, 422u);
}

TEST_F(ProgramsApi, WhatAnothersEventShowsOnlyAnAdministratorRenames) {
    const std::string of_foreign = "/api/v1/programs/" + to_text(foreign.program);
    Json wanted = organizer.get(of_foreign).json();
    for (const char* key : {"id", "etag"}) wanted.erase(key);
    wanted["name"] = "Tên khác";
    EXPECT_EQ(organizer.send("PUT", of_foreign, wanted).status, 409u);
    EXPECT_EQ(organizer.del(of_foreign).status, 409u) << "an event belongs to it";

    Json plan = organizer.get("/api/v1/events/" + to_text(world.event) + "/plan").json();
    plan["program"] = wanted;
    plan["event"]["program"] = wanted["code"];
    const Reply imported = organizer.send("PUT", "/api/v1/plan", plan);
    EXPECT_EQ(imported.status, 409u) << imported.body;
    EXPECT_NE(imported.body.find("/program"), std::string::npos);
    EXPECT_NE(administrator.get(of_foreign).json()["name"], "Tên khác");

    EXPECT_EQ(administrator.send("PUT", of_foreign, wanted).status, 200u);
    EXPECT_EQ(organizer.get(of_foreign).json()["name"], "Tên khác");
}

TEST_F(ProgramsApi, TheLogOfAnEventSaysWhoInWords) {
    const std::string event = "/api/v1/events/" + to_text(world.event);
    organizer.post(event + "/streams", {{"code", "x"}, {"name", "Kênh"}});
    administrator.post("/api/v1/events/" + to_text(foreign.event) + "/streams",
                       {{"code", "y"}, {"name", "Kênh"}});
    const Reply reply = organizer.get(event + "/log?limit=1");
    ASSERT_EQ(reply.status, 200u) << reply.body;
    EXPECT_EQ(openapi().fault_of("GET", event + "/log", 200, "application/json", reply.body), "");
    const Json line = reply.json()["items"][0];
    EXPECT_EQ(line["event"], to_text(world.event));
    EXPECT_EQ(line["actor_name"], "Tài khoản Thử to-chuc");
    const Json all = organizer.get(event + "/log").json();
    for (const Json& item : all["items"]) EXPECT_EQ(item["event"], to_text(world.event));
    EXPECT_EQ(organizer.get(event + "/log?action=no.such").json()["items"].size(), 0u);
    EXPECT_EQ(organizer.get("/api/v1/events/" + to_text(foreign.event) + "/log").status, 404u);
    EXPECT_EQ(organizer.get("/api/v1/audit").status, 403u);
}

}  // namespace
}  // namespace kinhmoi::test

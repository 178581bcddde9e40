// SPDX-License-Identifier: Apache-2.0
// Every answer of the set-up routes is as openapi.yaml describes it, with empty and with full
// parts.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/paths.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;

class Described : public ::testing::Test {
protected:
    /// Expects success, and an answer that fits the description.
    Json ask(const std::string& method, const std::string& path,
             const std::optional<Json>& body = {}) {
        const test::Reply reply = client.send(method, path, body);
        EXPECT_LT(reply.status, 300u) << method << " " << path << " " << reply.body;
        EXPECT_EQ(test::openapi().fault_of(method, path, reply.status, reply.header("content-type"),
                                           reply.body),
                  "")
            << method << " " << path << " " << reply.body;
        return reply.body.empty() ? Json() : reply.json();
    }

    /// PUT what GET gave, POST a copy under another code, DELETE the copy.
    void turn_over(const std::string& event, const std::string& section) {
        const Json items = ask("GET", event + "/" + section)["items"];
        ASSERT_FALSE(items.empty()) << section;
        Json part = items[0];
        const std::string base = "/api/v1/" + section + "/";
        const std::string id = part["id"].get<std::string>();
        part.erase("id");
        part.erase("event");
        part.erase("etag");
        ask("PUT", base + id, part);
        if (section == "quotas") return;  // one for each site, group and agency
        part["code"] = "ban-sao";
        const Json copy = ask("POST", event + "/" + section, part);
        ask("DELETE", base + copy["id"].get<std::string>());
    }

    test::TestServer server;
    test::World world = server.write([](store::WriteTx& tx) { return test::make_world(tx, "a"); });
    test::HttpClient client = server.client_of(server.write([](store::WriteTx& tx) {
        return test::make_account(tx, "quan-tri", Role::administrator);
    }));
};

TEST_F(Described, EventsPartsAndPlans) {
    std::ifstream file(KINHMOI_PROJECT_DIR "/config/can-tho.plan.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Json plan = api::parse_json(text).value();
    const Json outcome = ask("PUT", "/api/v1/plan", plan);
    plan["quotas"][4]["min"] = 9;
    ask("POST", "/api/v1/plan/check", plan);
    ask("GET", "/api/v1/events");
    for (const std::string& id :
         {outcome["event"]["id"].get<std::string>(), to_text(world.event)}) {
        const std::string event = "/api/v1/events/" + id;
        for (const char* section : {"/plan", "/quota-sums", "/extensions"})
            ask("GET", event + section);
        Json body = ask("GET", event);
        for (const char* key : {"id", "etag", "late_from", "deadline_text", "door_window"})
            body.erase(key);
        ask("PUT", event, body);
        for (const char* section :
             {"sites", "gates", "groups", "quotas", "contacts", "tasks", "documents", "streams"})
            turn_over(event, section);
    }
    const Json made =
        ask("POST", "/api/v1/events",
            Json{{"code", "le-moi"}, {"title", "Lễ thử"}, {"starts_at", "2026-05-29T01:00:00Z"}});
    ask("DELETE", "/api/v1/events/" + made["id"].get<std::string>());
}

TEST_F(Described, AgenciesSetsAndExtensions) {
    Json agency = ask("POST", "/api/v1/agencies", Json{{"code", "xa-1"}, {"name", "Xã Thử"}});
    const std::string member = agency["id"].get<std::string>();
    agency.erase("id");
    agency.erase("etag");
    ask("GET", "/api/v1/agencies");
    ask("PUT", "/api/v1/agencies/" + member, agency);
    ask("GET", "/api/v1/agencies/" + member);
    const auto set_of = [&](const Json& members) {
        return ask("POST", "/api/v1/agencies",
                   Json{{"code", "nhom"},
                        {"name", "Nhóm"},
                        {"is_set", true},
                        {"members", members}})["id"]
            .get<std::string>();
    };
    const std::string set = set_of({member});
    const std::string event = "/api/v1/events/" + to_text(world.event);
    const Json quota = ask("POST", event + "/quotas",
                           Json{{"site", to_text(world.site)},
                                {"group", to_text(world.group)},
                                {"agency", set},
                                {"deadline", {{"due_on", "2026-05-25"}}}});
    ask("POST", "/api/v1/quotas/" + quota["id"].get<std::string>() + "/expand", Json::object());
    ask("POST", event + "/extensions",
        Json{{"agency", member}, {"deadline", {{"due_on", "2026-05-26"}}}, {"reason", "Mưa bão"}});
    ask("GET", event + "/extensions");
    ask("DELETE", "/api/v1/agencies/" + set);
}

}  // namespace
}  // namespace kinhmoi

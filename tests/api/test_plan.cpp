// SPDX-License-Identifier: Apache-2.0
// A whole ceremony in and out of the real server.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/paths.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using test::HttpClient;
using test::TestServer;

class PlanApi : public ::testing::Test {
protected:
    static Json sample() {
        std::ifstream file(KINHMOI_PROJECT_DIR "/config/can-tho.plan.json");
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        return api::parse_json(text).value();
    }

    TestServer server;
    HttpClient organizer = server.client_of(server.write(
        [](store::WriteTx& tx) { return test::make_account(tx, "to-chuc", Role::organizer); }));
};

TEST_F(PlanApi, ComesInTwiceAndGoesOutTheSame) {
    const auto first = organizer.send("PUT", "/api/v1/plan", sample());
    ASSERT_EQ(first.status, 200u) << first.body;
    const Json outcome = first.json();
    EXPECT_EQ(outcome["created"], 64);
    EXPECT_EQ(outcome["extra"], Json::array());
    const std::string event = "/api/v1/events/" + outcome["event"]["id"].get<std::string>();
    const std::string exported = organizer.get(event + "/plan").body;
    const Json again = organizer.send("PUT", "/api/v1/plan", Json::parse(exported)).json();
    EXPECT_EQ(again["created"], 0);
    EXPECT_EQ(again["updated"], 0);
    EXPECT_EQ(again["unchanged"], 64);
    EXPECT_EQ(organizer.get(event + "/plan").body, exported);

    const Json sums = organizer.get(event + "/quota-sums").json();
    EXPECT_EQ(sums["units_assigned"], 135);
    EXPECT_EQ(sums["persons_assigned"], 80);
    EXPECT_EQ(sums["organizations_assigned"], 55);
    EXPECT_EQ(sums["announced_total"], 275);
    EXPECT_EQ(sums["unassigned"], 140);
    EXPECT_EQ(sums["capacity"], nullptr);
}

TEST_F(PlanApi, ACheckShowsEveryFaultAndSavesNothing) {
    EXPECT_EQ(organizer.post("/api/v1/plan/check", sample()).json()["faults"], Json::array());
    EXPECT_EQ(organizer.get("/api/v1/events").json()["items"].size(), 0u);
    Json bad = sample();
    bad["quotas"][4]["min"] = 6;
    bad["gates"][0]["site"] = "xx";
    const auto checked = organizer.post("/api/v1/plan/check", bad);
    EXPECT_EQ(checked.status, 200u);
    EXPECT_EQ(checked.json()["faults"].size(), 2u);
    const auto refused = organizer.send("PUT", "/api/v1/plan", bad);
    EXPECT_EQ(refused.status, 422u);
    EXPECT_EQ(refused.json()["faults"], checked.json()["faults"]);
    EXPECT_EQ(organizer.get("/api/v1/events").json()["items"].size(), 0u);
}

TEST_F(PlanApi, AnothersEventIsAConflict) {
    ASSERT_EQ(organizer.send("PUT", "/api/v1/plan", sample()).status, 200u);
    HttpClient stranger = server.client_of(server.write(
        [](store::WriteTx& tx) { return test::make_account(tx, "nguoi-khac", Role::organizer); }));
    EXPECT_EQ(stranger.send("PUT", "/api/v1/plan", sample()).status, 409u);
    EXPECT_EQ(stranger.post("/api/v1/plan/check", sample()).json()["faults"].size(), 1u);
    HttpClient reader = server.client_of(server.write(
        [](store::WriteTx& tx) { return test::make_account(tx, "lanh-dao", Role::reader); }));
    EXPECT_EQ(reader.send("PUT", "/api/v1/plan", sample()).status, 403u);
}

}  // namespace
}  // namespace kinhmoi

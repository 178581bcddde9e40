// SPDX-License-Identifier: Apache-2.0
// A door's life over HTTP, through the real server: enrol, list, scan, batch, hello, revoke.
#include <gtest/gtest.h>

#include "qr/secrets.hpp"
#include "server/api/json.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

class DoorsApi : public testing::Test {
protected:
    DoorsApi() {
        world = server.write([this](store::WriteTx& tx) {
            return make_door_world(tx, "a", server.app().services().master_key);
        });
    }

    HttpClient phone(const Phone& phone) {
        auto client = server.client();
        client.use_bearer(phone.token);
        return client;
    }
    HttpClient organizer() { return server.client_of(world.organizer.account); }
    std::string path(const std::string& rest) {
        return "/api/v1/events/" + to_text(world.event) + rest;
    }
    Json record(Phone& phone, const std::string& text) {
        const auto sent = phone.next(server.clock().now());
        const Scan& scan = sent.scan;
        return {{"scan_id", to_text(scan.id)},
                {"epoch", to_text(scan.epoch)},
                {"dseq", scan.dseq},
                {"kind", "reading"},
                {"text", text},
                {"pass_id", nullptr},
                {"undoes", nullptr},
                {"gate_id", to_text(scan.gate)},
                {"direction", "in"},
                {"count", 1},
                {"escort_seen", false},
                {"wall_ms", scan.wall_ms},
                {"mono_ms", scan.mono_ms},
                {"offset_ms", 0},
                {"floor_ms", 0},
                {"list_version", 0},
                {"list_age_s", nullptr},
                {"mode", "online"},
                {"local_verdict", nullptr},
                {"override", nullptr}};
    }

    TestServer server;
    DoorWorld world;
};

TEST_F(DoorsApi, AnOfferedCodeEnrolsAPhoneThatScans) {
    auto offered = organizer().post(
        path("/doors"), {{"gate_id", to_text(world.door_1.device.gate)}, {"label", "Máy 7"}});
    ASSERT_EQ(offered.status, 201u) << offered.body;
    const std::string code = offered.json()["code"];
    EXPECT_TRUE(offered.json()["qr_text"].get<std::string>().ends_with("/door/#" + code));
    auto enrolled = server.client().post("/api/v1/door/enrol", {{"code", code}});
    ASSERT_EQ(enrolled.status, 201u) << enrolled.body;
    EXPECT_EQ(server.client().post("/api/v1/door/enrol", {{"code", code}}).status, 410u);
    auto client = server.client();
    client.use_bearer(enrolled.json()["token"]);
    const Json device = enrolled.json()["setting"]["device"];
    Json scan = record(world.door_1, digits_of(world.adult));
    scan["epoch"] = device["epoch"];
    const auto answer = client.post("/api/v1/door/scans", scan);
    EXPECT_EQ(answer.status, 200u) << answer.body;
    EXPECT_EQ(answer.json()["stored"], "new");
    EXPECT_EQ(answer.json()["verdict"], "admitted");
    EXPECT_EQ(client.post("/api/v1/door/scans", scan).json()["stored"], "same");
}

TEST_F(DoorsApi, AnUnreadableScanIsQuarantinedByItsIdAndRefusedOnlyWithoutOne) {
    auto client = phone(world.door_1);
    Json scan = record(world.door_1, "x");
    scan["surprise"] = 1;
    const auto answer = client.post("/api/v1/door/scans", scan);
    EXPECT_EQ(answer.status, 200u);
    EXPECT_EQ(answer.json()["stored"], "quarantined");
    EXPECT_EQ(answer.json()["scan_id"], scan["scan_id"]);
    EXPECT_EQ(client.post("/api/v1/door/scans", {{"scan_id", 7}}).status, 422u);
}

TEST_F(DoorsApi, ABatchAnswersEachItemWhateverItIs) {
    auto client = phone(world.door_1);
    Json items =
        Json::array({record(world.door_1, digits_of(world.adult)), 7, nullptr, "x", Json::object(),
                     Json::array(), record(world.door_1, digits_of(world.second_adult))});
    items.back()["dseq"] = "two";
    items.push_back(record(world.door_1, digits_of(world.second_adult)));
    const auto answer = client.post("/api/v1/door/scans/batch", {{"scans", items}});
    ASSERT_EQ(answer.status, 200u) << answer.body;
    const Json results = answer.json()["results"];
    ASSERT_EQ(results.size(), items.size());
    EXPECT_EQ(results[0]["stored"], "new");
    for (std::size_t i = 1; i <= 6; ++i) EXPECT_EQ(results[i]["stored"], "quarantined") << i;
    EXPECT_EQ(results[6]["scan_id"], items[6]["scan_id"]);
    EXPECT_EQ(results[1]["scan_id"], nullptr);
    EXPECT_EQ(results[7]["stored"], "new");
}

TEST_F(DoorsApi, ABatchOfMoreThanAHundredIsRefusedWhole) {
    const Json items = Json::array_t(101, Json(nullptr));
    EXPECT_EQ(phone(world.door_1).post("/api/v1/door/scans/batch", {{"scans", items}}).status,
              422u);
}

TEST_F(DoorsApi, ARevokedPhoneLearnsItAndHandsInItsBacklog) {
    auto client = phone(world.door_1);
    ASSERT_EQ(client.get("/api/v1/door/snapshot").status, 200u);
    const auto device = to_text(world.door_1.device.id);
    ASSERT_EQ(organizer().del("/api/v1/doors/" + device).status, 204u);
    EXPECT_EQ(client.get("/api/v1/door/snapshot").status, 403u);
    const Json hello = {{"epoch", to_text(world.door_1.device.epoch)},
                        {"last_dseq", 0},
                        {"queue_length", 0},
                        {"list_version", 0},
                        {"offset_ms", 0}};
    EXPECT_EQ(client.post("/api/v1/door/hello", hello).json()["must_wipe"], true);
    const auto answer =
        client.post("/api/v1/door/scans", record(world.door_1, digits_of(world.adult)));
    EXPECT_EQ(answer.json()["reason"], "revoked_device");
    server.clock().advance(device_backlog_ms);
    EXPECT_EQ(client.get("/api/v1/door/snapshot").status, 401u);
}

TEST_F(DoorsApi, AWalkInGetsAPassThatOpensOnce) {
    auto client = phone(world.door_1);
    Json scan = record(world.door_1, "");
    const Json form = {
        {"scan", scan}, {"full_name", "Phạm Thử Khách"}, {"quota_id", to_text(world.adults)}};
    const auto made = client.post("/api/v1/door/walk-ins", form);
    ASSERT_EQ(made.status, 200u) << made.body;
    EXPECT_EQ(made.json()["result"]["verdict"], "admitted");
    EXPECT_EQ(client.post("/api/v1/door/walk-ins", form).json()["pass"], made.json()["pass"]);
    const std::string code = made.json()["pass"]["qr_text"];
    server.clock().advance(minute_ms);
    const auto again = phone(world.door_2).post("/api/v1/door/scans", record(world.door_2, code));
    EXPECT_EQ(again.json()["verdict"], "already_in") << again.body;
}

TEST_F(DoorsApi, AWalkInThatMayNotStandIsAnsweredWithoutAPassAndKept) {
    Json scan = record(world.door_1, "");
    scan["gate_id"] = to_text(world.door_2.device.gate);
    const Json form = {{"scan", scan}, {"full_name", "Phạm Thử Khách"}};
    const auto made = phone(world.door_1).post("/api/v1/door/walk-ins", form);
    ASSERT_EQ(made.status, 200u) << made.body;
    EXPECT_EQ(made.json()["pass"], nullptr);
    EXPECT_EQ(made.json()["result"]["stored"], "quarantined");
    EXPECT_EQ(made.json()["result"]["verdict"], "check");
    const auto kept = organizer().get(path("/quarantine")).json();
    EXPECT_EQ(kept["items"][0]["scan_id"], scan["scan_id"]);
}

TEST_F(DoorsApi, OrganizersReadTheLedgerTheQuarantineAndIncidents) {
    auto client = phone(world.door_1);
    const Json in = record(world.door_1, digits_of(world.adult));
    client.post("/api/v1/door/scans", in);
    client.post("/api/v1/door/scans", record(world.door_1, "rác"));
    Json over = record(world.door_1, digits_of(world.far_adult));
    over["override"] = {{"refused", "wrong_site"}, {"reason", "Đi nhầm xe"}};
    EXPECT_EQ(client.post("/api/v1/door/scans", over).json()["verdict"], "admitted");
    auto console = organizer();
    const auto ledger = console.get(path("/scans")).json();
    ASSERT_EQ(ledger["items"].size(), 2u);
    EXPECT_EQ(console
                  .get(path("/scans?limit=1&cursor=") +
                       std::to_string(ledger["items"][0]["seq"].get<int>()))
                  .json()["items"][0]["scan_id"],
              in["scan_id"]);
    EXPECT_EQ(ledger.dump().find(digits_of(world.adult)), std::string::npos) << "no code leaves";
    EXPECT_EQ(console.get(path("/quarantine")).json()["items"][0]["reason"], "not_a_pass");
    const auto incidents = console.get(path("/incidents?state=open")).json();
    ASSERT_EQ(incidents["items"].size(), 1u);
    EXPECT_EQ(incidents["items"][0]["reason"], "Đi nhầm xe");
    const std::string id = incidents["items"][0]["id"];
    const auto resolved = console.post("/api/v1/incidents/" + id + "/resolve", {{"note", "Đã rõ"}});
    EXPECT_EQ(resolved.json()["state"], "resolved") << resolved.body;
    const Json undo = {{"scan_id", to_text(qr::random_id<ScanId>())}, {"undoes", in["scan_id"]}};
    EXPECT_EQ(console.post(path("/scans"), undo).json()["verdict"], "undone");
    const auto doors = console.get(path("/doors")).json();
    EXPECT_EQ(doors["items"].size(), 3u);
    EXPECT_EQ(doors.dump().find("token"), std::string::npos);
}

TEST_F(DoorsApi, GuessingCodesIsSlowedDown) {
    unsigned status = 0;
    for (int i = 0; i < 50 && status != 429u; ++i)
        status =
            server.client().post("/api/v1/door/enrol", {{"code", "7K2M-Q4XD-9TRH-0BVN"}}).status;
    EXPECT_EQ(status, 429u);
}

TEST_F(DoorsApi, ASupplementIsRecordedLineByLine) {
    auto client = organizer();
    const auto lines = [&](const Json& gate, const Json& at) {
        const auto line = [](const Pass& pass) {
            return Json{{"scan_id", to_text(qr::random_id<ScanId>())},
                        {"delegate", to_text(pass.delegate)}};
        };
        return Json{
            {"gate_id", gate}, {"at", at}, {"lines", {line(world.adult), line(world.far_adult)}}};
    };
    const std::string gate = to_text(world.door_1.device.gate);
    const auto recorded =
        client.post(path("/supplements"), lines(gate, rfc3339(server.clock().now())));
    ASSERT_EQ(recorded.status, 200u) << recorded.body;
    const Json answers = recorded.json()["lines"];
    EXPECT_EQ(answers[0]["is_recorded"], true);
    EXPECT_EQ(answers[0]["why_not"], nullptr);
    EXPECT_EQ(answers[1]["why_not"]["en"], "Wrong site. Please go to Điểm cầu xa");
    EXPECT_EQ(client.get(path("/report")).json()["total"]["present"], 1);
    EXPECT_EQ(client.get(path("/scans")).json()["items"][0]["kind"], "supplement");
    EXPECT_EQ(client.get(path("/live/snapshot")).json()["total"]["present"], 1);

    const auto nowhere = client.post(path("/supplements"), lines("x", "hôm qua"));
    ASSERT_EQ(nowhere.status, 422u) << nowhere.body;
    EXPECT_EQ(nowhere.json()["faults"].size(), 2u);
    const Json nobody = {{"gate_id", gate},
                         {"at", rfc3339(server.clock().now())},
                         {"lines", {{{"scan_id", to_text(qr::random_id<ScanId>())}}}}};
    EXPECT_EQ(client.post(path("/supplements"), nobody).json()["faults"][0]["path"],
              "/lines/0/delegate");
    Json twice = nobody;
    twice["lines"][0]["delegate"] = to_text(world.adult.delegate);
    twice["lines"][0]["pass_id"] = to_text(world.adult.id);
    EXPECT_EQ(client.post(path("/supplements"), twice).json()["faults"][0]["code"], "not_one");
    EXPECT_EQ(phone(world.door_1).post(path("/supplements"), lines(gate, "x")).status, 403u);
}

TEST_F(DoorsApi, AGuestOnPaperIsRegisteredAndCounted) {
    auto client = organizer();
    Json guest = {{"scan_id", to_text(qr::random_id<ScanId>())},
                  {"gate_id", to_text(world.door_1.device.gate)},
                  {"at", rfc3339(server.clock().now())},
                  {"full_name", "Phạm Thử Khách"},
                  {"organization", "Hội Mẫu"}};
    const auto made = client.post(path("/guests"), guest);
    ASSERT_EQ(made.status, 200u) << made.body;
    EXPECT_EQ(client.post(path("/guests"), guest).json(), made.json());
    EXPECT_EQ(client.get(path("/report")).json()["total"]["walk_in"], 1);
    guest["full_name"] = "";
    EXPECT_EQ(client.post(path("/guests"), guest).json()["faults"][0]["path"], "/full_name");
    EXPECT_EQ(phone(world.door_1).post(path("/guests"), guest).status, 403u);
}

}  // namespace
}  // namespace kinhmoi::test

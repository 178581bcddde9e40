// SPDX-License-Identifier: Apache-2.0
// Who has sent and who has not, the letters, seats in bulk, and a new event from an earlier one.
#include <gtest/gtest.h>

#include "qr/short_number.hpp"
#include "server/store/rows/event_rows.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

class Progress : public testing::Test {
protected:
    Progress() {
        server.write([this](store::WriteTx& tx) {
            world = make_door_world(tx, "a", server.app().services().master_key);
            auto event = *store::load_event(tx, world.event);
            event.deadline = Deadline{{2026, 5, 22}, 17 * 60, true};
            event.starts_at = *parse_rfc3339("2026-05-29T08:00:00+07:00");
            event.ends_at = *parse_rfc3339("2026-05-29T11:00:00+07:00");
            store::update(tx, event);
        });
    }

    Json ask(const std::string& method, const std::string& rest, unsigned status = 200,
             const std::optional<Json>& body = {}) {
        const std::string path = "/api/v1/events/" + to_text(world.event) + rest;
        const Reply reply = organizer.send(method, path, body);
        EXPECT_EQ(reply.status, status) << method << " " << rest << " " << reply.body;
        EXPECT_EQ(openapi().fault_of(method, path, reply.status, reply.header("content-type"),
                                     reply.body),
                  "");
        return reply.json();
    }
    Json seat(const std::string& who, const std::string& value, const std::string& where) {
        return {{who, value}, {"seat", where}};
    }

    TestServer server;
    DoorWorld world;
    HttpClient organizer{0};
    void SetUp() override { organizer = server.client_of(world.organizer.account); }
};

TEST_F(Progress, NotSentBecomesOverdueAndTheLetterSaysSo) {
    EXPECT_EQ(ask("GET", "/list-totals")["not_begun"], 3);
    EXPECT_EQ(ask("GET", "/list-totals")["overdue"], 0);
    EXPECT_EQ(ask("GET", "/lists?overdue=true")["items"].size(), 0u);
    EXPECT_EQ(ask("GET", "/lists?sent=false")["items"].size(), 3u);
    EXPECT_EQ(ask("GET", "/lists?sent=true")["items"].size(), 0u);
    Json reminders = ask("GET", "/reminders")["items"];
    ASSERT_EQ(reminders.size(), 1u);
    EXPECT_EQ(reminders[0]["lists"].size(), 3u);
    EXPECT_FALSE(reminders[0]["is_overdue"]);
    const std::string text = reminders[0]["text"];
    EXPECT_TRUE(text.starts_with("Kính gửi: Đơn vị Thử a\n")) << text;
    EXPECT_NE(text.find("08 giờ 00 phút, ngày 29/5/2026 (thứ Sáu)"), std::string::npos) << text;
    EXPECT_NE(text.find("hạn gửi chậm nhất 17 giờ, ngày 22/5/2026 (còn "), std::string::npos)
        << text;
    EXPECT_NE(text.find("Thiếu nhi, Điểm cầu chính"), std::string::npos) << text;
    EXPECT_EQ(text.find("khó khăn,"), std::string::npos) << text;
    EXPECT_TRUE(text.ends_with("Trân trọng./.\n"));

    server.clock().advance(3 * day_ms);
    organizer = server.client_of(world.organizer.account);
    EXPECT_EQ(ask("GET", "/list-totals")["overdue"], 3);
    EXPECT_EQ(ask("GET", "/lists?overdue=true")["items"].size(), 3u);
    reminders = ask("GET", "/reminders")["items"];
    EXPECT_TRUE(reminders[0]["is_overdue"]);
    EXPECT_NE(reminders[0]["text"].get<std::string>().find("đã quá hạn (chậm nhất 17 giờ, "),
              std::string::npos);

    // More time for the agency: nothing is overdue, and the overview says why.
    ask("POST", "/extensions", 201,
        Json{{"agency", to_text(world.agency)},
             {"deadline", {{"due_on", "2026-05-26"}}},
             {"reason", "Mưa bão"}});
    const Json list = ask("GET", "/lists?sent=false")["items"][0];
    EXPECT_FALSE(list["is_overdue"]);
    EXPECT_EQ(list["extension"]["reason"], "Mưa bão");
    EXPECT_EQ(list["updated_at"], nullptr);
    EXPECT_EQ(ask("GET", "/list-totals")["overdue"], 0);
}

TEST_F(Progress, TheLetterSaysADayAsPeopleDo) {
    const auto line_of = [this](Deadline deadline, const char* now) {
        server.write([&](store::WriteTx& tx) {
            auto event = *store::load_event(tx, world.event);
            event.deadline = deadline;
            store::update(tx, event);
        });
        server.clock().advance(*parse_rfc3339(now) - server.clock().now());
        organizer = server.client_of(world.organizer.account);
        const std::string text = ask("GET", "/reminders")["items"][0]["text"];
        const auto from = text.find(": ", text.find("Điểm cầu chính")) + 2;
        return text.substr(from, text.find('\n', from) - from);
    };
    const CivilDate day{2026, 5, 28};
    EXPECT_EQ(line_of({day, {}, true}, "2026-05-27T09:00:00+07:00"),
              "hạn gửi đến hết ngày 28/5/2026 (còn 1 ngày).");
    EXPECT_EQ(line_of({day, {}, true}, "2026-05-28T09:00:00+07:00"),
              "hạn gửi đến hết ngày 28/5/2026 (hôm nay là ngày cuối).");
    EXPECT_EQ(line_of({day, 17 * 60, false}, "2026-05-28T09:00:00+07:00"),
              "hạn gửi trước 17 giờ, ngày 28/5/2026 (hôm nay là ngày cuối).");
    EXPECT_EQ(line_of({day, 16 * 60 + 30, true}, "2026-05-28T09:00:00+07:00"),
              "hạn gửi chậm nhất 16 giờ 30 phút, ngày 28/5/2026 (hôm nay là ngày cuối).");
    EXPECT_EQ(line_of({day, {}, true}, "2026-05-29T07:00:00+07:00"),
              "đã quá hạn (đến hết ngày 28/5/2026).");
}

TEST_F(Progress, SeatsByNumberOrPersonOrNoneAtAll) {
    const auto number = qr::format_short_number(qr::ShortNumber{world.adult.short_number});
    const std::string second = to_text(world.second_adult.delegate);
    const Json good = {
        {"items", {seat("short_number", number, " A1 "), seat("delegate", second, "A2")}}};
    EXPECT_EQ(ask("POST", "/seats", 200, good)["changed"], 2);
    EXPECT_EQ(ask("POST", "/seats", 200, good)["changed"], 0);

    const std::string foreign = server.write(
        [](store::WriteTx& tx) { return to_text(make_door_world(tx, "b").adult.delegate); });
    const Json bad = {
        {"items",
         {seat("short_number", number, "B1"), seat("short_number", "1234 5678", "B2"),
          seat("delegate", foreign, "B3"), seat("delegate", second, "B4"),
          seat("delegate", second, "B5"),
          seat("delegate", to_text(world.far_adult.delegate), std::string(65, 'x'))}}};
    const Json faults = ask("POST", "/seats", 422, bad)["faults"];
    std::vector<std::string> paths;
    for (const Json& fault : faults) paths.push_back(fault["path"]);
    EXPECT_EQ(paths, (std::vector<std::string>{"/items/1/short_number", "/items/2/delegate",
                                               "/items/4/delegate", "/items/5/seat"}));
    const Json delegates = ask("GET", "/delegates?search=mau%20an")["items"];
    ASSERT_EQ(delegates.size(), 1u);
    EXPECT_EQ(delegates[0]["seat"], "A1") << "a refused paste has saved something";
}

TEST_F(Progress, DelegatesArePresentByTheirOwnPassOrTheirParty) {
    server.write([this](store::WriteTx& tx) {
        auto event = *store::load_event(tx, world.event);
        event.doors_open_at = tx.now() + -hour_ms;
        store::update(tx, event);
    });
    const auto come = [this](const Pass& pass, int count) {
        auto sent = world.door_1.read(server.clock().now(), digits_of(pass));
        sent.scan.escort_seen = true;
        sent.scan.count = static_cast<std::uint16_t>(count);
        server.write([&](store::WriteTx& tx) {
            return usecase::record_scan(tx, world.door_1.actor(), sent, door_host);
        });
    };
    come(world.adult, 1);
    come(world.party, 1);
    // Nobody knows which one of the party: all are among both.
    EXPECT_EQ(ask("GET", "/delegates?present=true")["items"].size(), 5u);
    EXPECT_EQ(ask("GET", "/delegates?present=false")["items"].size(), 7u);
    come(world.party, world.party.party_size - 1);
    EXPECT_EQ(ask("GET", "/delegates?present=true")["items"].size(), 5u);
    EXPECT_EQ(ask("GET", "/delegates?present=false")["items"].size(), 3u);
    EXPECT_EQ(ask("GET", "/delegates?present=true&sort=protocol&limit=2")["items"].size(), 2u);
}

TEST_F(Progress, ACopyHasThePlanWithItsDaysMovedAndNobodyOnIt) {
    const Json made = ask("POST", "/copy", 201,
                          Json{{"code", "le-moi"},
                               {"title", "Lễ thử năm sau"},
                               {"starts_at", "2027-05-28T07:30:00+07:00"}});
    EXPECT_EQ(made["title"], "Lễ thử năm sau");
    EXPECT_EQ(made["ends_at"], "2027-05-28T10:30:00+07:00");
    EXPECT_EQ(made["deadline"]["due_on"], "2027-05-21");
    const std::string copy = "/api/v1/events/" + made["id"].get<std::string>();
    EXPECT_EQ(organizer.get(copy + "/sites").json()["items"].size(), 2u);
    EXPECT_EQ(organizer.get(copy + "/quotas").json()["items"].size(), 3u);
    EXPECT_EQ(organizer.get(copy + "/delegates").json()["items"].size(), 0u);
    EXPECT_EQ(organizer.get(copy + "/doors").json()["items"].size(), 0u);
    EXPECT_EQ(ask("POST", "/copy", 409,
                  Json{{"code", "le-moi"}, {"starts_at", "2027-05-28T07:30:00+07:00"}})["kind"],
              "conflict");
}

}  // namespace
}  // namespace kinhmoi::test

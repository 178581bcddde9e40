// SPDX-License-Identifier: Apache-2.0
// Badges and passes of many over HTTP.
#include <gtest/gtest.h>

#include "server/store/rows/party_rows.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

class BadgesApi : public testing::Test {
protected:
    BadgesApi() {
        server.write([this](store::WriteTx& tx) {
            world = make_world(tx, "mot");
            sibling = add_agency(tx, world, "ba");
            tx.execute("DELETE FROM passes");
            organizer_id = make_account(tx, "ban-to-chuc", Role::organizer, {}, {world.event});
            clerk_id = make_account(tx, "can-bo", Role::clerk, world.agency);
        });
        event = "/api/v1/events/" + to_text(world.event);
        organizer = server.client_of(organizer_id);
        clerk = server.client_of(clerk_id);
    }
    /// Expects an answer that fits the description.
    Reply post(HttpClient& who, const std::string& path, const Json& body) {
        Reply reply = who.post(path, body);
        EXPECT_EQ(openapi().fault_of("POST", path, reply.status, reply.header("content-type"),
                                     reply.body),
                  "")
            << reply.body;
        return reply;
    }

    TestServer server;
    World world, sibling;
    AccountId organizer_id, clerk_id;
    std::string event;
    HttpClient organizer{0}, clerk{0};
};

TEST_F(BadgesApi, WhoHasNoneYetIsCounted) {
    const auto count = [&](HttpClient& who) {
        const std::string path = event + "/pass-totals";
        const Reply reply = who.get(path);
        EXPECT_EQ(
            openapi().fault_of("GET", path, reply.status, reply.header("content-type"), reply.body),
            "");
        return reply.json()["without_pass"].get<int>();
    };
    EXPECT_EQ(count(organizer), 2);
    EXPECT_EQ(count(clerk), 1);
    const Json issued =
        post(organizer, event + "/passes", {{"delegate", to_text(world.delegate)}}).json();
    EXPECT_EQ(issued["issued"], 1);
    EXPECT_EQ(count(organizer), 1);
    EXPECT_EQ(count(clerk), 0);
    server.write([this](store::WriteTx& tx) {
        tx.execute("UPDATE passes SET min_issue = issue + 1");
        tx.execute("UPDATE delegates SET status = 'cancelled' WHERE id = $1", sibling.delegate);
    });
    EXPECT_EQ(count(organizer), 0) << "a revoked pass comes back by reissue alone";
}

TEST_F(BadgesApi, DelegatesAreFoundByTheirPass) {
    const auto found = [&](const std::string& pass) {
        const std::string path = event + "/delegates?pass=" + pass;
        const Reply reply = organizer.get(path);
        EXPECT_EQ(
            openapi().fault_of("GET", path, reply.status, reply.header("content-type"), reply.body),
            "");
        std::vector<std::string> ids;
        const Json page = reply.json();
        for (const Json& one : page["items"]) ids.push_back(one["id"]);
        return ids;
    };
    const auto totals = [&] { return organizer.get(event + "/pass-totals").json(); };
    using Ids = std::vector<std::string>;
    const std::string one = to_text(world.delegate), other = to_text(sibling.delegate);
    EXPECT_EQ(found("none").size(), 2u);
    post(organizer, event + "/passes", {{"delegate", one}});
    EXPECT_EQ(found("current"), Ids{one});
    EXPECT_EQ(found("none"), Ids{other});
    EXPECT_EQ(totals(), (Json{{"with_pass", 1}, {"revoked_pass", 0}, {"without_pass", 1}}));

    server.write([](store::WriteTx& tx) { tx.execute("UPDATE passes SET min_issue = issue + 1"); });
    EXPECT_EQ(found("current"), Ids{});
    EXPECT_EQ(found("revoked"), Ids{one});
    EXPECT_EQ(totals(), (Json{{"with_pass", 0}, {"revoked_pass", 1}, {"without_pass", 1}}));

    server.write([this](store::WriteTx& tx) {
        tx.execute("UPDATE delegates SET status = 'nominated' WHERE id = $1", sibling.delegate);
    });
    EXPECT_EQ(found("none"), Ids{}) << "who was not approved yet is not given one";
    EXPECT_EQ(organizer.get(event + "/delegates?pass=lost").status, 422u);
}

TEST_F(BadgesApi, OfAPartyOnePassIsEnough) {
    server.write([this](store::WriteTx& tx) {
        const Party party{tx.new_id<PartyId>(), world.event, world.quota, "Đoàn Thử", "", ""};
        store::insert_party(tx, party, "thu");
        tx.execute("UPDATE participant_groups SET pass_mode = 'party'");
        tx.execute("UPDATE delegates SET party_id = $1", party.id);
    });
    const auto count = [&] {
        return organizer.get(event + "/pass-totals").json()["without_pass"].get<int>();
    };
    EXPECT_EQ(count(), 2);
    post(organizer, event + "/passes", {{"delegate", to_text(world.delegate)}});
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(organizer.get(event + "/delegates?pass=current").json()["items"].size(), 2u);
}

TEST_F(BadgesApi, CarryWhatAPrinterNeeds) {
    const Json both = {{"delegates", {to_text(world.delegate), to_text(sibling.delegate)}}};
    const Json issued = post(organizer, event + "/passes", both).json();
    EXPECT_EQ(issued["issued"], 2);
    const Json page = post(organizer, event + "/badges", Json::object()).json();
    ASSERT_EQ(page["items"].size(), 2u);
    EXPECT_EQ(page["next_cursor"], nullptr);
    const Json badge =
        post(organizer, event + "/badges", {{"list", to_text(world.list)}}).json()["items"][0];
    const Json pass =
        organizer.get("/api/v1/delegates/" + to_text(world.delegate) + "/pass").json();
    EXPECT_EQ(badge["position"], "Chuyên viên");
    for (const char* key : {"label", "short_number", "url", "issue", "party_size"})
        EXPECT_EQ(badge[key], pass[key]) << key;
    const std::string picture = "/api/v1/passes/" + pass["id"].get<std::string>() + "/qr.svg";
    EXPECT_EQ(badge["svg"], organizer.get(picture + "?level=Q").body);
    const Json plain = {{"list", to_text(world.list)}, {"with_svg", false}};
    EXPECT_EQ(post(organizer, event + "/badges", plain).json()["items"][0]["svg"], nullptr);
}

TEST_F(BadgesApi, ComeInPages) {
    post(organizer, event + "/passes", Json::object());
    const Json first = post(organizer, event + "/badges", {{"limit", 1}}).json();
    ASSERT_EQ(first["items"].size(), 1u);
    const Json second =
        post(organizer, event + "/badges", {{"limit", 1}, {"cursor", first["next_cursor"]}}).json();
    ASSERT_EQ(second["items"].size(), 1u);
    EXPECT_NE(first["items"][0]["pass"], second["items"][0]["pass"]);
    EXPECT_EQ(second["next_cursor"], nullptr);
}

TEST_F(BadgesApi, OfAnotherAgencyAreNotThereForAClerk) {
    post(organizer, event + "/passes", Json::object());
    const Json own = post(clerk, event + "/badges", Json::object()).json();
    ASSERT_EQ(own["items"].size(), 1u);
    EXPECT_EQ(own["items"][0]["delegate"], to_text(world.delegate));
    const Json list = {{"list", to_text(sibling.list)}};
    EXPECT_EQ(post(clerk, event + "/badges", list).status, 404u);
    const Json chosen = {{"delegates", {to_text(sibling.delegate)}}};
    EXPECT_EQ(post(clerk, event + "/badges", chosen).status, 404u);
}

TEST_F(BadgesApi, AnEmptyChoiceIsNotEverybody) {
    const Json nobody = {{"delegates", Json::array()}};
    EXPECT_EQ(post(organizer, event + "/passes", nobody).status, 422u);
    EXPECT_EQ(post(organizer, event + "/badges", nobody).status, 422u);
    const Json two_ways = {{"list", to_text(world.list)}, {"site", to_text(world.site)}};
    EXPECT_EQ(post(organizer, event + "/passes", two_ways).status, 422u);
}

TEST_F(BadgesApi, PassesOfAPartOfTheEvent) {
    const Json part = {{"agency", to_text(sibling.agency)}};
    EXPECT_EQ(post(organizer, event + "/passes", part).json()["issued"], 1);
    EXPECT_EQ(organizer.get("/api/v1/delegates/" + to_text(world.delegate) + "/pass").status, 404u);
}

TEST_F(BadgesApi, WhoTakesThemIsNoted) {
    post(organizer, event + "/passes", Json::object());
    post(organizer, event + "/badges", {{"site", to_text(world.site)}});
    auto administrator = server.client_of(server.write(
        [](store::WriteTx& tx) { return make_account(tx, "quan-tri", Role::administrator); }));
    const Json log = administrator.get("/api/v1/audit?action=badges.export").json();
    ASSERT_EQ(log["items"].size(), 1u) << log;
    EXPECT_EQ(log["items"][0]["detail"], "count=2 site=" + to_text(world.site));
    EXPECT_EQ(log["items"][0]["actor"], "account:" + to_text(organizer_id));
}

}  // namespace
}  // namespace kinhmoi::test

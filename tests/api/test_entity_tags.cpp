// SPDX-License-Identifier: Apache-2.0
// Two organizers in one form: whoever saves upon what is no longer there is told so, and changes
// nothing.
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "server/api/entity_tag.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using test::HttpClient;
using test::Reply;

struct Thing {
    std::string path;
    std::string list;
    const char* key;  ///< a text that may change freely
};

class EntityTags : public ::testing::Test {
protected:
    std::vector<Thing> things() const {
        const std::string event = "/api/v1/events/" + to_text(world.event);
        const auto part = [&](const std::string& section, const auto& id, const char* key) {
            return Thing{"/api/v1/" + section + "/" + to_text(id), event + "/" + section, key};
        };
        return {{event, "/api/v1/events", "title"},
                {"/api/v1/agencies/" + to_text(world.agency), "/api/v1/agencies", "short_name"},
                {"/api/v1/programs/" + to_text(world.program), "/api/v1/programs", "name"},
                part("sites", world.site, "venue"),
                part("gates", world.gate, "name"),
                part("groups", world.group, "name"),
                part("quotas", world.quota, "text"),
                part("contacts", world.contact, "purpose"),
                part("tasks", world.task, "text"),
                part("documents", world.document, "subject"),
                part("streams", world.stream, "operator_name")};
    }

    HttpClient client(const char* name) {
        return server.client_of(server.write(
            [=](store::WriteTx& tx) { return test::make_account(tx, name, Role::administrator); }));
    }
    /// if_match: the field as it is sent; "" for none.
    static Reply send(HttpClient& who, const char* method, const Thing& thing,
                      const std::string& if_match, const std::optional<Json>& body = {}) {
        test::Headers headers = {{"Cookie", who.cookie()}, {"Sec-Fetch-Site", "same-origin"}};
        if (body) headers.emplace_back("Content-Type", "application/json");
        if (!if_match.empty()) headers.emplace_back("If-Match", if_match);
        Reply reply = who.raw(method, thing.path, headers,
                              body ? std::optional(api::dump(*body)) : std::nullopt);
        EXPECT_EQ(test::openapi().fault_of(method, thing.path, reply.status,
                                           reply.header("content-type"), reply.body),
                  "");
        return reply;
    }
    static Json input_of(Json answer, const Thing& thing, const char* text) {
        for (const char* key : {"id", "event", "etag", "late_from", "deadline_text", "door_window"})
            answer.erase(key);
        answer[thing.key] = text;
        return answer;
    }

    test::TestServer server;
    test::World world = server.write([](store::WriteTx& tx) { return test::make_world(tx, "a"); });
    HttpClient first = client("mot");
    HttpClient second = client("hai");
};

TEST_F(EntityTags, OneThingHasOneTagWhereverItIsShown) {
    for (const Thing& thing : things()) {
        SCOPED_TRACE(thing.path);
        const Reply one = first.get(thing.path);
        ASSERT_EQ(one.status, 200u) << one.body;
        EXPECT_EQ(one.header("etag"), '"' + one.json()["etag"].get<std::string>() + '"');
        bool is_listed = false;
        const Json list = first.get(thing.list).json();
        for (const Json& item : list["items"]) is_listed = is_listed || item == one.json();
        EXPECT_TRUE(is_listed) << list;
        EXPECT_EQ(first.get(thing.path).header("etag"), one.header("etag"));
    }
}

TEST_F(EntityTags, TheSecondOfTwoIsRefusedAndChangesNothing) {
    for (const Thing& thing : things()) {
        SCOPED_TRACE(thing.path);
        const Reply read = first.get(thing.path);
        const std::string old = read.header("etag");
        const Json mine = input_of(read.json(), thing, "Người thứ nhất");
        const Json theirs = input_of(read.json(), thing, "Người thứ hai");

        const Reply saved = send(first, "PUT", thing, old, mine);
        ASSERT_EQ(saved.status, 200u) << saved.body;
        EXPECT_NE(saved.header("etag"), old);
        EXPECT_EQ(first.get(thing.path).json(), saved.json());

        const Reply refused = send(second, "PUT", thing, old, theirs);
        EXPECT_EQ(refused.status, 412u) << refused.body;
        EXPECT_EQ(refused.json()["kind"], "changed");
        EXPECT_EQ(send(second, "DELETE", thing, old).status, 412u);
        EXPECT_EQ(first.get(thing.path).json(), saved.json());

        const Reply again = send(second, "PUT", thing, saved.header("etag"), theirs);
        EXPECT_EQ(again.status, 200u) << again.body;
        EXPECT_EQ(again.json()[thing.key], "Người thứ hai");
    }
}

TEST_F(EntityTags, TwoWhoSeatOneDelegate) {
    const Thing delegate{"/api/v1/delegates/" + to_text(world.delegate), "", "seat"};
    const std::string old = first.get(delegate.path).header("etag");
    const Reply seated = send(first, "PATCH", delegate, old, Json{{"seat", "A1"}});
    ASSERT_EQ(seated.status, 200u) << seated.body;
    EXPECT_EQ(send(second, "PATCH", delegate, old, Json{{"seat", "A2"}}).status, 412u);
    EXPECT_EQ(first.get(delegate.path).json(), seated.json());
    EXPECT_EQ(first.get(delegate.path).json()["seat"], "A1");
}

TEST_F(EntityTags, OneOfTwoAtTheSameInstantSaves) {
    const Thing thing = things()[2];
    for (int round = 0; round < 20; ++round) {
        const Reply read = first.get(thing.path);
        std::array<unsigned, 2> statuses{};
        std::array<std::thread, 2> threads;
        for (std::size_t i = 0; i < 2; ++i) {
            threads[i] = std::thread([&, i] {
                const std::string text = std::to_string(round) + (i == 0 ? " một" : " hai");
                statuses[i] = send(i == 0 ? first : second, "PUT", thing, read.header("etag"),
                                   input_of(read.json(), thing, text.c_str()))
                                  .status;
            });
        }
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(std::min(statuses[0], statuses[1]), 200u);
        EXPECT_EQ(std::max(statuses[0], statuses[1]), 412u);
    }
}

TEST_F(EntityTags, WithoutAConditionTheLastOneWins) {
    for (const Thing& thing : things()) {
        SCOPED_TRACE(thing.path);
        const Json body = input_of(first.get(thing.path).json(), thing, "Lần cuối");
        EXPECT_EQ(send(first, "PUT", thing, "", body).status, 200u);
        EXPECT_EQ(send(second, "PUT", thing, "*", body).status, 200u);
    }
}

TEST(IfMatch, TakesTheTagInQuotesAmongOthers) {
    const std::string tag = "0123456789abcdef0123456789abcdef";
    const std::string quoted = '"' + tag + '"';
    const std::pair<std::string, bool> cases[] = {
        {quoted, true},         {"*", true},      {" \"x\" ,\t" + quoted + " ", true},
        {"\"x\", *", true},     {"\"x\"", false}, {tag, false},
        {"W/" + quoted, false}, {"", false},      {",", false},
        {quoted + "x", false},
    };
    for (const auto& [field, expected] : cases)
        EXPECT_EQ(api::if_match(field, tag), expected) << field;
}

}  // namespace
}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// Accounts over HTTP: from the first code on the command line to a signed-in clerk, and what
// guessing at any of it meets.
#include <gtest/gtest.h>

#include "server/store/rows/account_rows.hpp"
#include "server/usecase/activation.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using store::WriteTx;
using test::good_password;

Json sign_in_body(const std::string& username, const std::string& password) {
    return {{"username", username}, {"password", password}};
}

Json activation_body(const std::string& code, const std::string& username) {
    return {{"code", code},
            {"username", username},
            {"display_name", "Phạm Giả Dung"},
            {"password", good_password}};
}

class AccountsApi : public testing::Test {
protected:
    test::HttpClient administrator() {
        return server_.client_of(server_.write(
            [](WriteTx& tx) { return test::make_account(tx, "quan-tri", Role::administrator); }));
    }
    test::TestServer server_;
};

TEST_F(AccountsApi, FromTheFirstCodeToAClerk) {
    const test::World world =
        server_.write([](WriteTx& tx) { return test::make_world(tx, "mot"); });
    const std::string first = server_.write(
        [](WriteTx& tx) { return usecase::first_admin_code(tx, hour_ms).code.text(); });

    test::HttpClient admin = server_.client();
    EXPECT_EQ(admin.get("/api/v1/session").status, 401u) << "there is no default account";
    const Json purpose = admin.post("/api/v1/activation/peek", {{"code", first}}).json();
    EXPECT_EQ(purpose["role"], "administrator");
    EXPECT_EQ(admin.post("/api/v1/activation", activation_body(first, "quan-tri")).status, 201u);
    EXPECT_EQ(admin.post("/api/v1/activation", activation_body(first, "quan-tri-2")).status, 410u);
    const test::Reply in = admin.post("/api/v1/session", sign_in_body("Quan-Tri", good_password));
    ASSERT_EQ(in.status, 201u) << in.body;
    EXPECT_EQ(in.json()["account"]["role"], "administrator");
    EXPECT_EQ(in.body.find("kms_"), std::string::npos) << "the secret stands in the cookie only";

    const Json staff =
        admin.post("/api/v1/links", {{"role", "organizer"}, {"event", to_text(world.event)}})
            .json();
    test::HttpClient organizer = server_.client();
    organizer.post("/api/v1/activation", activation_body(staff["code"], "to-chuc"));
    organizer.post("/api/v1/session", sign_in_body("to-chuc", good_password));

    const std::string links = "/api/v1/events/" + to_text(world.event) + "/access-links";
    const test::Reply made =
        organizer.post(links, {{"agency", to_text(world.agency)}, {"note", "qua văn thư"}});
    ASSERT_EQ(made.status, 201u) << made.body;
    const std::string code = made.json()["code"];
    EXPECT_EQ(made.json()["url"], server_.app().services().public_url + "/activate#" + code);
    EXPECT_EQ(organizer.get(links).json()["items"][0]["state"], "sent");

    test::HttpClient clerk = server_.client();
    const Json seen = clerk.post("/api/v1/activation/peek", {{"code", code}}).json();
    EXPECT_EQ(seen["agency"]["name"], "Đơn vị Thử mot");
    EXPECT_EQ(organizer.get(links).json()["items"][0]["state"], "opened");
    EXPECT_EQ(clerk.post("/api/v1/activation", activation_body(code, "don-vi")).status, 201u);
    EXPECT_EQ(clerk.post("/api/v1/session", sign_in_body("don-vi", good_password)).status, 201u);
    const Json used = organizer.get(links).json()["items"][0];
    EXPECT_EQ(used["state"], "used");
    EXPECT_EQ(used["used_by"]["display_name"], "Phạm Giả Dung");
    EXPECT_EQ(organizer.get(links).body.find(code), std::string::npos) << "shown once";

    const Json me = clerk.get("/api/v1/session").json();
    EXPECT_EQ(me["account"]["agency"]["id"], to_text(world.agency));
    const auto permissions = me["permissions"].get<std::vector<std::string>>();
    EXPECT_EQ(std::count(permissions.begin(), permissions.end(), "edit_list"), 1);
    EXPECT_EQ(std::count(permissions.begin(), permissions.end(), "decide_list"), 0);

    const std::string old_cookie = clerk.cookie();
    EXPECT_EQ(clerk.del("/api/v1/session").status, 204u);
    EXPECT_TRUE(clerk.cookie().empty());
    clerk.use_cookie(old_cookie);
    EXPECT_EQ(clerk.get("/api/v1/session").status, 401u) << "ended here, not only in the browser";
}

TEST_F(AccountsApi, WrongPasswordAndUnknownUserLookTheSame) {
    server_.make_account_with_password("van-phong", Role::organizer);
    server_.make_account_with_password("da-khoa", Role::organizer);
    server_.write([](WriteTx& tx) {
        tx.execute("UPDATE accounts SET is_disabled = 1 WHERE username = 'da-khoa'");
    });
    test::HttpClient client = server_.client();
    std::set<std::string> answers;
    for (const Json& body :
         {sign_in_body("van-phong", "con trau di cay ruonh"),
          sign_in_body("khong-co-ai", good_password), sign_in_body("da-khoa", good_password)}) {
        const test::Reply reply = client.post("/api/v1/session", body);
        EXPECT_EQ(reply.status, 401u);
        EXPECT_TRUE(reply.header("set-cookie").empty());
        Json answer = reply.json();
        answer.erase("request_id");
        answers.insert(api::dump(answer));
    }
    EXPECT_EQ(answers.size(), 1u);
}

TEST_F(AccountsApi, HashOfAnotherCostIsMadeAnewAtSignIn) {
    const AccountId id = server_.make_account_with_password("van-phong", Role::organizer);
    const auto stored = [&] {
        return server_.read([id](store::ReadTx& tx) { return store::load_password(tx, id)->hash; });
    };
    const std::string old =
        qr::hash_password(good_password, {.passes = 2, .memory_bytes = 16 * 1024});
    server_.write([&](WriteTx& tx) { store::set_password_hash(tx, id, old); });
    test::HttpClient client = server_.client();
    EXPECT_EQ(client.post("/api/v1/session", sign_in_body("van-phong", good_password)).status,
              201u);
    const std::string renewed = stored();
    EXPECT_NE(renewed, old);
    EXPECT_EQ(client.post("/api/v1/session", sign_in_body("van-phong", good_password)).status,
              201u);
    EXPECT_EQ(stored(), renewed) << "only when the cost differs";
}

TEST_F(AccountsApi, EachSignInHasAnotherSecret) {
    server_.make_account_with_password("van-phong", Role::organizer);
    test::HttpClient client = server_.client();
    std::set<std::string> cookies;
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(client.post("/api/v1/session", sign_in_body("van-phong", good_password)).status,
                  201u);
        cookies.insert(client.cookie());
    }
    EXPECT_EQ(cookies.size(), 3u);
}

TEST_F(AccountsApi, GuessingMeetsLongerAndLongerWaits) {
    server_.make_account_with_password("van-phong", Role::organizer);
    test::HttpClient client = server_.client();
    const auto guess = [&](const char* password) {
        return client.post("/api/v1/session", sign_in_body("van-phong", password));
    };
    int judged = 0;
    int last_wait_s = 0;
    for (int i = 0; i < 200; ++i) {
        const test::Reply reply = guess("mot mat khau sai nao do");
        if (reply.status == 401u) {
            ++judged;
            continue;
        }
        ASSERT_EQ(reply.status, 429u);
        last_wait_s = std::stoi(reply.header("retry-after"));
        EXPECT_EQ(guess(good_password).status, 429u) << "not even the right one is judged";
        server_.clock().advance(last_wait_s * second_ms);
    }
    EXPECT_EQ(last_wait_s, 120);
    EXPECT_LT(judged, 120);
    EXPECT_EQ(guess(good_password).status, 201u) << "the wait is over";
}

TEST_F(AccountsApi, CodesAreThrottledToo) {
    test::HttpClient client = server_.client();
    unsigned last = 0;
    for (int i = 0; i < 10 && last != 429u; ++i)
        last = client.post("/api/v1/activation/peek", {{"code", "0000-0000-0000-0000"}}).status;
    EXPECT_EQ(last, 429u);
}

TEST_F(AccountsApi, ActivationSaysWhatToCorrect) {
    test::HttpClient admin = administrator();
    const std::string code = admin.post("/api/v1/links", {{"role", "reader"}}).json()["code"];
    test::HttpClient client = server_.client();
    const struct {
        const char* key;
        const char* value;
        const char* fault;
    } cases[] = {
        {"username", "quan-tri", "taken"},
        {"username", "á", "bad_username"},
        {"password", "ngan qua", "password_short"},
        {"password", "quan-doc-quan-doc", "password_context"},
        {"display_name", "", "empty"},
    };
    for (const auto& c : cases) {
        Json body = activation_body(code, "quan-doc");
        body[c.key] = c.value;
        const test::Reply reply = client.post("/api/v1/activation", body);
        EXPECT_EQ(reply.status, 422u) << c.value;
        EXPECT_EQ(reply.json()["faults"][0]["path"], std::string("/") + c.key);
        EXPECT_EQ(reply.json()["faults"][0]["code"], c.fault);
        EXPECT_FALSE(reply.json()["faults"][0]["message"]["vi"].get<std::string>().empty());
    }
    EXPECT_EQ(client.post("/api/v1/activation", activation_body(code, "quan-doc")).status, 201u);
}

TEST_F(AccountsApi, ChangingThePassword) {
    server_.make_account_with_password("van-phong", Role::organizer);
    test::HttpClient here = server_.client();
    test::HttpClient there = server_.client();
    for (test::HttpClient* client : {&here, &there})
        client->post("/api/v1/session", sign_in_body("van-phong", good_password));
    const char* next = "mot dong song chay mai";
    const auto change = [&](const char* current, const char* replacement) {
        return here.post("/api/v1/password", {{"current", current}, {"new", replacement}});
    };
    EXPECT_EQ(change("khong phai mat khau", next).json()["faults"][0]["code"], "wrong_password");
    EXPECT_EQ(change(good_password, "ngan").json()["faults"][0]["path"], "/new");
    EXPECT_EQ(change(good_password, next).status, 204u);
    EXPECT_EQ(here.get("/api/v1/session").status, 200u);
    EXPECT_EQ(there.get("/api/v1/session").status, 401u);
    EXPECT_EQ(there.post("/api/v1/session", sign_in_body("van-phong", good_password)).status, 401u);
    EXPECT_EQ(there.post("/api/v1/session", sign_in_body("van-phong", next)).status, 201u);
}

TEST_F(AccountsApi, TokensAreTheCallersOwn) {
    test::HttpClient admin = administrator();
    const test::Reply made = admin.post("/api/v1/tokens", {{"name", "đồng bộ"}});
    ASSERT_EQ(made.status, 201u) << made.body;
    test::HttpClient program = server_.client();
    program.use_bearer(made.json()["secret"]);
    EXPECT_EQ(program.get("/api/v1/session").json()["account"]["username"], "quan-tri");
    EXPECT_EQ(program.post("/api/v1/tokens", {{"name", "thêm"}}).status, 403u);
    EXPECT_EQ(program.post("/api/v1/password", {{"current", "x"}, {"new", "y"}}).status, 403u);
    const Json listed = admin.get("/api/v1/tokens").json();
    EXPECT_EQ(listed["items"].size(), 1u);
    EXPECT_FALSE(listed["items"][0].contains("secret"));
    const std::string path = "/api/v1/tokens/" + made.json()["id"].get<std::string>();
    EXPECT_EQ(admin.del(path).status, 204u);
    EXPECT_EQ(admin.del(path).status, 404u);
    EXPECT_EQ(program.get("/api/v1/session").status, 401u);
}

TEST_F(AccountsApi, AdministratorsSeeAndRevokeTheTokensOfOthers) {
    test::HttpClient admin = administrator();
    const AccountId owner = server_.make_account_with_password("van-phong", Role::organizer);
    const AccountId other = server_.make_account_with_password("don-vi", Role::organizer);
    test::HttpClient client = server_.client();
    client.post("/api/v1/session", sign_in_body("van-phong", good_password));
    const Json made = client.post("/api/v1/tokens", {{"name", "đồng bộ"}}).json();
    test::HttpClient program = server_.client();
    program.use_bearer(made["secret"]);
    EXPECT_EQ(program.get("/api/v1/session").status, 200u);

    const auto tokens_of = [](const AccountId& id) {
        return "/api/v1/accounts/" + to_text(id) + "/tokens";
    };
    const test::Reply listed = admin.get(tokens_of(owner));
    ASSERT_EQ(listed.status, 200u) << listed.body;
    EXPECT_EQ(listed.json()["items"], client.get("/api/v1/tokens").json()["items"]);
    EXPECT_EQ(listed.json()["items"][0]["name"], "đồng bộ");
    EXPECT_FALSE(listed.json()["items"][0]["last_used_at"].is_null());
    EXPECT_EQ(listed.body.find("kmt_"), std::string::npos) << "shown once, to its owner";
    EXPECT_TRUE(admin.get(tokens_of(other)).json()["items"].empty());
    EXPECT_EQ(admin.get(tokens_of(AccountId{})).status, 404u);

    const std::string token = "/" + made["id"].get<std::string>();
    EXPECT_EQ(client.get(tokens_of(owner)).status, 403u) << "the own ones stand elsewhere";
    EXPECT_EQ(client.del(tokens_of(owner) + token).status, 403u);
    EXPECT_EQ(admin.del(tokens_of(other) + token).status, 404u) << "not of that account";
    EXPECT_EQ(admin.del("/api/v1/tokens" + token).status, 404u) << "not the caller's own";
    EXPECT_EQ(program.get("/api/v1/session").status, 200u);
    EXPECT_EQ(admin.del(tokens_of(owner) + token).status, 204u);
    EXPECT_EQ(program.get("/api/v1/session").status, 401u) << "at once";
    EXPECT_EQ(admin.del(tokens_of(owner) + token).status, 404u);
    EXPECT_EQ(client.get("/api/v1/session").status, 200u) << "the person stays signed in";

    const Json log = admin.get("/api/v1/audit?action=account.revoke_token").json()["items"];
    ASSERT_EQ(log.size(), 1u) << "refusals are no revocations";
    EXPECT_EQ(log[0]["subject"], to_text(owner));
    EXPECT_EQ(log[0]["detail"], "token=" + made["id"].get<std::string>());
    EXPECT_EQ(log[0]["subject_name"], "Tài khoản Thử van-phong");
}

TEST_F(AccountsApi, AdministratorsSeeWhereAnAccountIsSignedIn) {
    test::HttpClient admin = administrator();
    const AccountId owner = server_.make_account_with_password("van-phong", Role::organizer);
    const std::string path = "/api/v1/accounts/" + to_text(owner) + "/sessions";
    EXPECT_TRUE(admin.get(path).json()["items"].empty());
    test::HttpClient first = server_.client();
    first.post("/api/v1/session", sign_in_body("van-phong", good_password));
    server_.clock().advance(10 * minute_ms);
    test::HttpClient second = server_.client();
    second.post("/api/v1/session", sign_in_body("van-phong", good_password));
    first.get("/api/v1/session");

    const test::Reply reply = admin.get(path);
    ASSERT_EQ(reply.status, 200u) << reply.body;
    const Json items = reply.json()["items"];
    ASSERT_EQ(items.size(), 2u);
    EXPECT_GT(items[0]["created_at"], items[1]["created_at"]) << "newest first";
    EXPECT_EQ(items[1]["last_used_at"], items[0]["created_at"]);
    EXPECT_FALSE(items[0]["is_current"]) << "of somebody else";
    for (const std::string& secret : {std::string("kms_"), std::string("127.0.0.1")})
        EXPECT_EQ(reply.body.find(secret), std::string::npos) << secret;
    const std::string cookie = first.cookie();
    EXPECT_EQ(reply.body.find(cookie.substr(cookie.find('=') + 1)), std::string::npos);
    EXPECT_EQ(second.get(path).status, 403u) << "not even the own ones";

    server_.clock().advance(25 * minute_ms);
    second.get("/api/v1/session");
    server_.clock().advance(10 * minute_ms);
    admin = server_.client_of(server_.write(
        [](WriteTx& tx) { return test::make_account(tx, "quan-tri-2", Role::administrator); }));
    EXPECT_EQ(admin.get(path).json()["items"].size(), 1u) << "the idle one opens nothing any more";
    const std::string own = admin.get("/api/v1/session").json()["account"]["id"];
    EXPECT_TRUE(
        admin.get("/api/v1/accounts/" + own + "/sessions").json()["items"][0]["is_current"]);
    EXPECT_EQ(admin.del(path).status, 204u);
    EXPECT_TRUE(admin.get(path).json()["items"].empty());
    EXPECT_EQ(second.get("/api/v1/session").status, 401u);
}

TEST_F(AccountsApi, AccountsPageAndChange) {
    test::HttpClient admin = administrator();
    server_.write([](WriteTx& tx) {
        for (const char* name : {"a-mot", "b-hai", "c-ba"})
            test::make_account(tx, name, Role::reader);
    });
    const Json first = admin.get("/api/v1/accounts?role=reader&limit=2").json();
    EXPECT_EQ(first["items"].size(), 2u);
    EXPECT_EQ(first["next_cursor"], "b-hai");
    const Json second = admin.get("/api/v1/accounts?role=reader&limit=2&cursor=b-hai").json();
    EXPECT_EQ(second["items"].size(), 1u);
    EXPECT_TRUE(second["next_cursor"].is_null());
    EXPECT_EQ(admin.get("/api/v1/accounts?role=king").status, 422u);

    const std::string path = "/api/v1/accounts/" + first["items"][0]["id"].get<std::string>();
    EXPECT_EQ(admin.get(path).json()["username"], "a-mot");
    EXPECT_EQ(admin.patch(path, {{"role", "organizer"}}).json()["role"], "organizer");
    EXPECT_EQ(admin.patch(path, {{"agency", nullptr}}).status, 422u) << "unknown keys are refused";
    EXPECT_EQ(admin.patch(path, {{"events", {"x"}}}).status, 422u);
    EXPECT_EQ(admin.get("/api/v1/accounts/nobody").status, 404u);
}

TEST_F(AccountsApi, AuditTellsWhoDidWhatWithoutNames) {
    server_.make_account_with_password("van-phong", Role::organizer);
    test::HttpClient client = server_.client();
    client.post("/api/v1/session", sign_in_body("van-phong", "mot mat khau sai nao do"));
    client.post("/api/v1/session", sign_in_body("van-phong", good_password));
    test::HttpClient admin = administrator();
    admin.post("/api/v1/links", {{"role", "reader"}, {"note", "cho ông Giả"}});

    const test::Reply reply = admin.get("/api/v1/audit?limit=10");
    const Json listed = reply.json();
    std::vector<std::string> actions;
    for (const Json& item : listed["items"]) actions.push_back(item["action"]);
    EXPECT_EQ(actions, (std::vector<std::string>{"link.create", "session.open", "session.open",
                                                 "session.refused"}));
    for (const char* secret : {"ông Giả", "mat khau", "kma_", "kms_"})
        EXPECT_EQ(reply.body.find(secret), std::string::npos) << secret;
    // Names are looked up when the log is read; kept are ids.
    for (const Json& item : listed["items"])
        for (const char* kept : {"actor", "subject", "detail"})
            EXPECT_EQ(item[kept].get<std::string>().find("van-phong"), std::string::npos) << kept;
    EXPECT_EQ(listed["items"][2]["subject_name"], "Tài khoản Thử van-phong");
    EXPECT_EQ(admin.get("/api/v1/audit?action=link.create").json()["items"].size(), 1u);
    const Json page = admin.get("/api/v1/audit?limit=2").json();
    EXPECT_EQ(page["next_cursor"], "3");
    EXPECT_EQ(admin.get("/api/v1/audit?limit=3&cursor=3").json()["items"].size(), 2u);
    EXPECT_EQ(admin.get("/api/v1/audit?cursor=x").status, 422u);
    EXPECT_EQ(admin.get("/api/v1/audit?event=x").status, 422u);
}

}  // namespace
}  // namespace kinhmoi

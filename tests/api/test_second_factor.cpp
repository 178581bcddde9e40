// SPDX-License-Identifier: Apache-2.0
// The second factor over HTTP, guesses at it, and requests that want a fresh password.
#include <gtest/gtest.h>

#include <set>

#include "common/domain/second_factor.hpp"
#include "qr/totp.hpp"
#include "server/api/routes.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using test::good_password;

class SecondFactorApi : public testing::Test {
protected:
    SecondFactorApi() {
        account_ = server_.make_account_with_password("van-phong", Role::organizer);
        EXPECT_EQ(sign_in(client_).status, 201u);
    }

    test::Reply sign_in(test::HttpClient& client, const Json& code = nullptr,
                        const std::string& password = good_password) {
        Json body{{"username", "van-phong"}, {"password", password}};
        if (!code.is_null()) body["code"] = code;
        return client.post("/api/v1/session", body);
    }
    /// What an app that read the enrolment shows, `steps` from now.
    std::string app_code(std::int64_t steps = 0) {
        constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        qr::TotpSecret secret;
        unsigned buffer = 0;
        int bits = 0;
        std::size_t at = 0;
        for (const char c : secret_text_) {
            if (c == ' ') continue;
            buffer = (buffer << 5 | static_cast<unsigned>(digits.find(c))) & 0xffff;
            if ((bits += 5) < 8) continue;
            bits -= 8;
            secret.fill()[at++] = static_cast<std::uint8_t>(buffer >> bits);
        }
        EXPECT_EQ(at, qr::TotpSecret::size);
        const auto code = qr::totp_code(secret, totp_step(server_.clock().now()) + steps);
        const std::string text = std::to_string(code);
        return std::string(6 - text.size(), '0') + text;
    }
    /// Six digits that are of no step near now.
    std::string wrong_code() {
        for (int code = 0;; ++code) {
            const std::string text = "00000" + std::to_string(code);
            if (text != app_code(-1) && text != app_code() && text != app_code(1)) return text;
        }
    }
    Json switch_on() {
        const test::Reply made = client_.send("POST", "/api/v1/second-factor");
        EXPECT_EQ(made.status, 201u) << made.body;
        secret_text_ = made.json()["secret"];
        const test::Reply on =
            client_.post("/api/v1/second-factor/confirm", {{"code", app_code()}});
        EXPECT_EQ(on.status, 200u) << on.body;
        return on.json()["recovery_codes"];
    }
    static std::string fault_of(const test::Reply& reply) {
        const Json faults = reply.json()["faults"];
        if (faults.empty()) return "";
        return faults[0]["path"].get<std::string>() + " " + faults[0]["code"].get<std::string>();
    }

    test::TestServer server_;
    AccountId account_;
    test::HttpClient client_ = server_.client();
    std::string secret_text_;
};

TEST_F(SecondFactorApi, EnrolledConfirmedAskedForAndSwitchedOff) {
    EXPECT_EQ(client_.get("/api/v1/second-factor").json()["state"], "off");
    const test::Reply made = client_.send("POST", "/api/v1/second-factor");
    ASSERT_EQ(made.status, 201u) << made.body;
    EXPECT_EQ(made.header("cache-control"), "no-store");
    EXPECT_TRUE(made.json()["qr_svg"].get<std::string>().starts_with("<svg"));
    const Json codes = switch_on();
    EXPECT_NE(made.json()["secret"], secret_text_) << "enrolling again replaces the pending one";
    const test::Reply state = client_.get("/api/v1/second-factor");
    EXPECT_EQ(state.json()["state"], "on");
    EXPECT_EQ(state.body.find(secret_text_), std::string::npos) << "shown once";
    EXPECT_EQ(client_.get("/api/v1/session").json()["account"]["has_second_factor"], true);

    test::HttpClient other = server_.client();
    const test::Reply asked = sign_in(other);
    EXPECT_EQ(asked.status, 401u);
    EXPECT_EQ(fault_of(asked), "/code code_required");
    EXPECT_TRUE(other.cookie().empty());
    const test::Reply wrong = sign_in(other, wrong_code());
    EXPECT_EQ(wrong.status, 401u);
    EXPECT_EQ(fault_of(wrong), "/code wrong_code");
    EXPECT_EQ(sign_in(other, app_code(1)).status, 201u);
    EXPECT_EQ(sign_in(other, codes[0]).status, 201u);
    EXPECT_EQ(sign_in(other, codes[0]).status, 401u);

    const auto off = [&](const std::string& password, const Json& code) {
        return client_.post("/api/v1/second-factor/off", {{"password", password}, {"code", code}});
    };
    EXPECT_EQ(fault_of(off("con trau di cay ruonh", codes[1])), "/password wrong_password");
    EXPECT_EQ(off(good_password, wrong_code()).status, 422u) << "and still signed in";
    EXPECT_EQ(off(good_password, codes[1]).status, 204u);
    EXPECT_EQ(sign_in(other).status, 201u);
}

TEST_F(SecondFactorApi, AWrongPasswordTellsNothingOfIt) {
    switch_on();
    test::HttpClient stranger = server_.client();
    const auto answer_without_id = [&](const Json& body) {
        Json answer = stranger.post("/api/v1/session", body).json();
        answer.erase("request_id");
        return api::dump(answer);
    };
    const std::string wrong = "con trau di cay ruonh";
    const std::string unknown =
        answer_without_id({{"username", "khong-co-ai"}, {"password", wrong}, {"code", "123456"}});
    EXPECT_EQ(answer_without_id({{"username", "van-phong"}, {"password", wrong}}), unknown);
    EXPECT_EQ(
        answer_without_id({{"username", "van-phong"}, {"password", wrong}, {"code", app_code(1)}}),
        unknown);
}

TEST_F(SecondFactorApi, WhoKnowsThePasswordCannotGuessCodesForEver) {
    switch_on();
    test::HttpClient thief = server_.client();
    int judged = 0;
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(sign_in(thief).status, 401u) << "the right password again and again";
        if (sign_in(thief, wrong_code()).status == 401u) ++judged;
    }
    EXPECT_LE(judged, 6);
    EXPECT_EQ(sign_in(thief, app_code(1)).status, 429u) << "not even the right one is judged now";
}

TEST_F(SecondFactorApi, DangerousRequestsWantAFreshPassword) {
    switch_on();
    const auto make_token = [&] { return client_.post("/api/v1/tokens", {{"name", "t"}}); };
    EXPECT_EQ(make_token().status, 201u);
    server_.clock().advance(fresh_ms);
    EXPECT_EQ(make_token().status, 201u);
    server_.clock().advance(1);
    const test::Reply stale = make_token();
    EXPECT_EQ(stale.status, 403u);
    EXPECT_EQ(stale.json()["kind"], "step_up");
    EXPECT_EQ(client_.get("/api/v1/session").status, 200u) << "nothing else is refused";

    const auto prove = [&](const std::string& password, const std::string& code) {
        return client_.post("/api/v1/session/prove", {{"password", password}, {"code", code}});
    };
    EXPECT_EQ(fault_of(prove("con trau di cay ruonh", app_code())), "/password wrong_password");
    EXPECT_EQ(fault_of(prove(good_password, wrong_code())), "/code wrong_code");
    EXPECT_EQ(fault_of(client_.post("/api/v1/session/prove", {{"password", good_password}})),
              "/code code_required");
    EXPECT_EQ(make_token().status, 403u);
    EXPECT_EQ(prove(good_password, app_code()).status, 204u);
    EXPECT_EQ(make_token().status, 201u);
}

TEST_F(SecondFactorApi, ATokenIsNeverFresh) {
    const std::string token = client_.post("/api/v1/tokens", {{"name", "t"}}).json()["secret"];
    test::HttpClient program = server_.client();
    program.use_bearer(token);
    EXPECT_EQ(program.get("/api/v1/session").status, 200u);
    EXPECT_EQ(program.post("/api/v1/tokens", {{"name", "t2"}}).json()["kind"], "step_up");
    EXPECT_EQ(program.post("/api/v1/session/prove", {{"password", good_password}}).status, 403u);
    EXPECT_EQ(program.post("/api/v1/second-factor/confirm", {{"code", "123456"}}).status, 403u);
}

TEST_F(SecondFactorApi, AnAdministratorTakesItFromSomebodyWhoLostIt) {
    switch_on();
    server_.make_account_with_password("quan-tri", Role::administrator);
    test::HttpClient administrator = server_.client();
    ASSERT_EQ(administrator
                  .post("/api/v1/session", {{"username", "quan-tri"}, {"password", good_password}})
                  .status,
              201u);
    const std::string path = "/api/v1/accounts/" + to_text(account_) + "/second-factor";
    EXPECT_EQ(client_.del(path).status, 403u);
    EXPECT_EQ(administrator.del(path).status, 204u);
    EXPECT_EQ(client_.get("/api/v1/session").status, 401u) << "sessions end with it";
    test::HttpClient owner = server_.client();
    EXPECT_EQ(sign_in(owner).status, 201u);
    EXPECT_EQ(administrator.del(path).status, 409u);
    const Json audit = administrator.get("/api/v1/audit?action=second_factor.reset").json();
    EXPECT_EQ(audit["items"].size(), 1u);
}

TEST_F(SecondFactorApi, BadInputIsRefused) {
    for (const Json& body : {Json::object(), Json{{"code", 123456}}, Json{{"code", ""}},
                             Json{{"code", "123456"}, {"secret", "x"}}}) {
        EXPECT_EQ(client_.post("/api/v1/second-factor/confirm", body).status, 422u) << body.dump();
    }
    EXPECT_EQ(client_.post("/api/v1/second-factor/confirm", {{"code", "123456"}}).status, 409u);
    EXPECT_EQ(sign_in(client_, 123456).status, 422u);
    EXPECT_EQ(sign_in(client_, std::string(101, '1')).status, 422u);
}

TEST(FreshRoutes, AreThoseThatDoLastingHarm) {
    std::set<std::string> fresh;
    for (const api::RouteRow& row : api::routes()) {
        if (row.special != api::Special::fresh) continue;
        fresh.insert(std::string(net::method_name(row.method)) + " " + row.pattern);
        EXPECT_NE(row.permission, Permission::anyone) << row.pattern;
        EXPECT_NE(row.permission, Permission::scan) << row.pattern;
    }
    const std::set<std::string> expected = {
        "DELETE /api/v1/accounts/{account}/second-factor",
        "DELETE /api/v1/delegates/{delegate}/person",
        "PATCH /api/v1/accounts/{account}",
        "POST /api/v1/events/{event}/keys/rotate",
        "POST /api/v1/keys/{key}/compromise",
        "POST /api/v1/links",
        "POST /api/v1/second-factor",
        "POST /api/v1/tokens",
    };
    EXPECT_EQ(fresh, expected);
}

}  // namespace
}  // namespace kinhmoi

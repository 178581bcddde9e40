// SPDX-License-Identifier: Apache-2.0
// Who a request comes from, what another site may not send, and what is judged before the body.
#include <gtest/gtest.h>

#include "server/api/application.hpp"
#include "server/api/authenticate.hpp"
#include "server/usecase/accounts.hpp"
#include "server/usecase/sign_in.hpp"
#include "server/usecase/tokens.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using store::WriteTx;
using test::Headers;

class Authenticate : public testing::Test {
protected:
    Authenticate() {
        account_ = server_.write(
            [](WriteTx& tx) { return test::make_account(tx, "quan-tri", Role::administrator); });
        client_ = std::make_unique<test::HttpClient>(server_.client_of(account_));
    }

    std::string make_token(std::int64_t for_ms) {
        return server_.write([this, for_ms](WriteTx& tx) {
            Actor actor = test::actor_of(tx, account_);
            actor.session = SessionId{{1}};
            auto made = usecase::create_token(tx, actor, "đồng bộ", tx.now() + for_ms);
            return made->secret.text();
        });
    }
    std::uint64_t lookups() { return server_.app().services().credentials.lookups(); }
    unsigned status() { return client_->get("/api/v1/session").status; }

    test::TestServer server_;
    AccountId account_;
    std::unique_ptr<test::HttpClient> client_;
};

TEST_F(Authenticate, UnknownCredentialsAreNobody) {
    const std::string session = qr::make_token(qr::TokenKind::session).text();
    const std::string api = qr::make_token(qr::TokenKind::api).text();
    const std::string good = client_->cookie().substr(client_->cookie().find('=') + 1);
    const Headers cases[] = {
        {},
        {{"Cookie", "session=" + session}},
        {{"Cookie", "session="}},
        {{"Cookie", "__Host-session=" + good}},  // the name of another mode
        {{"Authorization", "Bearer " + api}},
        {{"Authorization", "Bearer " + good}},  // a cookie is no token
        {{"Authorization", "Basic cXVhbi10cmk6eA=="}},
        // Whoever names a credential is judged by it, whatever else is sent.
        {{"Authorization", "Bearer " + api}, {"Cookie", client_->cookie()}},
    };
    test::HttpClient raw = server_.client();
    for (const Headers& headers : cases) {
        const test::Reply reply = raw.raw("GET", "/api/v1/session", headers);
        EXPECT_EQ(reply.status, 401u) << (headers.empty() ? "none" : headers[0].second);
        EXPECT_EQ(reply.json()["kind"], "unauthenticated");
        EXPECT_EQ(reply.header("www-authenticate"), "Bearer");
    }
    EXPECT_EQ(raw.raw("GET", "/api/v1/session", {{"Cookie", client_->cookie()}}).status, 200u);
}

TEST_F(Authenticate, OtherSitesCannotChangeAnything) {
    const std::string json = "application/json";
    const std::string own = "http://" + client_->host();
    const struct {
        const char* what;
        Headers headers;
        unsigned status;
    } cases[] = {
        {"own page", {{"Content-Type", json}, {"Sec-Fetch-Site", "same-origin"}}, 422},
        {"own page, charset",
         {{"Content-Type", "Application/JSON; charset=utf-8"}, {"Sec-Fetch-Site", "same-origin"}},
         422},
        {"old browser", {{"Content-Type", json}, {"Origin", own}}, 422},
        {"neither header", {{"Content-Type", json}}, 403},
        {"other site", {{"Content-Type", json}, {"Sec-Fetch-Site", "cross-site"}}, 403},
        {"sister site", {{"Content-Type", json}, {"Sec-Fetch-Site", "same-site"}}, 403},
        {"typed address", {{"Content-Type", json}, {"Sec-Fetch-Site", "none"}}, 403},
        {"other origin", {{"Content-Type", json}, {"Origin", "https://evil.example"}}, 403},
        {"own origin as prefix", {{"Content-Type", json}, {"Origin", own + ".example"}}, 403},
        {"null origin", {{"Content-Type", json}, {"Origin", "null"}}, 403},
        {"site speaks against origin",
         {{"Content-Type", json}, {"Origin", own}, {"Sec-Fetch-Site", "cross-site"}},
         403},
        {"a form", {{"Content-Type", "text/plain"}, {"Sec-Fetch-Site", "same-origin"}}, 403},
        {"no type", {{"Sec-Fetch-Site", "same-origin"}}, 403},
        {"almost json",
         {{"Content-Type", "application/jsonp"}, {"Sec-Fetch-Site", "same-origin"}},
         403},
    };
    test::HttpClient raw = server_.client();
    for (const auto& c : cases) {
        Headers headers = c.headers;
        headers.emplace_back("Cookie", client_->cookie());
        const test::Reply reply = raw.raw("POST", "/api/v1/links", headers, "{}");
        EXPECT_EQ(reply.status, c.status) << c.what << ": " << reply.body;
    }
    // DELETE has no body, hence no type; the other rule holds.
    const std::string path = "/api/v1/links/" + to_text(LinkId{{1}});
    const auto del = [&](Headers headers) {
        headers.emplace_back("Cookie", client_->cookie());
        return raw.raw("DELETE", path, headers).status;
    };
    EXPECT_EQ(del({{"Sec-Fetch-Site", "same-origin"}}), 404u);
    EXPECT_EQ(del({{"Sec-Fetch-Site", "cross-site"}}), 403u);
    EXPECT_EQ(del({}), 403u);
}

TEST_F(Authenticate, SigningInCannotBeForgedByAnotherSite) {
    test::HttpClient raw = server_.client();
    const auto post = [&](const Headers& headers) {
        return raw.raw("POST", "/api/v1/session", headers, "{}").status;
    };
    EXPECT_EQ(post({{"Content-Type", "application/json"}}), 422u) << "a program";
    EXPECT_EQ(post({{"Content-Type", "application/json"}, {"Sec-Fetch-Site", "cross-site"}}), 403u);
    EXPECT_EQ(post({{"Content-Type", "application/json"}, {"Origin", "https://evil.example"}}),
              403u);
    EXPECT_EQ(post({{"Content-Type", "text/plain"}}), 400u);
}

TEST_F(Authenticate, ProgramsNeedNoBrowserHeaders) {
    const Headers bearer = {{"Authorization", "Bearer " + make_token(day_ms)}};
    test::HttpClient raw = server_.client();
    Headers with_type = bearer;
    with_type.emplace_back("Content-Type", "application/json");
    const std::string form = R"({"code": "an-giang", "name": "Đơn vị Thử", "kind": "department",
        "level": "province"})";
    EXPECT_EQ(raw.raw("POST", "/api/v1/agencies", bearer, form).status, 400u);
    EXPECT_EQ(raw.raw("POST", "/api/v1/agencies", with_type, form).status, 201u);
}

TEST_F(Authenticate, KnownCallersCostNoLookup) {
    EXPECT_EQ(status(), 200u);
    const std::uint64_t first = lookups();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(status(), 200u);
    EXPECT_EQ(lookups(), first);

    test::HttpClient other = server_.client_of(account_);
    EXPECT_EQ(other.get("/api/v1/session").status, 200u);
    EXPECT_EQ(lookups(), first + 1);
    EXPECT_EQ(status(), 200u);
    EXPECT_EQ(lookups(), first + 1) << "somebody else's session has emptied the memory";
}

TEST_F(Authenticate, WhatWasRevokedIsForgottenAtOnce) {
    const AccountId clerk = server_.write([](WriteTx& tx) {
        const test::World world = test::make_world(tx, "mot");
        return test::make_account(tx, "don-vi", Role::clerk, world.agency);
    });
    test::HttpClient clerk_client = server_.client_of(clerk);
    const std::string path = "/api/v1/accounts/" + to_text(clerk);
    EXPECT_EQ(clerk_client.get("/api/v1/session").status, 200u);
    EXPECT_EQ(client_->patch(path, {{"is_disabled", true}}).status, 200u);
    EXPECT_EQ(clerk_client.get("/api/v1/session").status, 401u);

    EXPECT_EQ(client_->patch(path, {{"is_disabled", false}}).status, 200u);
    clerk_client = server_.client_of(clerk);
    EXPECT_EQ(clerk_client.get("/api/v1/session").status, 200u);
    EXPECT_EQ(client_->del(path + "/sessions").status, 204u);
    EXPECT_EQ(clerk_client.get("/api/v1/session").status, 401u);
}

TEST_F(Authenticate, IdleAndAbsoluteEndsHoldInMemoryToo) {
    const Instant end = server_.clock().now() + usecase::session_absolute_ms;
    EXPECT_EQ(status(), 200u);
    while (server_.clock().now() + usecase::session_idle_ms < end) {
        server_.clock().advance(usecase::session_idle_ms);
        ASSERT_EQ(status(), 200u);
    }
    server_.clock().advance(end - server_.clock().now());
    EXPECT_EQ(status(), 401u);

    client_ = std::make_unique<test::HttpClient>(server_.client_of(account_));
    EXPECT_EQ(status(), 200u);
    server_.clock().advance(usecase::session_idle_ms + 1);
    EXPECT_EQ(status(), 401u);
}

TEST_F(Authenticate, UseIsWrittenDownOnceAMinute) {
    const auto commits = [&] { return server_.app().store().stats().commits; };
    EXPECT_EQ(status(), 200u);
    const auto before = commits();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(status(), 200u);
    EXPECT_EQ(commits(), before);
    server_.clock().advance(minute_ms);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(status(), 200u);
    EXPECT_EQ(commits(), before + 1);
}

TEST_F(Authenticate, TokenEndsOnTimeInMemoryToo) {
    client_->use_bearer(make_token(hour_ms));
    EXPECT_EQ(status(), 200u);
    server_.clock().advance(hour_ms - 1);
    EXPECT_EQ(status(), 200u);
    server_.clock().advance(1);
    EXPECT_EQ(status(), 401u);
}

TEST_F(Authenticate, SizeIsJudgedBeforeTheBodyAndAfterTheCaller) {
    const std::string body = "{\"note\": \"" + std::string(16 * 1024, 'x') + "\"}";
    const Headers json = {{"Content-Type", "application/json"}};
    Headers signed_in = json;
    signed_in.emplace_back("Cookie", client_->cookie());
    signed_in.emplace_back("Sec-Fetch-Site", "same-origin");
    test::HttpClient raw = server_.client();
    EXPECT_EQ(raw.raw("POST", "/api/v1/links", signed_in, body).status, 413u);
    EXPECT_EQ(raw.raw("POST", "/api/v1/links", json, body).status, 401u);
    EXPECT_EQ(raw.raw("POST", "/api/v1/session", json, body).status, 413u);
    EXPECT_EQ(raw.raw("POST", "/api/v1/nothing", json, body).status, 404u);
}

TEST_F(Authenticate, PathsAndMethodsThatAreNotServed) {
    test::HttpClient raw = server_.client();
    const test::Reply missing = raw.get("/api/v1/nothing");
    EXPECT_EQ(missing.status, 404u);
    EXPECT_EQ(missing.json()["kind"], "not_found");
    const test::Reply method = raw.del("/api/v1/links");
    EXPECT_EQ(method.status, 405u);
    EXPECT_EQ(method.header("allow"), "GET, HEAD, POST");
    EXPECT_EQ(method.json()["kind"], "method_not_allowed");
    EXPECT_FALSE(method.json()["request_id"].get<std::string>().empty());
}

TEST_F(Authenticate, MetricsNameRoutesAndNeverPaths) {
    const std::string secret_path = "/P/" + std::string(187, '7');
    server_.client().get(secret_path);
    server_.client().get("/api/v1/nothing-of-this-name");
    const test::Reply reply = client_->get("/metrics");
    EXPECT_EQ(reply.status, 200u);
    EXPECT_NE(reply.body.find("route=\"/P/{digits}\""), std::string::npos) << reply.body;
    EXPECT_NE(reply.body.find("route=\"-\",status=\"404\""), std::string::npos);
    EXPECT_EQ(reply.body.find("7777"), std::string::npos);
    EXPECT_EQ(reply.body.find("nothing-of-this-name"), std::string::npos);
}

TEST(Cookie, IsSecureWhereverTheBrowserSpeaksHttps) {
    test::TestStore store;
    const auto cookie = [&](const char* url, bool is_tls) {
        api::Credentials credentials(store.store(), {store.clock().reader(), url});
        net::Request request;
        request.is_tls = is_tls;
        return credentials.session_cookie(request, "kms_x");
    };
    const std::string secure =
        "__Host-session=kms_x; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure";
    EXPECT_EQ(cookie("https://kinhmoi.test", true), secure);
    EXPECT_EQ(cookie("https://kinhmoi.test", false), secure) << "behind a proxy";
    EXPECT_EQ(cookie("http://127.0.0.1", true), secure);
    EXPECT_EQ(cookie("http://127.0.0.1", false),
              "session=kms_x; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200");
}

}  // namespace
}  // namespace kinhmoi

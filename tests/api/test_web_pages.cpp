// SPDX-License-Identifier: Apache-2.0
// The pages over the wire: which path opens what, and what a page there may do.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

constexpr net::StaticFile table[] = {
    {"/access/index.html", {"access page", "\"1\""}, {"access br", "\"1b\""}, {}},
    {"/agency/index.html", {"agency page", "\"2\""}, {}, {}},
    {"/assets/a.wasm", {"wasm", "\"3\""}, {}, {}},
    {"/assets/worker.js", {"worker", "\"4\""}, {}, {}},
    {"/console/index.html", {"console page", "\"5\""}, {}, {}},
    {"/door/index.html", {"door page", "\"6\""}, {}, {}},
    {"/door/sw.js", {"service worker", "\"7\""}, {}, {}},
};

/// "script-src 'self' x; img-src …" -> what stands behind one directive; "-" if it is not there.
std::string directive(const test::Reply& reply, const std::string& name) {
    const std::string policy = "; " + reply.header("content-security-policy") + ";";
    const std::size_t at = policy.find("; " + name + " ");
    if (at == std::string::npos) return "-";
    const std::size_t from = at + name.size() + 3;
    return policy.substr(from, policy.find(';', from) - from);
}

class WebPages : public testing::Test {
protected:
    test::TestServer server_{test::TestServer::wide_limits(), net::StaticFiles(std::span(table))};
    test::HttpClient client_ = server_.client();
};

TEST_F(WebPages, EveryPathOpensItsPage) {
    const std::pair<const char*, const char*> pages[] = {
        {"/sign-in", "access page"},    {"/activate", "access page"},
        {"/agency/", "agency page"},    {"/console/", "console page"},
        {"/door/", "door page"},        {"/door/sw.js", "service worker"},
        {"/assets/worker.js", "worker"}};
    for (const auto& [path, body] : pages) {
        const test::Reply reply = client_.get(path);
        EXPECT_EQ(reply.status, 200u) << path;
        EXPECT_EQ(reply.body, body) << path;
        EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << path;
        const bool is_asset = std::string_view(path).starts_with("/assets/");
        EXPECT_EQ(reply.header("cache-control"),
                  is_asset ? "public, max-age=31536000, immutable" : "no-cache")
            << path;
        const test::Reply head = client_.send("HEAD", path);
        EXPECT_EQ(head.status, 200u) << path;
        EXPECT_EQ(head.body, "") << path;
        EXPECT_EQ(head.header("content-length"), std::to_string(reply.body.size())) << path;
        EXPECT_EQ(client_.post(path, api::Json::object()).status, 405u) << path;
    }
    EXPECT_EQ(client_.get("/assets/a.wasm").header("content-type"), "application/wasm");
    for (const char* path : {"/door", "/agency", "/console"}) {
        const test::Reply reply = client_.get(path);
        EXPECT_EQ(reply.status, 308u) << path;
        EXPECT_EQ(reply.header("location"), path + std::string("/"));
    }
}

TEST_F(WebPages, TheWireSaysWhatWasNegotiated) {
    const test::Reply first =
        client_.raw("GET", "/sign-in", {{"Accept-Encoding", "gzip, deflate, br"}});
    EXPECT_EQ(first.body, "access br");
    EXPECT_EQ(first.header("content-encoding"), "br");
    EXPECT_EQ(first.header("content-type"), "text/html; charset=utf-8");
    const test::Reply again = client_.raw(
        "GET", "/sign-in", {{"Accept-Encoding", "br"}, {"If-None-Match", first.header("etag")}});
    EXPECT_EQ(again.status, 304u);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("content-security-policy"), first.header("content-security-policy"));
}

TEST_F(WebPages, EachPathSaysWhatItsPageMayDo) {
    struct Case {
        const char* path;
        const char* script;
        const char* worker;
        const char* media;
        const char* image;
        const char* permissions;
    };
    const char* wasm = "'self' 'wasm-unsafe-eval'";
    const char* door_permissions = "camera=(self), screen-wake-lock=(self)";
    const Case cases[] = {
        {"/sign-in", "'self'", "'self'", "-", "'self' data:", "camera=()"},
        {"/activate", "'self'", "'self'", "-", "'self' data:", "camera=()"},
        {"/agency/", "'self'", "'self'", "-", "'self' data:", "camera=()"},
        {"/console/", "'self'", "'self'", "-", "'self' data:", "camera=()"},
        {"/door/", wasm, "'self'", "'self' blob:", "'self' data: blob:", door_permissions},
        {"/door/sw.js", wasm, "'self'", "'self' blob:", "'self' data: blob:", door_permissions},
        {"/assets/worker.js", wasm, "-", "-", "-", "camera=()"},
        {"/assets/a.wasm", wasm, "-", "-", "-", "camera=()"},
        {"/", "'self'", "-", "-", "'self' data:", "camera=()"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.path);
        const test::Reply reply = client_.get(c.path);
        ASSERT_EQ(reply.status, 200u);
        EXPECT_EQ(directive(reply, "default-src"), "'none'");
        EXPECT_EQ(directive(reply, "script-src"), c.script);
        EXPECT_EQ(directive(reply, "worker-src"), c.worker);
        EXPECT_EQ(directive(reply, "media-src"), c.media);
        EXPECT_EQ(directive(reply, "img-src"), c.image);
        EXPECT_EQ(directive(reply, "connect-src"), "'self'");
        EXPECT_EQ(directive(reply, "base-uri"), "'none'");
        EXPECT_EQ(directive(reply, "frame-ancestors"), "'none'");
        EXPECT_EQ(reply.header("permissions-policy"), c.permissions);
        EXPECT_EQ(reply.header("content-security-policy").find("unsafe-inline"), std::string::npos);
        EXPECT_EQ(reply.header("content-security-policy").find("*"), std::string::npos);
        EXPECT_EQ(reply.header("content-security-policy").find("http"), std::string::npos);
    }
}

TEST_F(WebPages, WhatIsNotThereIsNotFound) {
    for (const char* path :
         {"/assets/none.js", "/assets/", "/assets", "/door/none", "/door/a/b", "/access/index.html",
          "/agency/index.html", "/sign-in/", "/activate/x"})
        EXPECT_EQ(client_.get(path).status, 404u) << path;
    for (const char* path : {"/door/..%2fsw.js", "/assets/%2e%2e/door/sw.js", "/door/../door/sw.js",
                             "/assets/..%5ca", "/assets/a%00.js"})
        EXPECT_EQ(client_.get(path).status, 400u) << path;
}

TEST(WebPagesOfAHall, AreNotLimitedByTheAddress) {
    api::RateLimits few = test::TestServer::wide_limits();
    few.anonymous = {0.001, 3};
    test::TestServer server(few, net::StaticFiles(std::span(table)));
    test::HttpClient client = server.client();
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(client.get("/door/").status, 200u);
        EXPECT_EQ(client.get("/assets/worker.js").status, 200u);
    }
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get("/healthz").status, 200u);
    EXPECT_EQ(client.get("/healthz").status, 429u);
    EXPECT_EQ(client.get("/assets/worker.js").status, 200u);
}

TEST(WebPagesNotBuilt, SayThatTheApiWorks) {
    test::TestServer server;
    test::HttpClient client = server.client();
    for (const char* path : {"/door/", "/agency/", "/console/", "/sign-in", "/activate"}) {
        const test::Reply reply = client.get(path);
        EXPECT_EQ(reply.status, 503u) << path;
        EXPECT_EQ(reply.header("content-type"), "text/html; charset=utf-8") << path;
        EXPECT_NE(reply.body.find("API"), std::string::npos) << path;
    }
    EXPECT_EQ(client.get("/").status, 200u);
    EXPECT_EQ(client.get("/api/v1/openapi.yaml").status, 200u);
}

TEST(WebPagesFromAFolder, FollowTheFilesAndTheSamePolicies) {
    const test::Folder folder;
    std::filesystem::create_directories(folder.path() / "door");
    const auto write = [&](const char* text) {
        std::ofstream(folder.path() / "door/index.html") << text;
    };
    test::TestServer server(test::TestServer::wide_limits(), net::StaticFiles(folder.path()));
    test::HttpClient client = server.client();
    write("one");
    EXPECT_EQ(client.get("/door/").body, "one");
    write("two");
    const test::Reply reply = client.get("/door/");
    EXPECT_EQ(reply.body, "two");
    EXPECT_EQ(reply.header("cache-control"), "no-store");
    EXPECT_EQ(directive(reply, "script-src"), "'self' 'wasm-unsafe-eval'");
    EXPECT_EQ(client.get("/agency/").status, 404u);
    std::filesystem::create_symlink("/etc/hostname", folder.path() / "door/name");
    EXPECT_EQ(client.get("/door/name").status, 404u);
}

}  // namespace
}  // namespace kinhmoi

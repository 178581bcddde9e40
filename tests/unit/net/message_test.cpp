// SPDX-License-Identifier: Apache-2.0
// Requests and answers without a socket: targets, cookies, hosts, checked fields, heads.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "server/net/gate.hpp"
#include "server/net/response_head.hpp"
#include "server/net/target.hpp"

namespace kinhmoi::net::message_test {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(Target, is_decoded_once) {
    const struct {
        const char* target;
        const char* path;
        Pairs query;
    } cases[] = {
        {"/", "/", {}},
        {"/?", "/", {}},
        {"/a%20b", "/a b", {}},
        {"/a%2520b", "/a%20b", {}},
        {"/%c4%91", "/đ", {}},
        {"/a+b", "/a+b", {}},
        {"/...", "/...", {}},
        {"/.a/..b/c.", "/.a/..b/c.", {}},
        {"/a?x=1&y=%2F&z", "/a", {{"x", "1"}, {"y", "/"}, {"z", ""}}},
        {"/a?q=%C4%91%E1%BB%A3t+m%E1%BB%9Bi", "/a", {{"q", "đợt mới"}}},
        {"/a?&&x==&=y", "/a", {{"x", "="}, {"", "y"}}},
        {"/a?b=../%2e", "/a", {{"b", "../."}}},
        {"/a?b?c=d", "/a", {{"b?c", "d"}}},
    };
    for (const auto& c : cases) {
        std::string path;
        Pairs query;
        EXPECT_TRUE(parse_target(c.target, path, query)) << c.target;
        EXPECT_EQ(path, c.path);
        EXPECT_EQ(query, c.query) << c.target;
    }
}

TEST(Request, looks_up_fields_queries_and_cookies) {
    Request request;
    request.headers = {{"accept", "a"},
                       {"accept", "b"},
                       {"cookie", "a=1;  b=2 ;ab=3; =4; c"},
                       {"cookie", "d=5=6"}};
    request.query = {{"x", "1"}, {"x", "2"}, {"y", ""}};
    EXPECT_EQ(request.header("accept"), "a");
    EXPECT_EQ(request.header("Accept"), std::nullopt);
    EXPECT_EQ(request.query_value("x"), "1");
    EXPECT_EQ(request.query_value("y"), "");
    EXPECT_EQ(request.query_value("z"), std::nullopt);
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("b"), "2");
    EXPECT_EQ(request.cookie("ab"), "3");
    EXPECT_EQ(request.cookie("c"), std::nullopt);
    EXPECT_EQ(request.cookie("d"), "5=6");
    EXPECT_EQ(request.cookie("B"), std::nullopt);
}

TEST(HostList, knows_names_and_ports) {
    const HostList hosts({"kinhmoi.test", "Other.test:444", "[::1]"}, 8443);
    for (const char* good : {"kinhmoi.test", "KinhMoi.Test", "kinhmoi.test:8443", "other.test:444",
                             "[::1]", "[::1]:8443"})
        EXPECT_TRUE(hosts.contains(good)) << good;
    for (const char* bad : {"", "kinhmoi.tes", "kinhmoi.test2", "kinhmoi.test:", "kinhmoi.test:444",
                            "other.test", "other.test:8443", "[::1]:444"})
        EXPECT_FALSE(hosts.contains(bad)) << bad;
    EXPECT_FALSE(HostList({}, 80).contains(""));
}

std::string head_of(const Response& response, bool close = false, bool is_tls = false) {
    const std::string date = "Sun, 06 Nov 1994 08:49:37 GMT";
    std::string head;
    append_head(head, response, {close, is_tls, &date});
    return head;
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

// Whatever bytes an application passes, the head keeps one line a field it accepted.
TEST(Response, no_value_can_begin_another_line) {
    std::mt19937 random(1);
    const std::string alphabet("ab:\r\n\t \0\x01\x1f\x7f\x80\xff%", 14);
    int accepted = 0, refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string value(random() % 6, ' ');
        for (auto& c : value) c = alphabet[random() % alphabet.size()];
        Response response = Response::text("x");
        const auto lines = count_of(head_of(response), "\r\n");
        const bool clean =
            std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
        ASSERT_EQ(response.set_header("X-Name", value), clean);
        ASSERT_FALSE(response.set_header("X:" + value, "x"));
        response.content_type = value;
        const std::string head = head_of(response);
        // An empty content type is left out.
        const auto expected = lines + (clean ? 1 : 0) - (value.empty() ? 1 : 0);
        ASSERT_EQ(count_of(head, "\r\n"), expected);
        ASSERT_EQ(count_of(head, "\n"), expected);
        for (const char c : head) ASSERT_TRUE((c >= 0x20 && c < 0x7f) || c == '\r' || c == '\n');
        ++(clean ? accepted : refused);
    }
    EXPECT_GT(accepted, 100);
    EXPECT_GT(refused, 100);
}

TEST(Response, keeps_the_edges_fields_to_the_edge) {
    Response response;
    for (const char* name :
         {"Content-Length", "content-type", "Connection", "Transfer-Encoding", "Date",
          "Strict-Transport-Security", "X-Content-Type-Options", "", "A B", "A\r\nB", "A:"})
        EXPECT_FALSE(response.set_header(name, "x")) << name;
    EXPECT_TRUE(response.headers().empty());
    EXPECT_TRUE(response.set_header("ETag", "\"1\""));
    EXPECT_TRUE(response.set_header("etag", "\"2\""));
    EXPECT_TRUE(response.set_header("Set-Cookie", "a=1"));
    EXPECT_TRUE(response.set_header("Set-Cookie", "b=2"));
    const Response::Fields expected = {
        {"ETag", "\"2\""}, {"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}};
    EXPECT_EQ(response.headers(), expected);
    EXPECT_TRUE(Response::see_other("/a\r\nSet-Cookie: b").headers().empty());
}

TEST(Response, head_is_exact) {
    Response response = Response::text("hello");
    response.set_header("ETag", "\"1\"");
    EXPECT_EQ(head_of(response, true, true),
              "HTTP/1.1 200 OK\r\n"
              "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
              "Content-Length: 5\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Connection: close\r\n"
              "X-Content-Type-Options: nosniff\r\n"
              "Referrer-Policy: no-referrer\r\n"
              "Cross-Origin-Opener-Policy: same-origin\r\n"
              "Cross-Origin-Resource-Policy: same-origin\r\n"
              "Strict-Transport-Security: max-age=31536000\r\n"
              "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
              "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
              "base-uri 'none'; frame-ancestors 'none'\r\n"
              "Permissions-Policy: camera=()\r\n"
              "Cache-Control: no-store\r\n"
              "ETag: \"1\"\r\n"
              "\r\n");
}

TEST(Response, the_application_may_replace_three_defaults) {
    Response response = Response::text("x");
    response.set_header("content-security-policy", "default-src 'self'");
    response.set_header("Cache-Control", "public, max-age=31536000, immutable");
    response.set_header("Permissions-Policy", "camera=(self)");
    const std::string head = head_of(response);
    EXPECT_NE(head.find("content-security-policy: default-src 'self'\r\n"), head.npos);
    EXPECT_EQ(count_of(head, "Content-Security-Policy"), 0u);
    EXPECT_EQ(count_of(head, "no-store"), 0u);
    EXPECT_EQ(count_of(head, "camera=()"), 0u);
}

TEST(Response, no_length_where_there_is_no_body) {
    for (const unsigned status : {204u, 304u}) {
        Response response;
        response.status = status;
        const std::string head = head_of(response);
        EXPECT_EQ(count_of(head, "Content-Length"), 0u);
        EXPECT_TRUE(head.starts_with("HTTP/1.1 " + std::to_string(status) + " N")) << head;
    }
}

TEST(HttpDate, is_in_the_form_of_the_standard) {
    HttpDate date;
    EXPECT_EQ(date.at(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.at(1'780'012'800), "Fri, 29 May 2026 00:00:00 GMT");
}

}  // namespace
}  // namespace kinhmoi::net::message_test

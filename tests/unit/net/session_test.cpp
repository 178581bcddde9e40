// SPDX-License-Identifier: Apache-2.0
// A connection's life on a real socket: exchanges, order, limits to the byte, faults of the
// handler.
#include <gtest/gtest.h>

#include "tests/unit/net/net_support.hpp"

namespace kinhmoi::net::test::session_test {
namespace {

TEST(Session, answers_and_keeps_the_connection) {
    TestServer server;
    Client client(server.port());
    for (int i = 0; i < 3; ++i) {
        client.send(get("/a%20b?x=1&y=%C4%91", "X-Odd:  Value \r\nUser-Agent: tests\r\n"));
        const auto answer = client.read();
        EXPECT_EQ(answer.status, 200u);
        EXPECT_EQ(answer.body, "GET /a b");
        EXPECT_FALSE(answer.headers.contains("connection"));
        EXPECT_FALSE(answer.headers.contains("server"));
    }
    const auto& seen = server.app.last;
    EXPECT_EQ(seen.header("x-odd"), "Value");
    EXPECT_EQ(seen.headers.size(), 3u);
    EXPECT_EQ(seen.query_value("y"), "đ");
    EXPECT_EQ(seen.remote_address, "127.0.0.1");
    EXPECT_EQ(seen.request_id.size(), 16u);
    EXPECT_FALSE(seen.is_tls);
}

TEST(Session, believes_a_forwarded_address_only_behind_a_proxy) {
    struct Case {
        bool is_behind_proxy;
        const char* fields;
        const char* address;
    };
    const Case cases[] = {
        {false, "X-Forwarded-For: 203.0.113.7\r\n", "127.0.0.1"},
        {true, "X-Forwarded-For: 203.0.113.7\r\n", "203.0.113.7"},
        {true, "X-Forwarded-For: 198.51.100.1, 203.0.113.7 \r\n", "203.0.113.7"},
        {true, "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 2001:DB8::1\r\n", "2001:db8::1"},
        {true, "X-Forwarded-For: 203.0.113.7, nobody\r\n", "127.0.0.1"},
        {true, "X-Forwarded-For:\r\n", "127.0.0.1"},
        {true, "", "127.0.0.1"},
    };
    for (const Case& test : cases) {
        ListenerConfig config = test_config();
        config.is_behind_proxy = test.is_behind_proxy;
        TestServer server(config);
        Client client(server.port());
        client.send(get("/", test.fields));
        EXPECT_EQ(client.read().status, 200u);
        EXPECT_EQ(server.app.last.remote_address, test.address) << test.fields;
    }
}

TEST(Session, forgets_the_request_before) {
    TestServer server;
    Client client(server.port());
    client.send(post("/echo?a=1", "first", "X-First: 1\r\nX-Second: 2\r\n"));
    EXPECT_EQ(client.read().body, "first");
    const auto first_id = server.app.last.request_id;
    client.send(get("/b"));
    EXPECT_EQ(client.read().body, "GET /b");
    const auto& seen = server.app.last;
    EXPECT_EQ(seen.headers.size(), 1u);
    EXPECT_TRUE(seen.query.empty());
    EXPECT_TRUE(seen.body.empty());
    EXPECT_EQ(seen.content_length, 0u);
    EXPECT_NE(seen.request_id, first_id);
}

TEST(Session, answers_pipelined_requests_in_order) {
    TestServer server;
    Client client(server.port());
    client.send(post("/echo", "one") + get("/two") + post("/echo", "three") + get("/four"));
    EXPECT_EQ(client.read().body, "one");
    EXPECT_EQ(client.read().body, "GET /two");
    EXPECT_EQ(client.read().body, "three");
    EXPECT_EQ(client.read().body, "GET /four");
}

TEST(Session, handles_pipelined_requests_one_at_a_time) {
    TestServer server;
    Client client(server.port());
    client.send(get("/slow") + get("/canary"));
    server.app.await_handled(1);
    EXPECT_EQ(server.on_io([&] { return server.app.canaries.load(); }), 0);
    server.on_io([&] { server.app.release(); });
    EXPECT_EQ(client.read().body, "GET /slow");
    EXPECT_EQ(client.read().body, "GET /canary");
}

TEST(Session, takes_a_request_in_any_pieces) {
    TestServer server;
    Client client(server.port());
    const std::string request = post("/echo", "body in pieces");
    EXPECT_EQ(client.drip(request), request.size());
    EXPECT_EQ(client.read().body, "body in pieces");
}

TEST(Session, takes_every_method) {
    TestServer server;
    Client client(server.port());
    const std::string tail = " /m HTTP/1.1\r\nHost: kinhmoi.test\r\n";
    for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
        client.send(method + tail + "Content-Length: 2\r\n\r\nhi");
        EXPECT_EQ(client.read().body, std::string(method) + " /m");
        EXPECT_EQ(server.app.last.body, "hi");
    }
    client.send("DELETE" + tail + "\r\n");
    EXPECT_EQ(client.read().body, "DELETE /m");
    client.send("HEAD" + tail + "\r\n");
    const auto head = client.read(true);
    EXPECT_EQ(head.headers.at("content-length"), "7");
    client.send(get("/after"));  // a body behind the head would be read as this answer
    EXPECT_EQ(client.read().body, "GET /after");
}

TEST(Session, sends_no_body_with_204) {
    TestServer server;
    Client client(server.port());
    client.send(get("/empty") + get("/after"));
    EXPECT_EQ(client.read().status, 204u);
    EXPECT_EQ(client.read().body, "GET /after");
}

TEST(Session, writes_large_answers_whole) {
    TestServer server;
    Client client(server.port());
    for (const std::size_t size : {65'536u, 65'537u, 262'144u, 3'000'000u}) {
        client.send(get("/big/" + std::to_string(size)));
        EXPECT_EQ(client.read().body.size(), size);
    }
}

TEST(Session, closes_when_asked) {
    TestServer server;
    for (const char* value : {"close", "Close", "keep-alive, close"}) {
        Client client(server.port());
        client.send(get("/", "Connection: " + std::string(value) + "\r\n") + get("/canary"));
        EXPECT_EQ(client.read().headers.at("connection"), "close");
        EXPECT_TRUE(client.is_closed());
    }
    EXPECT_EQ(server.app.canaries, 0);
}

TEST(Session, answers_a_peer_that_has_finished_sending) {
    TestServer server;
    Client client(server.port());
    client.send(get("/last"));
    client.finish_sending();
    EXPECT_EQ(client.read().body, "GET /last");
    EXPECT_TRUE(client.is_closed());
}

TEST(Session, ignores_upgrade) {
    TestServer server;
    Client client(server.port());
    client.send(get("/", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
    EXPECT_EQ(client.read().status, 200u);
    client.send(get("/after"));
    EXPECT_EQ(client.read().body, "GET /after");
}

TEST(Session, says_continue_before_the_body) {
    TestServer server;
    Client client(server.port());
    const std::string request = post("/echo", "body", "Expect: 100-continue\r\n");
    client.send(request.substr(0, request.size() - 4));
    EXPECT_EQ(client.read().status, 100u);
    client.send("body");
    EXPECT_EQ(client.read().body, "body");
}

TEST(Session, refuses_before_the_body_is_sent) {
    TestServer server;
    Client client(server.port());
    client.send(post("/early", "", "").replace(post("/early", "", "").find(": 0"), 3, ": 999"));
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 403u);
    EXPECT_EQ(answer.headers.at("connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST(Session, does_not_take_a_refused_body_for_a_request) {
    TestServer server;
    Client client(server.port());
    client.send(post("/early", get("/canary")));
    EXPECT_EQ(client.read().status, 403u);
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.app.canaries, 0);
}

TEST(Session, an_early_answer_without_a_body_keeps_the_connection) {
    TestServer server;
    Client client(server.port());
    client.send(get("/early") + get("/after"));
    EXPECT_EQ(client.read().status, 403u);
    EXPECT_EQ(client.read().body, "GET /after");
}

TEST(Session, an_exception_becomes_500_and_the_process_lives) {
    TestServer server;
    int thrown = 0;
    for (const char* path : {"/throw", "/throw-early"}) {
        Client client(server.port());
        client.send(get(path));
        const auto answer = client.read();
        EXPECT_EQ(answer.status, 500u);
        EXPECT_TRUE(answer.body.starts_with("internal_error ")) << answer.body;
        EXPECT_EQ(answer.body.size(), 15u + 16u);
        EXPECT_EQ(server.app.thrown, ++thrown);
    }
    Client client(server.port());
    client.send(get("/after"));
    EXPECT_EQ(client.read().status, 200u);
}

TEST(Session, serves_so_many_requests_a_connection) {
    auto config = test_config();
    config.max_requests_per_connection = 3;
    TestServer server(config);
    Client client(server.port());
    client.send(get("/1") + get("/2") + get("/3") + get("/canary"));
    EXPECT_FALSE(client.read().headers.contains("connection"));
    EXPECT_FALSE(client.read().headers.contains("connection"));
    EXPECT_EQ(client.read().headers.at("connection"), "close");
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.app.canaries, 0);
}

TEST(Session, closes_an_old_connection_after_its_answer) {
    auto config = test_config();
    config.deadlines.connection = std::chrono::milliseconds(0);
    TestServer server(config);
    Client client(server.port());
    client.send(get("/1"));
    EXPECT_EQ(client.read().headers.at("connection"), "close");
}

/// Sends one request on a new connection and returns the status.
unsigned status_of(const std::string& request) {
    TestServer server;
    Client client(server.port());
    client.send(request);
    const auto answer = client.read();
    EXPECT_EQ(answer.headers.contains("connection"), answer.status >= 400);
    return answer.status;
}

TEST(Limits, header_bytes) {
    for (const int over : {0, 1}) {
        const auto base = get("/", "X: \r\n").size();
        const auto request = get("/", "X: " + std::string(8'192 - base + over, 'x') + "\r\n");
        ASSERT_EQ(request.size(), 8'192u + over);
        EXPECT_EQ(status_of(request), over ? 431u : 200u);
    }
    EXPECT_EQ(status_of(get("/", "X: " + std::string(40'000, 'x'))), 431u);
    EXPECT_EQ(status_of("GET /" + std::string(40'000, 'x')), 431u);
}

TEST(Limits, target_bytes) {
    EXPECT_EQ(status_of(get("/" + std::string(2'047, 'x'))), 200u);
    EXPECT_EQ(status_of(get("/" + std::string(2'048, 'x'))), 414u);
}

TEST(Limits, field_count) {
    std::string more;
    for (int i = 1; i < 64; ++i) more += "X: y\r\n";
    EXPECT_EQ(status_of(get("/", more)), 200u);
    EXPECT_EQ(status_of(get("/", more + "X: y\r\n")), 431u);
}

TEST(Limits, body_bytes) {
    auto config = test_config();
    config.limits.body_bytes = 100'000;
    TestServer server(config);
    for (const int over : {0, 1}) {
        Client client(server.port());
        client.send(post("/echo", std::string(100'000 + over, 'x')));
        const auto answer = client.read();
        EXPECT_EQ(answer.status, over ? 413u : 200u);
        EXPECT_EQ(answer.body.size() == 100'000u, over == 0);
    }
}

TEST(Limits, no_host_configured_means_no_host_served) {
    auto config = test_config();
    config.allowed_hosts.clear();
    TestServer server(config);
    Client client(server.port());
    client.send(get("/canary"));
    EXPECT_EQ(client.read().status, 421u);
    EXPECT_EQ(server.app.canaries, 0);
}

}  // namespace
}  // namespace kinhmoi::net::test::session_test

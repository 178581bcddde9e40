// SPDX-License-Identifier: Apache-2.0
// Answers without an end: their head, their places beside the other connections, their end.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <filesystem>

#include "tests/unit/net/net_support.hpp"

namespace kinhmoi::net::test::stream_test {
namespace {

TEST(Stream, has_no_length_and_ends_with_its_connection) {
    TestServer server;
    Client client(server.port());
    client.send(get("/stream/3"));
    const std::string all = client.read_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_EQ(all.find("Content-Length"), std::string::npos);
    EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
    EXPECT_TRUE(all.ends_with("\r\n\r\npiece\npiece\npiece\n"));
    EXPECT_TRUE(server.await_connections(0));
}

TEST(Stream, head_is_answered_without_it) {
    TestServer server;
    Client client(server.port());
    client.send("HEAD /stream/1/open HTTP/1.1\r\nHost: kinhmoi.test\r\n\r\n");
    EXPECT_EQ(client.read(true).status, 200u);
    client.send(get("/next"));
    EXPECT_EQ(client.read().body, "GET /next");
}

TEST(Stream, takes_no_place_of_the_other_connections) {
    auto config = test_config();
    config.max_connections = 2;
    TestServer server(config);
    std::vector<std::unique_ptr<Client>> watchers;
    for (int i = 0; i < 6; ++i) {
        watchers.push_back(std::make_unique<Client>(server.port()));
        watchers.back()->send(get("/stream/1/open"));
        server.app.await_finished(i + 1);
    }
    Client first(server.port()), second(server.port());
    first.send(get("/slow"));
    second.send(get("/slow"));
    server.app.await_handled(8);
    Client third(server.port());
    EXPECT_TRUE(third.is_closed());
    server.on_io([&] { server.app.release(); });
    EXPECT_EQ(first.read().status, 200u);
    EXPECT_EQ(second.read().status, 200u);
}

/// How many sockets of this process, the server's ends among them, have such a limit.
int sockets_given_up_after(std::chrono::milliseconds limit) {
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        unsigned value_ms = 0;
        socklen_t size = sizeof value_ms;
        const int descriptor = std::stoi(entry.path().filename());
        if (::getsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &value_ms, &size) == 0 &&
            value_ms == limit.count())
            ++found;
    }
    return found;
}

TEST(Stream, is_given_up_by_the_kernel_when_its_reader_vanishes) {
    auto config = test_config();
    config.deadlines.write_slice = std::chrono::milliseconds(12'345);
    TestServer server(config);
    Client client(server.port());
    client.send(get("/stream/1/open"));
    ASSERT_TRUE(client.await("piece\n"));
    EXPECT_EQ(sockets_given_up_after(config.deadlines.write_slice), 1);
}

TEST(Stream, is_over_at_once_when_the_listener_stops) {
    TestServer server;
    Client client(server.port());
    client.send(get("/stream/1/open"));
    server.app.await_finished(1);
    auto stopped = server.stop();
    EXPECT_EQ(stopped.wait_for(std::chrono::seconds(5)), std::future_status::ready)
        << "a silent stream must not use up the time for requests in flight";
    EXPECT_TRUE(client.read_all().ends_with("piece\n"));
}

}  // namespace
}  // namespace kinhmoi::net::test::stream_test

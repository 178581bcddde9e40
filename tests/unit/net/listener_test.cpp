// SPDX-License-Identifier: Apache-2.0
// Deadlines, the cap, lack of descriptors, and stopping.
#include "server/net/listener.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/unit/net/net_support.hpp"

namespace kinhmoi::net::test::listener_test {
namespace {

using std::chrono::milliseconds;

TEST(Deadlines, a_dripping_header_does_not_extend_its_own) {
    auto config = test_config();
    config.deadlines.header = milliseconds(100);
    TestServer server(config);
    Client client(server.port());
    const std::string request = get("/canary", "X: " + std::string(4'000, 'x') + "\r\n");
    EXPECT_LT(client.drip(request), request.size());
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(server.app.canaries, 0);
}

TEST(Deadlines, a_dripping_body_does_not_extend_its_own) {
    auto config = test_config();
    config.deadlines.body_base = milliseconds(100);
    TestServer server(config);
    Client client(server.port());
    const std::string request = post("/echo", std::string(4'000, 'x'));
    const auto head = request.size() - 4'000;
    client.send(request.substr(0, head));
    EXPECT_LT(client.drip(request.substr(head)), 4'000u);
    EXPECT_EQ(client.read_all(), "");
}

TEST(Deadlines, an_idle_connection_is_closed) {
    auto config = test_config();
    config.deadlines.idle = milliseconds(500);  // a loaded machine must still get to send()
    TestServer server(config);
    Client fresh(server.port());
    Client used(server.port());
    used.send(get("/"));
    EXPECT_EQ(used.read().status, 200u);
    EXPECT_TRUE(fresh.is_closed());
    EXPECT_TRUE(used.is_closed());
}

TEST(Deadlines, a_reader_that_does_not_read_is_cut) {
    auto config = test_config();
    config.deadlines.write_slice = milliseconds(50);
    TestServer server(config);
    Client client(server.port());
    client.send(get("/big/50000000"));
    server.app.await_finished(1);
    EXPECT_TRUE(server.await_connections(0));
    EXPECT_LT(client.read_all().size(), 50'000'000u);
}

TEST(Deadlines, the_drain_ends) {
    auto config = test_config();
    config.deadlines.drain = milliseconds(50);
    TestServer server(config);
    Client client(server.port());
    client.send("BREW / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.read().status, 501u);
    EXPECT_TRUE(server.await_connections(0));  // though the client never closes
}

TEST(Deadlines, the_application_has_none) {
    auto config = test_config();
    auto& d = config.deadlines;
    d.header = d.write_slice = milliseconds(20);
    d.idle = milliseconds(500);
    TestServer server(config);
    Client slow(server.port());
    Client idle(server.port());
    slow.send(get("/slow"));
    server.app.await_handled(1);
    EXPECT_TRUE(idle.is_closed());  // a whole sweep later than slow's header deadline
    server.on_io([&] { server.app.release(); });
    EXPECT_EQ(slow.read().body, "GET /slow");
}

TEST(Cap, idle_connections_make_room) {
    auto config = test_config();
    config.max_connections = 8;
    TestServer server(config);
    std::vector<std::unique_ptr<Client>> idle;
    for (int i = 0; i < 40; ++i) {
        idle.push_back(std::make_unique<Client>(server.port()));
        idle.back()->send("GET / HT");  // half a request is no better than none
    }
    Client client(server.port());
    client.send(get("/"));
    EXPECT_EQ(client.read().status, 200u);
    EXPECT_TRUE(idle.front()->is_closed());
    EXPECT_TRUE(server.await_connections(8));
}

TEST(Cap, requests_in_flight_do_not) {
    auto config = test_config();
    config.max_connections = 2;
    TestServer server(config);
    Client first(server.port()), second(server.port());
    first.send(get("/slow"));
    second.send(get("/slow"));
    server.app.await_handled(2);
    Client third(server.port());
    EXPECT_TRUE(third.is_closed());
    server.on_io([&] { server.app.release(); });
    EXPECT_EQ(first.read().status, 200u);
    EXPECT_EQ(second.read().status, 200u);
    Client fourth(server.port());
    fourth.send(get("/"));
    EXPECT_EQ(fourth.read().status, 200u);
}

/// Leaves exactly so many descriptors free until it goes.
class FewDescriptors {
public:
    explicit FewDescriptors(int free) {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit low{256, before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &low);
        for (int fd; (fd = ::open("/dev/null", O_RDONLY)) >= 0;) fill_.push_back(fd);
        for (; free > 0 && !fill_.empty(); --free) release();
    }
    ~FewDescriptors() {
        while (!fill_.empty()) release();
        ::setrlimit(RLIMIT_NOFILE, &before_);
    }
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;

private:
    void release() {
        ::close(fill_.back());
        fill_.pop_back();
    }
    rlimit before_{};
    std::vector<int> fill_;
};

#ifdef __SANITIZE_ADDRESS__
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif
constexpr const char* needs_a_pipe = "the sanitizer looks at objects through a pipe of its own";

TEST(Descriptors, running_out_closes_idle_connections) {
    if (is_sanitized) GTEST_SKIP() << needs_a_pipe;
    auto config = test_config();
    config.deadlines.accept_back_off = milliseconds(1);
    TestServer server(config);
    std::vector<std::unique_ptr<Client>> idle;
    for (int i = 0; i < 20; ++i) idle.push_back(std::make_unique<Client>());
    Client client;
    const FewDescriptors few(4);
    for (auto& one : idle) one->connect(server.port());
    client.connect(server.port());
    client.send(get("/"));
    EXPECT_EQ(client.read().status, 200u);
    EXPECT_TRUE(idle.front()->is_closed());
}

TEST(Descriptors, running_out_turns_new_clients_away) {
    if (is_sanitized) GTEST_SKIP() << needs_a_pipe;
    auto config = test_config();
    config.deadlines.accept_back_off = milliseconds(10);
    TestServer server(config);
    Client busy[2], extra, later;
    for (auto& one : busy) {
        one.connect(server.port());
        one.send(get("/slow", "Connection: close\r\n"));
    }
    server.app.await_handled(2);  // an idle connection would make room
    {
        const FewDescriptors none(0);
        extra.connect(server.port());
        EXPECT_TRUE(extra.is_closed());
        server.on_io([&] { server.app.release(); });
        for (auto& one : busy) EXPECT_EQ(one.read().status, 200u);
    }
    later.connect(server.port());
    later.send(get("/"));
    EXPECT_EQ(later.read().status, 200u);
}

TEST(Stop, finishes_the_request_in_flight_and_closes_the_rest) {
    TestServer server;
    Client busy(server.port()), idle(server.port());
    idle.send(get("/"));
    EXPECT_EQ(idle.read().status, 200u);
    busy.send(get("/slow") + get("/canary"));
    server.app.await_handled(2);
    auto stopped = server.stop();
    EXPECT_TRUE(idle.is_closed());
    EXPECT_THROW(Client{server.port()}, std::runtime_error);
    EXPECT_EQ(stopped.wait_for(milliseconds(0)), std::future_status::timeout);
    server.on_io([&] { server.app.release(); });
    const auto answer = busy.read();
    EXPECT_EQ(answer.body, "GET /slow");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    EXPECT_TRUE(busy.is_closed());
    busy.finish_sending();
    stopped.get();
    EXPECT_EQ(server.app.canaries, 0);
}

TEST(Stop, takes_the_body_of_a_request_in_flight) {
    TestServer server;
    Client client(server.port());
    const std::string request = post("/echo", "body", "Expect: 100-continue\r\n");
    client.send(request.substr(0, request.size() - 4));
    EXPECT_EQ(client.read().status, 100u);
    auto stopped = server.stop();
    client.send("body");
    EXPECT_EQ(client.read().body, "body");
    client.finish_sending();
    stopped.get();
}

TEST(Stop, cuts_what_does_not_end) {
    auto config = test_config();
    config.deadlines.stop = milliseconds(20);
    TestServer server(config);
    Client client(server.port());
    client.send(get("/slow"));
    server.app.await_handled(1);
    server.stop().get();
    EXPECT_TRUE(client.is_closed());
}

TEST(Stop, ends_the_io_loop) {
    boost::asio::io_context io{1};
    TestApplication app(io);
    Listener listener(io, app, test_config());
    listener.start();
    boost::asio::co_spawn(io, listener.stop(), boost::asio::detached);
    io.run();  // returns only when nothing of the listener is left waiting
    EXPECT_EQ(listener.connection_count(), 0u);
}

TEST(Start, throws_when_the_port_is_taken) {
    TestServer server;
    boost::asio::io_context io{1};
    TestApplication app(io);
    auto config = test_config();
    config.port = server.port();
    Listener second(io, app, config);
    EXPECT_THROW(second.start(), boost::system::system_error);
}

}  // namespace
}  // namespace kinhmoi::net::test::listener_test

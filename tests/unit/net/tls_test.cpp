// SPDX-License-Identifier: Apache-2.0
// The same session over TLS: round trip, wrong peers, the handshake cap, a new certificate.
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/unit/net/net_support.hpp"

namespace kinhmoi::net::test::tls_test {
namespace {

class Tls : public testing::Test {
protected:
    Tls() {
        config = test_config();
        config.certificate_file = folder.file("certificate.pem");
        config.key_file = folder.file("key.pem");
        write_certificate(config.certificate_file, config.key_file, 1);
    }
    TemporaryFolder folder;
    ListenerConfig config;
};

TEST_F(Tls, round_trip) {
    TestServer server(config);
    Client client(server.port(), true);
    client.send(post("/echo", std::string(200'000, 'x')) + get("/two"));
    const auto answer = client.read();
    EXPECT_EQ(answer.body.size(), 200'000u);
    EXPECT_EQ(answer.headers.at("strict-transport-security"), "max-age=31536000");
    EXPECT_EQ(client.read().body, "GET /two");
    EXPECT_TRUE(server.app.last.is_tls);
    client.send(get("/", "Connection: close\r\n"));
    EXPECT_EQ(client.read().status, 200u);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(Tls, the_gate_stands_here_too) {
    TestServer server(config);
    Client client(server.port(), true);
    client.send(post("/echo", "", "Transfer-Encoding: chunked\r\n") + get("/canary"));
    EXPECT_EQ(client.read().status, 501u);
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.app.canaries, 0);
}

TEST_F(Tls, versions) {
    TestServer server(config);
    const struct {
        int version;
        bool good;
    } cases[] = {{TLS1_1_VERSION, false}, {TLS1_2_VERSION, true}, {TLS1_3_VERSION, true}};
    for (const auto& c : cases) {
        Client client;
        client.connect(server.port());
        EXPECT_EQ(client.start_tls(c.version), c.good) << c.version;
    }
}

TEST_F(Tls, plain_http_on_the_tls_port_is_closed) {
    TestServer server(config);
    Client client(server.port());
    client.send(get("/canary"));
    EXPECT_EQ(client.read_all().find("HTTP/1.1"), std::string::npos);
    EXPECT_EQ(server.app.canaries, 0);
    Client good(server.port(), true);
    good.send(get("/"));
    EXPECT_EQ(good.read().status, 200u);
}

TEST_F(Tls, a_stalled_handshake_is_closed) {
    config.deadlines.tls_handshake = std::chrono::milliseconds(50);
    TestServer server(config);
    Client client(server.port());
    EXPECT_TRUE(client.is_closed());
    EXPECT_TRUE(server.await_connections(0));
}

TEST_F(Tls, stalled_handshakes_do_not_keep_others_out) {
    config.max_handshakes = 4;
    config.deadlines.handshake_grace = {};
    TestServer server(config);
    std::vector<std::unique_ptr<Client>> stalled;
    for (int i = 0; i < 30; ++i) stalled.push_back(std::make_unique<Client>(server.port()));
    Client client(server.port(), true);
    client.send(get("/"));
    EXPECT_EQ(client.read().status, 200u);
    EXPECT_TRUE(stalled.front()->is_closed());
    EXPECT_TRUE(server.await_connections(4));  // three stalled ones and the client
}

TEST_F(Tls, a_crowd_that_arrives_at_once_comes_through_its_handshakes) {
    config.max_handshakes = 4;
    config.deadlines.handshake_grace = std::chrono::hours(1);
    TestServer server(config);
    std::vector<std::unique_ptr<Client>> crowd;
    for (int i = 0; i < 30; ++i) crowd.push_back(std::make_unique<Client>(server.port()));
    ASSERT_TRUE(server.await_connections(30));
    for (auto& client : crowd) {
        ASSERT_TRUE(client->start_tls());
        client->send(get("/"));
        EXPECT_EQ(client->read().status, 200u);
    }
}

TEST_F(Tls, a_crowd_in_its_handshakes_gives_way_only_where_the_listener_is_full) {
    config.max_handshakes = 4;
    config.max_connections = 8;
    config.deadlines.handshake_grace = std::chrono::hours(1);
    TestServer server(config);
    std::vector<std::unique_ptr<Client>> crowd;
    for (int i = 0; i < 8; ++i) crowd.push_back(std::make_unique<Client>(server.port()));
    ASSERT_TRUE(server.await_connections(8));
    Client last(server.port(), true);
    EXPECT_TRUE(crowd.front()->is_closed());
    EXPECT_TRUE(crowd.back()->start_tls());
}

TEST_F(Tls, reload_serves_the_new_certificate_to_new_connections) {
    TestServer server(config);
    Client before(server.port(), true);
    EXPECT_EQ(before.certificate_serial(), 1);
    write_certificate(config.certificate_file, config.key_file, 2);
    server.on_io([&] { server.listener.reload_certificate(); });
    Client after(server.port(), true);
    EXPECT_EQ(after.certificate_serial(), 2);
    before.send(get("/"));
    EXPECT_EQ(before.read().status, 200u);
}

TEST_F(Tls, a_bad_certificate_leaves_the_old_one_in_use) {
    TestServer server(config);
    TemporaryFolder other;
    write_certificate(other.file("c"), config.key_file, 3);  // a key of another certificate
    const bool refused = server.on_io([&] {
        try {
            server.listener.reload_certificate();
            return false;
        } catch (const std::runtime_error&) {
            return true;
        }
    });
    EXPECT_TRUE(refused);
    Client client(server.port(), true);
    EXPECT_EQ(client.certificate_serial(), 1);
}

TEST_F(Tls, start_refuses_a_missing_certificate) {
    config.certificate_file = folder.file("missing.pem");
    boost::asio::io_context io{1};
    TestApplication app(io);
    Listener listener(io, app, config);
    EXPECT_THROW(listener.start(), std::runtime_error);
}

}  // namespace
}  // namespace kinhmoi::net::test::tls_test

// SPDX-License-Identifier: Apache-2.0
// Accepts connections, plain or TLS, and serves each with one coroutine on one io thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/net/application.hpp"
#include "server/net/gate.hpp"

namespace kinhmoi::net {

/// How long each step may take in all; dripping bytes extends none of them.
struct Deadlines {
    std::chrono::milliseconds tls_handshake{10'000};
    std::chrono::milliseconds handshake_grace{1'000};  ///< stalls from then on: may give way
    std::chrono::milliseconds header{10'000};          ///< from its first byte
    std::chrono::milliseconds idle{30'000};            ///< between requests
    std::chrono::milliseconds body_base{15'000};
    std::uint64_t body_bytes_per_second = 16 * 1024;  ///< adds content_length / this
    std::chrono::milliseconds body_max{120'000};
    std::chrono::milliseconds write_slice{30'000};  ///< for each 256 KiB
    std::chrono::milliseconds tls_shutdown{5'000};
    std::chrono::milliseconds drain{2'000};          ///< after an answer that closes
    std::chrono::milliseconds connection{300'000};   ///< age after which the next answer closes
    std::chrono::milliseconds stop{10'000};          ///< for requests in flight at shutdown
    std::chrono::milliseconds accept_back_off{100};  ///< when descriptors run out
};

struct ListenerConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one; see Listener::port()
    /// What Host may say, case apart. "name" also stands for "name:<the bound port>"; "name:port"
    /// for exactly that. Empty: every request is refused with 421.
    std::vector<std::string> allowed_hosts;
    std::string certificate_file;  ///< PEM chain; "" for plain HTTP
    std::string key_file;          ///< PEM
    /// The caller's address is the last one of X-Forwarded-For: only where nobody but a proxy can
    /// connect.
    bool is_behind_proxy = false;
    std::size_t max_connections = 1'024;
    std::size_t max_handshakes = 128;  ///< beyond these the ones that stall give way
    std::size_t max_requests_per_connection = 100;
    RequestLimits limits;
    Deadlines deadlines;
};

class ListenerState;

/// Everything here is called on the io thread, or before it runs. The io_context must be run by one
/// thread (concurrency hint 1) and outlive the listener; the application must outlive both.
class Listener {
public:
    Listener(boost::asio::io_context& io, Application& application, ListenerConfig config);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Binds and accepts. Throws boost::system::system_error (address in use) or
    /// std::runtime_error (certificate or key unusable).
    void start();
    std::uint16_t port() const;
    std::size_t connection_count() const;

    /// Reads both files again for connections to come (SIGHUP). Throws std::runtime_error and goes
    /// on with the old pair when the new one is unusable.
    void reload_certificate();

    /// Takes no new connection and closes idle ones; the rest close after their answer.
    void stop_accepting();
    /// stop_accepting(), then waits for requests in flight, at most deadlines.stop; then cuts.
    boost::asio::awaitable<void> stop();

private:
    std::shared_ptr<ListenerState> state_;
};

}  // namespace kinhmoi::net

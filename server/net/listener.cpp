// SPDX-License-Identifier: Apache-2.0
// The accept loop, the sweep of deadlines, and the two stages of stopping.
#include "server/net/listener.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/net/edge.hpp"
#include "server/net/http_session.hpp"
#include "server/net/tls_context.hpp"

namespace kinhmoi::net {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
constexpr int backlog = 512;

/// Often enough that no deadline is missed by more than a quarter of the shortest.
std::chrono::milliseconds sweep_interval(const Deadlines& d) {
    const auto shortest = std::min({d.tls_handshake, d.header, d.idle, d.body_base, d.body_max,
                                    d.write_slice, d.tls_shutdown, d.drain});
    return std::clamp<std::chrono::milliseconds>(shortest / 4, 5ms, 500ms);
}

/// A descriptor held back, so that a client can be told "no" when there are none left.
class ReserveDescriptor {
public:
    ReserveDescriptor() { open(); }
    ~ReserveDescriptor() { close(); }
    ReserveDescriptor(const ReserveDescriptor&) = delete;
    ReserveDescriptor& operator=(const ReserveDescriptor&) = delete;

    /// Accepts what waits in the queue of a non-blocking acceptor and closes it at once.
    void turn_away(int acceptor) {
        close();
        for (int i = 0; i < backlog; ++i) {
            const int client = ::accept4(acceptor, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) break;
            ::close(client);
        }
        open();
    }

private:
    void open() { descriptor_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC); }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    int descriptor_ = -1;
};

}  // namespace

class ListenerState : public std::enable_shared_from_this<ListenerState> {
public:
    ListenerState(asio::io_context& io, Application& application, ListenerConfig config)
        : io_(io),
          edge_(std::make_shared<Edge>(application, std::move(config))),
          acceptor_(io.get_executor()),
          sweep_timer_(io),
          back_off_timer_(io),
          empty_timer_(io) {}

    void start();
    void reload_certificate();
    void stop_accepting();
    asio::awaitable<void> stop();
    void abandon();

    std::uint16_t port() const { return port_; }
    std::size_t connection_count() const { return edge_->connections.size(); }

private:
    asio::awaitable<void> accept_loop();
    asio::awaitable<void> sweep_loop();
    void admit(Socket socket);

    asio::io_context& io_;
    std::shared_ptr<Edge> edge_;
    asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type> acceptor_;
    asio::steady_timer sweep_timer_;
    asio::steady_timer back_off_timer_;
    asio::steady_timer empty_timer_;
    std::shared_ptr<asio::ssl::context> tls_;
    ReserveDescriptor reserve_;
    std::uint16_t port_ = 0;
    bool sweeping_ = true;
};

void ListenerState::start() {
    const auto& config = edge_->config;
    reload_certificate();
    const asio::ip::tcp::endpoint wanted(asio::ip::make_address(config.address), config.port);
    acceptor_.open(wanted.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(wanted);
    acceptor_.listen(backlog);
    acceptor_.non_blocking(true);
    port_ = acceptor_.local_endpoint().port();
    edge_->hosts = HostList(config.allowed_hosts, port_);
    asio::co_spawn(io_, accept_loop(), asio::detached);
    asio::co_spawn(io_, sweep_loop(), asio::detached);
}

void ListenerState::reload_certificate() {
    const auto& config = edge_->config;
    if (config.certificate_file.empty()) return;
    tls_ = make_tls_context(config.certificate_file, config.key_file);
}

asio::awaitable<void> ListenerState::accept_loop() {
    const auto self = shared_from_this();
    while (acceptor_.is_open()) {
        auto [error, socket] = co_await acceptor_.async_accept(no_throw);
        if (!acceptor_.is_open()) co_return;
        if (!error) {
            admit(std::move(socket));
            continue;
        }
        if (error == asio::error::connection_aborted) continue;
        // Out of descriptors or memory: make room, then wait, so that the loop cannot spin.
        if (!edge_->connections.cut_oldest(Phase::idle))
            reserve_.turn_away(acceptor_.native_handle());
        back_off_timer_.expires_after(edge_->config.deadlines.accept_back_off);
        co_await back_off_timer_.async_wait(no_throw);
    }
}

/// A full listener gives the place of the longest idle connection (or half-sent header) to the new
/// one: whoever opens connections and stalls displaces only himself. Handshakes that do not stall
/// are a crowd that waits for us, and the oldest of them is the one nearest to its end.
void ListenerState::admit(Socket socket) {
    auto& connections = edge_->connections;
    const auto& config = edge_->config;
    const bool made_room =
        tls_ && connections.count(Phase::handshake) >= config.max_handshakes &&
        connections.cut_oldest(Phase::handshake, config.deadlines.handshake_grace);
    const bool is_full = connections.size() - connections.streams >= config.max_connections;
    if (is_full && !made_room && !connections.cut_oldest(Phase::idle) &&
        !connections.cut_oldest(Phase::header) && !connections.cut_oldest(Phase::handshake))
        return;
    // An exception here (no memory) has nobody to go to: the connection ends, the process lives.
    asio::co_spawn(io_, serve(edge_, std::move(socket), tls_), asio::detached);
}

asio::awaitable<void> ListenerState::sweep_loop() {
    const auto self = shared_from_this();
    const auto interval = sweep_interval(edge_->config.deadlines);
    while (sweeping_) {
        sweep_timer_.expires_after(interval);
        co_await sweep_timer_.async_wait(no_throw);
        edge_->connections.sweep(Clock::now());
    }
}

void ListenerState::stop_accepting() {
    error_code ignored;
    acceptor_.close(ignored);
    back_off_timer_.cancel();
    edge_->stopping = true;
    edge_->connections.cut_all(Phase::idle);
    edge_->connections.cut_all(Phase::handshake);
    edge_->connections.cut_all(Phase::streaming);
}

asio::awaitable<void> ListenerState::stop() {
    const auto self = shared_from_this();
    stop_accepting();
    edge_->connections.on_empty = [this] { empty_timer_.cancel(); };
    empty_timer_.expires_after(edge_->config.deadlines.stop);
    if (edge_->connections.size() > 0) co_await empty_timer_.async_wait(no_throw);
    edge_->connections.on_empty = nullptr;
    edge_->connections.cut_all();
    sweeping_ = false;
    sweep_timer_.cancel();
}

void ListenerState::abandon() {
    stop_accepting();
    edge_->connections.on_empty = nullptr;
    edge_->connections.cut_all();
    sweeping_ = false;
    sweep_timer_.cancel();
    empty_timer_.cancel();
}

Listener::Listener(asio::io_context& io, Application& application, ListenerConfig config)
    : state_(std::make_shared<ListenerState>(io, application, std::move(config))) {}
Listener::~Listener() {
    state_->abandon();
}
void Listener::start() {
    state_->start();
}
std::uint16_t Listener::port() const {
    return state_->port();
}
std::size_t Listener::connection_count() const {
    return state_->connection_count();
}
void Listener::reload_certificate() {
    state_->reload_certificate();
}
void Listener::stop_accepting() {
    state_->stop_accepting();
}
asio::awaitable<void> Listener::stop() {
    return state_->stop();
}

}  // namespace kinhmoi::net

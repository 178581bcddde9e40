// SPDX-License-Identifier: Apache-2.0
// The application, the server thread and the raw client of the net tests.
#include "tests/unit/net/net_support.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "server/net/ascii.hpp"
#include "server/net/event_source.hpp"

namespace kinhmoi::net::test {

namespace asio = boost::asio;

std::string get(const std::string& path, const std::string& more) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n";
}

std::string post(const std::string& path, const std::string& body, const std::string& more) {
    return "POST " + path + " HTTP/1.1\r\nHost: " + host +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}

asio::awaitable<std::optional<Response>> TestApplication::before_body(Request& request) {
    if (request.path == "/throw-early") throw std::runtime_error("early");
    if (request.path == "/early") {
        ++bodies_refused;
        co_return Response::text("no", 403);
    }
    co_return std::nullopt;
}

namespace {

/// So many pieces; then the end, or silence until it is cancelled.
class Pieces final : public EventSource {
public:
    Pieces(const asio::any_io_executor& io, int count, bool stays_open)
        : timer_(io, asio::steady_timer::time_point::max()),
          left_(count),
          stays_open_(stays_open) {}

    asio::awaitable<std::shared_ptr<const std::string>> next() override {
        if (left_ == 0 && stays_open_)
            co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (left_ == 0) co_return nullptr;
        --left_;
        co_return std::make_shared<const std::string>("piece\n");
    }
    void cancel() override { timer_.cancel(); }
    void on_drop(std::function<void()>) override {}

private:
    asio::steady_timer timer_;
    int left_;
    bool stays_open_;
};

}  // namespace

asio::awaitable<Response> TestApplication::handle(Request& request) {
    last = request;
    count(handled_);
    if (request.path == "/canary") ++canaries;
    if (request.path == "/throw") throw std::runtime_error("handler");
    if (request.path == "/slow" && !released_)
        co_await gate_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (request.path == "/echo") co_return Response::text(request.body);
    if (request.path == "/empty") co_return Response::no_content();
    if (request.path.starts_with("/stream/")) {
        Response response;
        response.content_type = "text/event-stream";
        const bool stays_open = request.path.ends_with("/open");
        response.events = std::make_shared<Pieces>(co_await asio::this_coro::executor,
                                                   std::stoi(request.path.substr(8)), stays_open);
        co_return response;
    }
    if (request.path.starts_with("/big/"))
        co_return Response::text(std::string(std::stoul(request.path.substr(5)), 'x'));
    co_return Response::text(std::string(method_name(request.method)) + " " + request.path);
}

Response TestApplication::refusal(unsigned status, const char* reason,
                                  const std::string& request_id) {
    return Response::problem(std::string(reason) + " " + request_id, status);
}

void TestApplication::finished(const Request&, const Response&, std::int64_t) {
    count(finished_);
}

void TestApplication::threw(const Request&, const std::exception_ptr&) {
    ++thrown;
}

void TestApplication::count(int& counter) {
    const std::lock_guard lock(mutex_);
    ++counter;
    changed_.notify_all();
}

void TestApplication::await(int& counter, int wanted) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(10), [&] { return counter >= wanted; }))
        throw std::runtime_error("waited in vain");
}

void TestApplication::await_handled(int wanted) {
    await(handled_, wanted);
}
void TestApplication::await_finished(int wanted) {
    await(finished_, wanted);
}

void TestApplication::release() {
    released_ = true;
    gate_.cancel();
}

ListenerConfig test_config() {
    ListenerConfig config;
    config.allowed_hosts = {host};
    return config;
}

TestServer::TestServer(ListenerConfig config) : listener(io, app, std::move(config)) {
    listener.start();
    port_ = listener.port();
    thread_ = std::thread([this] { io.run(); });
}

TestServer::~TestServer() {
    on_io([this] { app.release(); });
    io.stop();
    thread_.join();
}

bool TestServer::await_connections(std::size_t count) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < give_up)
        if (on_io([this] { return listener.connection_count(); }) == count) return true;
    return false;
}

std::future<void> TestServer::stop() {
    return asio::co_spawn(io, listener.stop(), asio::use_future);
}

Client::Client() {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd_ < 0) throw std::runtime_error("socket");
    const timeval patience{10, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const int one = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

Client::Client(std::uint16_t port, bool tls) : Client() {
    connect(port);
    if (tls && !start_tls()) throw std::runtime_error("TLS handshake");
}

Client::~Client() {
    if (ssl_) ::SSL_free(ssl_);
    if (context_) ::SSL_CTX_free(context_);
    ::close(fd_);
}

void Client::connect(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("connect");
}

bool Client::start_tls(int max_version) {
    context_ = ::SSL_CTX_new(::TLS_client_method());
    ::SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_, max_version);
    ssl_ = ::SSL_new(context_);
    ::SSL_set_fd(ssl_, fd_);
    return ::SSL_connect(ssl_) == 1;
}

bool Client::send(const std::string& bytes) {
    if (ssl_) return ::SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0;
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto n = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

void Client::finish_sending() {
    ::shutdown(fd_, SHUT_WR);
}

bool Client::fill() {
    char bytes[16 * 1024];
    const auto n =
        ssl_ ? ::SSL_read(ssl_, bytes, sizeof bytes) : ::recv(fd_, bytes, sizeof bytes, 0);
    if (n <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(n));
    return true;
}

Answer Client::read(bool is_head) {
    Answer answer;
    std::size_t end;
    while ((end = received_.find("\r\n\r\n")) == received_.npos)
        if (!fill()) return {};
    const std::string head = received_.substr(0, end + 2);
    received_.erase(0, end + 4);
    if (!head.starts_with("HTTP/1.1 ")) throw std::runtime_error("no status line: " + head);
    answer.status = static_cast<unsigned>(std::stoul(head.substr(9, 3)));
    for (auto at = head.find("\r\n") + 2; at < head.size();) {
        const auto line = head.substr(at, head.find("\r\n", at) - at);
        at += line.size() + 2;
        const auto colon = line.find(": ");
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), to_lower);
        if (!answer.headers.emplace(name, line.substr(colon + 2)).second)
            throw std::runtime_error("field twice: " + name);
    }
    const auto length = answer.headers.find("content-length");
    if (is_head || length == answer.headers.end()) return answer;
    const auto size = std::stoul(length->second);
    while (received_.size() < size)
        if (!fill()) return {};
    answer.body = received_.substr(0, size);
    received_.erase(0, size);
    return answer;
}

bool Client::await(const std::string& text) {
    while (received_.find(text) == received_.npos)
        if (!fill()) return false;
    return true;
}

std::string Client::read_all() {
    while (fill()) {
    }
    return std::exchange(received_, {});
}

bool Client::is_closed() {
    if (!received_.empty()) return false;
    char byte;
    if (ssl_) return ::SSL_read(ssl_, &byte, 1) <= 0;
    const auto n = ::recv(fd_, &byte, 1, 0);
    return n == 0 || (n < 0 && errno == ECONNRESET);
}

std::size_t Client::drip(const std::string& bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        pollfd readable{fd_, POLLIN, 0};
        if (::poll(&readable, 1, 2) != 0) return i;
        if (!send(bytes.substr(i, 1))) return i;
    }
    return bytes.size();
}

long Client::certificate_serial() const {
    X509* const certificate = ::SSL_get1_peer_certificate(ssl_);
    const long serial = ::ASN1_INTEGER_get(::X509_get0_serialNumber(certificate));
    ::X509_free(certificate);
    return serial;
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "kinhmoi-net-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::filesystem::remove_all(path_);
}

void write_certificate(const std::string& certificate_file, const std::string& key_file,
                       long serial) {
    EVP_PKEY* const key = EVP_EC_gen("P-256");
    X509* const certificate = ::X509_new();
    ::X509_set_version(certificate, 2);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate), serial);
    ::X509_gmtime_adj(::X509_getm_notBefore(certificate), -3'600);
    ::X509_gmtime_adj(::X509_getm_notAfter(certificate), 3'600);
    ::X509_set_pubkey(certificate, key);
    auto* const name = ::X509_get_subject_name(certificate);
    ::X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                 reinterpret_cast<const unsigned char*>(host), -1, -1, 0);
    ::X509_set_issuer_name(certificate, name);
    ::X509_sign(certificate, key, ::EVP_sha256());
    std::FILE* file = std::fopen(certificate_file.c_str(), "w");
    ::PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen(key_file.c_str(), "w");
    ::PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    ::X509_free(certificate);
    ::EVP_PKEY_free(key);
}

}  // namespace kinhmoi::net::test

// SPDX-License-Identifier: Apache-2.0
// A listener on its own thread with a small application behind it, and a blocking client that sends
// exactly the bytes it is given.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>
#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/net/listener.hpp"

namespace kinhmoi::net::test {

inline constexpr const char* host = "kinhmoi.test";

/// "GET /path HTTP/1.1" with the right Host and more lines ("X: y\r\n").
std::string get(const std::string& path, const std::string& more = "");
std::string post(const std::string& path, const std::string& body, const std::string& more = "");

/// /canary counts; /echo answers the body; /early answers 403 before the body; /throw and
/// /throw-early throw; /slow waits for release(); /big/<bytes> answers that many; /empty 204;
/// /stream/<n> streams n pieces and ends, /stream/<n>/open stays open after them; any other path is
/// answered with "<method> <path>".
class TestApplication : public Application {
public:
    explicit TestApplication(boost::asio::io_context& io) : gate_(io) {
        gate_.expires_at(boost::asio::steady_timer::time_point::max());
    }
    boost::asio::awaitable<std::optional<Response>> before_body(Request& request) override;
    boost::asio::awaitable<Response> handle(Request& request) override;
    Response refusal(unsigned status, const char* reason, const std::string& request_id) override;
    void finished(const Request& request, const Response& response, std::int64_t micros) override;
    void threw(const Request& request, const std::exception_ptr& error) override;

    /// Blocks until that many requests were handed to handle() / answers were written.
    void await_handled(int count);
    void await_finished(int count);
    /// On the io thread: lets /slow go on, now and from now on.
    void release();

    std::atomic<int> canaries = 0;
    std::atomic<int> bodies_refused = 0;
    std::atomic<int> thrown = 0;
    Request last;  ///< a copy of the last request handled; read it after its answer has come

private:
    void count(int& counter);
    void await(int& counter, int wanted);

    boost::asio::steady_timer gate_;
    bool released_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    int handled_ = 0;
    int finished_ = 0;
};

/// Defaults fit for tests: the host above, any port of 127.0.0.1.
ListenerConfig test_config();

class TestServer {
public:
    explicit TestServer(ListenerConfig config = test_config());
    ~TestServer();

    std::uint16_t port() const { return port_; }
    /// Runs f on the io thread and returns what it returns.
    template <class F>
    auto on_io(F f) {
        std::promise<decltype(f())> promise;
        boost::asio::post(io, [&] {
            if constexpr (std::is_void_v<decltype(f())>) {
                f();
                promise.set_value();
            } else {
                promise.set_value(f());
            }
        });
        return promise.get_future().get();
    }
    /// Blocks until the listener has exactly that many connections; false after 10 s.
    bool await_connections(std::size_t count);
    std::future<void> stop();

    boost::asio::io_context io{1};
    TestApplication app{io};
    Listener listener;

private:
    // Keeps the thread for on_io() when the listener has stopped.
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io.get_executor()};
    std::uint16_t port_ = 0;
    std::thread thread_;
};

struct Answer {
    unsigned status = 0;                         ///< 0: the connection was closed instead
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

/// Every read gives up (as if closed) after 10 s, so that no test hangs.
class Client {
public:
    /// tls: speak TLS and accept any certificate.
    explicit Client(std::uint16_t port, bool tls = false);
    /// A socket that connect() will connect later.
    Client();
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void connect(std::uint16_t port);
    bool start_tls(int max_version = TLS1_3_VERSION);
    /// False when the peer has closed.
    bool send(const std::string& bytes);
    void finish_sending();
    /// One answer; is_head: without its body.
    Answer read(bool is_head = false);
    /// Everything until the peer closes.
    std::string read_all();
    /// False when the peer closes before this came.
    bool await(const std::string& text);
    /// True when the peer closes (or resets) without another byte.
    bool is_closed();
    /// Sends one byte at a time while the peer neither answers nor closes; how many were sent.
    std::size_t drip(const std::string& bytes);
    long certificate_serial() const;

private:
    bool fill();

    int fd_ = -1;
    SSL_CTX* context_ = nullptr;
    SSL* ssl_ = nullptr;
    std::string received_;
};

/// A folder that goes away with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// Writes a new P-256 key and a self-signed certificate with that serial number, in PEM.
void write_certificate(const std::string& certificate_file, const std::string& key_file,
                       long serial);

}  // namespace kinhmoi::net::test

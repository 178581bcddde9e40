// SPDX-License-Identifier: Apache-2.0
// One coroutine a connection: header -> gate -> before_body -> body -> handle -> write. Both plain
// and TLS streams are instantiated here, and nowhere else, because this file is slow to compile.
#include "server/net/http_session.hpp"

#include "server/net/forwarded.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "server/net/event_source.hpp"

namespace kinhmoi::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<Socket>;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t buffer_max_bytes = 64 * 1024;
constexpr std::size_t read_bytes = 8 * 1024;
constexpr std::size_t body_read_bytes = 16 * 1024;
constexpr std::size_t write_slice_bytes = 256 * 1024;
constexpr std::size_t join_max_bytes = 64 * 1024;  // a larger body is not copied behind its head
constexpr int stream_buffer_bytes = 64 * 1024;
constexpr std::size_t drain_max_bytes = 64 * 1024;
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

/// Small pieces fit into the kernel for long after their reader has vanished without a word: the
/// kernel gives the connection up when nothing was acknowledged for that long.
void give_up_unacknowledged(int socket, std::chrono::milliseconds limit) {
    const auto limit_ms = static_cast<unsigned>(limit.count());
    ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit_ms, sizeof limit_ms);
}

/// Counted apart while it lives.
class StreamPlace {
public:
    explicit StreamPlace(Connections& all) : all_(all) { ++all_.streams; }
    ~StreamPlace() { --all_.streams; }
    StreamPlace(const StreamPlace&) = delete;
    StreamPlace& operator=(const StreamPlace&) = delete;

private:
    Connections& all_;
};

template <class Stream>
class Session final : public Connection {
public:
    static constexpr bool is_tls = std::is_same_v<Stream, TlsStream>;

    template <class... Arguments>
    Session(Edge& edge, Arguments&&... arguments)
        : Connection(edge.connections),
          edge_(edge),
          limits_(edge.config.deadlines),
          stream_(std::forward<Arguments>(arguments)...) {}

    asio::awaitable<void> run();

private:
    enum class Read { complete, ended, refused };

    void close_socket() override {
        error_code ignored;
        socket().close(ignored);
        if (events_) events_->cancel();
    }
    auto& socket() {
        if constexpr (is_tls) return stream_.next_layer();
        else return stream_;
    }
    std::string_view received() const {
        return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
    }

    void begin_request();
    asio::awaitable<bool> serve_one();
    asio::awaitable<Response> ask_application();
    bool take_buffered_body();
    asio::awaitable<bool> read_body();
    asio::awaitable<bool> answer(Response response, Clock::time_point started);
    asio::awaitable<bool> stream();
    asio::awaitable<bool> write(std::string_view bytes, Phase phase = Phase::writing);
    asio::awaitable<void> say_goodbye();
    std::string_view write_now(std::string_view bytes);

    Edge& edge_;
    const Deadlines& limits_;
    Stream stream_;
    boost::beast::flat_buffer buffer_{buffer_max_bytes};
    HeaderScan scan_;
    Request request_;
    Framing framing_;
    std::shared_ptr<EventSource> events_;
    std::string remote_address_;
    std::string out_;
    Clock::time_point born_ = Clock::now();
    std::size_t served_ = 0;
    bool must_close_ = false;
    bool ended_ = false;  // the peer has closed, or the socket failed
};

template <class Stream>
asio::awaitable<void> Session<Stream>::run() {
    error_code error;
    socket().set_option(asio::ip::tcp::no_delay(true), error);
    socket().non_blocking(true, error);
    const auto peer = socket().remote_endpoint(error);
    if (error) co_return;
    remote_address_ = peer.address().to_string();
    if constexpr (is_tls) {
        enter(Phase::handshake, limits_.tls_handshake);
        const auto [failed] =
            co_await stream_.async_handshake(asio::ssl::stream_base::server, token);
        if (failed) co_return;
    }
    while (co_await serve_one()) {
    }
    if (!ended_) co_await say_goodbye();
}

/// Strings and vectors keep their memory from one request to the next.
template <class Stream>
void Session<Stream>::begin_request() {
    scan_ = {};
    framing_ = {};
    must_close_ = false;
    request_.method = Method::get;
    request_.path.clear();
    request_.query.clear();
    request_.body.clear();
    request_.captures.clear();
    request_.context.reset();
    request_.content_length = 0;
    request_.is_tls = is_tls;
    request_.remote_address = remote_address_;
    edge_.request_ids.next(request_.request_id);
}

/// One exchange. False when the connection is to be closed.
template <class Stream>
asio::awaitable<bool> Session<Stream>::serve_one() {
    begin_request();
    if (buffer_.size() == 0) enter(Phase::idle, limits_.idle);
    else enter(Phase::header, limits_.header);
    auto state = scan_.feed(received());
    const auto& most = edge_.config.limits;
    while (state == HeaderScan::State::need_more && buffer_.size() <= most.header_bytes) {
        if (edge_.stopping && buffer_.size() == 0) co_return false;
        const bool first_bytes = buffer_.size() == 0;
        const auto [error, count] =
            co_await stream_.async_read_some(buffer_.prepare(read_bytes), token);
        buffer_.commit(count);
        if (error) {
            ended_ = true;
            co_return false;
        }
        if (first_bytes) enter(Phase::header, limits_.header);
        state = scan_.feed(received());
    }

    const auto started = Clock::now();
    ++served_;
    std::optional<Refusal> refusal;
    if (state == HeaderScan::State::malformed) refusal = Refusal{400, reason::malformed};
    else if (state == HeaderScan::State::need_more || scan_.size() > most.header_bytes)
        refusal = Refusal{431, reason::header_too_large};
    else
        refusal =
            check_header(received().substr(0, scan_.size()), most, edge_.hosts, request_, framing_);
    if (refusal) {
        must_close_ = true;
        co_return co_await answer(
            edge_.application.refusal(refusal->status, refusal->reason, request_.request_id),
            started);
    }
    buffer_.consume(scan_.size());
    if (edge_.config.is_behind_proxy)
        request_.remote_address = forwarded_address(request_).value_or(remote_address_);
    auto response = co_await ask_application();
    if (ended_) co_return false;
    co_return co_await answer(std::move(response), started);
}

/// before_body, the body, handle. Sets ended_ when the body did not arrive.
template <class Stream>
asio::awaitable<Response> Session<Stream>::ask_application() {
    std::exception_ptr error;
    try {
        enter(Phase::handling);
        auto early = co_await edge_.application.before_body(request_);
        if (early) {
            must_close_ = request_.content_length > 0;
            co_return std::move(*early);
        }
        if (request_.content_length > 0) {
            if (!take_buffered_body() && !co_await read_body()) {
                ended_ = true;
                co_return Response{};
            }
            enter(Phase::handling);
        }
        co_return co_await edge_.application.handle(request_);
    } catch (...) {
        error = std::current_exception();
    }
    must_close_ = true;
    edge_.application.threw(request_, error);
    co_return edge_.application.refusal(500, reason::internal, request_.request_id);
}

/// A small body mostly came together with its header.
template <class Stream>
bool Session<Stream>::take_buffered_body() {
    const auto length = static_cast<std::size_t>(request_.content_length);
    if (buffer_.size() < length) return false;
    request_.body.assign(received().substr(0, length));
    buffer_.consume(length);
    return true;
}

template <class Stream>
asio::awaitable<bool> Session<Stream>::read_body() {
    const auto length = static_cast<std::size_t>(request_.content_length);
    const auto by_size =
        std::chrono::milliseconds(1'000 * request_.content_length / limits_.body_bytes_per_second);
    const auto limit = std::min(limits_.body_base + by_size, limits_.body_max);
    enter(Phase::body, limit);
    const auto buffered = std::min(buffer_.size(), length);
    auto& body = request_.body;
    body.assign(received().substr(0, buffered));
    buffer_.consume(buffered);
    if (framing_.expects_continue && buffered == 0) {
        if (!co_await write(go_on)) co_return false;
        enter(Phase::body, limit);
    }
    while (body.size() < length) {
        // Grows with what has arrived, not with what was announced.
        const auto had = body.size();
        body.resize(had + std::min(body_read_bytes, length - had));
        const auto [error, count] =
            co_await stream_.async_read_some(asio::buffer(&body[had], body.size() - had), token);
        body.resize(had + count);
        if (error) co_return false;
    }
    co_return true;
}

/// Writes the answer. False when the connection is to be closed.
template <class Stream>
asio::awaitable<bool> Session<Stream>::answer(Response response, Clock::time_point started) {
    if (request_.method == Method::head) response.events.reset();
    const bool close = must_close_ || response.close || response.events || !framing_.keep_alive ||
                       edge_.stopping || served_ >= edge_.config.max_requests_per_connection ||
                       started - born_ >= limits_.connection;
    out_.clear();
    append_head(out_, response, {close, is_tls, &edge_.date.at(std::time(nullptr))});
    const bool with_body = status_has_body(response.status) && request_.method != Method::head;
    const bool joined = with_body && response.body.size() <= join_max_bytes;
    if (joined) out_ += response.body;

    enter(Phase::writing, limits_.write_slice);
    const auto rest = write_now(out_);
    bool written = rest.empty() || co_await write(rest);
    if (written && with_body && !joined) written = co_await write(response.body);
    if (!written) ended_ = true;
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started).count();
    edge_.application.finished(request_, response, micros);
    if (written && response.events) {
        events_ = std::move(response.events);
        ended_ = !co_await stream();
        events_.reset();
    }
    co_return written && !close;
}

/// One piece after the other. False when the socket failed.
template <class Stream>
asio::awaitable<bool> Session<Stream>::stream() {
    // What waits in the kernel is out of our hands: little, so that a slow reader is noticed.
    const StreamPlace place(edge_.connections);
    error_code ignored;
    socket().set_option(asio::socket_base::send_buffer_size(stream_buffer_bytes), ignored);
    give_up_unacknowledged(socket().native_handle(), limits_.write_slice);
    events_->on_drop([this] { cut(); });
    // Cut or stopped while a piece was written: next() would wait for one more.
    while (socket().is_open() && !edge_.stopping) {
        enter(Phase::streaming);
        const auto piece = co_await events_->next();
        if (!socket().is_open()) break;
        if (!piece) co_return true;
        if (!co_await write(*piece, Phase::streaming)) co_return false;
    }
    co_return socket().is_open();
}

/// A plain socket's buffer mostly takes a whole answer at once, which spares a round through the
/// scheduler. What is left over.
template <class Stream>
std::string_view Session<Stream>::write_now(std::string_view bytes) {
    if constexpr (!is_tls) {
        error_code error;
        bytes.remove_prefix(socket().write_some(asio::buffer(bytes), error));
    }
    return bytes;
}

template <class Stream>
asio::awaitable<bool> Session<Stream>::write(std::string_view bytes, Phase phase) {
    while (!bytes.empty()) {
        enter(phase, limits_.write_slice);
        const auto slice = bytes.substr(0, write_slice_bytes);
        const auto [error, count] = co_await asio::async_write(stream_, asio::buffer(slice), token);
        if (error) co_return false;
        bytes.remove_prefix(count);
    }
    co_return true;
}

/// Closes so that the peer can still read the answer: bytes it goes on sending are taken and
/// dropped for a while, because closing over them would reset the connection.
template <class Stream>
asio::awaitable<void> Session<Stream>::say_goodbye() {
    error_code ignored;
    if constexpr (is_tls) {
        enter(Phase::closing, limits_.tls_shutdown);
        const auto [unused] = co_await stream_.async_shutdown(token);
        if (!socket().is_open()) co_return;
    }
    enter(Phase::closing, limits_.drain);
    socket().shutdown(Socket::shutdown_send, ignored);
    std::size_t drained = 0;
    while (drained < drain_max_bytes) {
        buffer_.clear();
        const auto [error, count] =
            co_await socket().async_read_some(buffer_.prepare(read_bytes), token);
        if (error) co_return;
        drained += count;
    }
}

}  // namespace

asio::awaitable<void> serve(std::shared_ptr<Edge> edge, Socket socket,
                            std::shared_ptr<asio::ssl::context> tls) {
    if (edge->stopping) co_return;
    if (tls) {
        auto session = std::make_unique<Session<TlsStream>>(*edge, std::move(socket), *tls);
        co_await session->run();
    } else {
        auto session = std::make_unique<Session<Socket>>(*edge, std::move(socket));
        co_await session->run();
    }
}

}  // namespace kinhmoi::net

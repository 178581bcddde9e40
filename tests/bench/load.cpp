// SPDX-License-Identifier: Apache-2.0
// The load: N connections that each send a check-in, wait for the answer and send the next, on one
// thread with epoll. Each connection is a door of its own with passes of its own, and lets them in
// and out in turn, so that every scan changes an admission. Who is inside at the end is kept beside
// the feed for the next run.
//   load PORT CONNECTIONS SECONDS FEED DSEQ_START
// FEED: the number of devices and the gate, then a token and an epoch a line, then the digits of a
// pass a line.
// Prints one JSON object.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Feed {
    std::vector<char> inside;  ///< '1' or '0' a pass
    std::string gate;
    std::vector<std::string> tokens;
    std::vector<std::string> epochs;
    std::vector<std::string> passes;
};

/// A bare server admits nobody: it gets no state.
std::string state_file(const char* feed) {
    return std::string(feed) + ".state";
}

Feed read_feed(const char* file) {
    std::ifstream in(file);
    Feed feed;
    std::size_t devices = 0;
    in >> devices >> feed.gate;
    feed.tokens.resize(devices);
    feed.epochs.resize(devices);
    for (std::size_t i = 0; i < devices; ++i) in >> feed.tokens[i] >> feed.epochs[i];
    for (std::string digits; in >> digits;) feed.passes.push_back(digits);
    feed.inside.assign(feed.passes.size(), '0');
    std::ifstream state(state_file(file), std::ios::binary);
    state.read(feed.inside.data(), static_cast<std::streamsize>(feed.inside.size()));
    return feed;
}

/// A request whose changing parts are written over in place: all have a fixed width.
class Door {
public:
    Door(Feed& feed, std::size_t index, std::size_t doors, std::int64_t dseq, std::uint64_t seed)
        : feed_(feed), random_(seed), dseq_(dseq) {
        for (std::size_t pass = index; pass < feed.passes.size(); pass += doors)
            mine_.push_back(pass);
        std::shuffle(mine_.begin(), mine_.end(), random_);
        const std::string body = "{\"scan_id\":\"" + std::string(32, '0') + "\",\"epoch\":\"" +
                                 feed.epochs[index] + "\",\"gate_id\":\"" + feed.gate +
                                 "\",\"dseq\":" + std::string(10, '1') + ",\"text\":\"" +
                                 std::string(187, '0') +
                                 "\",\"direction\":\"in\" ,\"wall_ms\":" + std::string(13, '1') +
                                 ",\"mono_ms\":1000,\"offset_ms\":0,\"mode\":\"online\"}";
        request_ = "POST /api/v1/door/scans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                   feed.tokens[index] + "\r\nContent-Type: application/json\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n\r\n" + body;
        scan_id_ = request_.find("scan_id\":\"") + 10;
        dseq_at_ = request_.find("dseq\":") + 6;
        text_ = request_.find("text\":\"") + 7;
        direction_ = request_.find("direction\":") + 11;
        wall_ = request_.find("wall_ms\":") + 9;
    }

    const std::string& next() {
        static constexpr char hex[] = "0123456789abcdef";
        for (std::size_t word = 0; word < 2; ++word) {
            std::uint64_t bits = random_();
            for (std::size_t i = 0; i < 16; ++i, bits >>= 4)
                request_[scan_id_ + word * 16 + i] = hex[bits & 15];
        }
        const std::int64_t now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count();
        // As the door's page makes them: 48 bits of milliseconds, then 80 random ones.
        for (std::size_t i = 0; i < 12; ++i)
            request_[scan_id_ + i] = hex[now_ms >> (44 - 4 * i) & 15];
        write_number(dseq_at_, 10, dseq_++);
        at_ = (at_ + 1) % mine_.size();
        request_.replace(text_, 187, feed_.passes[mine_[at_]]);
        request_.replace(direction_, 5, feed_.inside[mine_[at_]] == '1' ? "\"out\"" : "\"in\" ");
        char& inside = feed_.inside[mine_[at_]];
        inside = inside == '1' ? '0' : '1';
        write_number(wall_, 13, now_ms);
        return request_;
    }

private:
    void write_number(std::size_t at, std::size_t width, std::int64_t value) {
        for (std::size_t i = width; i-- > 0; value /= 10)
            request_[at + i] = static_cast<char>('0' + value % 10);
    }

    Feed& feed_;
    std::mt19937_64 random_;
    std::int64_t dseq_;
    std::vector<std::size_t> mine_;
    std::size_t at_ = 0;
    std::string request_;
    std::size_t scan_id_ = 0, dseq_at_ = 0, text_ = 0, direction_ = 0, wall_ = 0;
};

struct Connection {
    int file = -1;
    Door door;
    Clock::time_point sent;
    std::string in;
};

int connect_to(std::uint16_t port) {
    const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(file, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        std::cerr << "cannot connect: " << std::strerror(errno) << "\n";
        std::exit(1);
    }
    return file;
}

void send_next(Connection& connection) {
    const std::string& request = connection.door.next();
    connection.sent = Clock::now();
    if (::send(connection.file, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
        std::cerr << "cannot send\n";
        std::exit(1);
    }
}

/// True once the whole answer is in.
bool receive(Connection& connection) {
    char part[8 * 1024];
    const ssize_t n = ::recv(connection.file, part, sizeof part, 0);
    if (n <= 0) {
        std::cerr << "the server closed a connection\n";
        std::exit(1);
    }
    connection.in.append(part, static_cast<std::size_t>(n));
    const std::size_t head = connection.in.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    static constexpr char field[] = "ontent-Length: ";  // either case of the first letter
    std::size_t length_at = connection.in.find(field);
    std::size_t skip = sizeof field - 1;
    if (length_at == std::string::npos) {
        length_at = connection.in.find("ontent-length: ");
    }
    const std::size_t length = std::strtoul(connection.in.c_str() + length_at + skip, nullptr, 10);
    return connection.in.size() >= head + 4 + length;
}

double percentile(const std::vector<float>& sorted, double part) {
    return sorted.empty()
               ? 0
               : sorted[std::min(
                     sorted.size() - 1,
                     static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 6) return 2;
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    const auto count = static_cast<std::size_t>(std::atoi(argv[2]));
    const double seconds = std::atof(argv[3]);
    Feed feed = read_feed(argv[4]);
    bool is_bare = false;
    const std::int64_t dseq = std::atoll(argv[5]);
    std::random_device entropy;

    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Connection> connections;
    connections.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        connections.push_back(
            {connect_to(port),
             Door(feed, i, count, dseq, (std::uint64_t{entropy()} << 32) | entropy()),
             {},
             {}});
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, connections.back().file, &event);
    }
    std::vector<float> micros;
    micros.reserve(4'000'000);
    std::size_t refused = 0, body = 0;
    const auto begin = Clock::now();
    const auto end =
        begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    for (auto& connection : connections) send_next(connection);
    std::size_t waiting = count;
    std::vector<epoll_event> events(512);
    while (waiting > 0) {
        const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 5000);
        if (ready <= 0) {
            std::cerr << "no answer for 5 s\n";
            return 1;
        }
        const auto now = Clock::now();
        for (int i = 0; i < ready; ++i) {
            Connection& connection = connections[events[static_cast<std::size_t>(i)].data.u64];
            if (!receive(connection)) continue;
            micros.push_back(
                std::chrono::duration<float, std::micro>(Clock::now() - connection.sent).count());
            const bool good = connection.in.find("\"admitted\"") != std::string::npos ||
                              connection.in.find("\"left\"") != std::string::npos ||
                              connection.in.find("\"fill\"") != std::string::npos;
            if (!good && refused++ == 0) std::cerr << "first refusal: " << connection.in << "\n";
            is_bare = connection.in.find("\"fill\"") != std::string::npos;
            body = connection.in.size() - connection.in.find("\r\n\r\n") - 4;
            connection.in.clear();
            if (now < end) send_next(connection);
            else --waiting;
        }
    }
    const double took = std::chrono::duration<double>(Clock::now() - begin).count();
    std::sort(micros.begin(), micros.end());
    std::cout << "{\"requests\": " << micros.size() << ", \"seconds\": " << took
              << ", \"rps\": " << static_cast<double>(micros.size()) / took
              << ", \"p50_us\": " << percentile(micros, .5)
              << ", \"p99_us\": " << percentile(micros, .99)
              << ", \"p999_us\": " << percentile(micros, .999) << ", \"refused\": " << refused
              << ", \"answer_bytes\": " << body << "}\n";
    for (auto& connection : connections) ::close(connection.file);
    if (is_bare) return 0;
    std::ofstream(state_file(argv[4]), std::ios::binary)
        .write(feed.inside.data(), static_cast<std::streamsize>(feed.inside.size()));
}

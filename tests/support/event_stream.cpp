// SPDX-License-Identifier: Apache-2.0
#include "tests/support/event_stream.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace kinhmoi::test {
namespace {

using api::Json;

/// The value of a field of one event: "data: …".
std::string field(const std::string& text, const std::string& name) {
    const std::size_t at = ("\n" + text).find("\n" + name + ": ");
    if (at == std::string::npos) return {};
    const std::size_t from = at + name.size() + 2;
    return text.substr(from, text.find('\n', from) - from);
}

void put(Json& items, const char* key, const Json& item) {
    for (Json& known : items) {
        if (known[key] != item[key]) continue;
        known = item;
        return;
    }
    items.push_back(item);
}

void sort_by_at(Json& items, bool newest_first) {
    std::vector<Json> all(items.begin(), items.end());
    std::stable_sort(all.begin(), all.end(), [&](const Json& a, const Json& b) {
        return newest_first ? b["at"] < a["at"] : a["at"] < b["at"];
    });
    items = all;
}

}  // namespace

EventStream::EventStream(std::uint16_t port, const std::string& path, const std::string& headers,
                         int receive_buffer) {
    ask(port, path, headers, receive_buffer);
    read_head();
}

std::vector<EventStream> EventStream::open_together(std::uint16_t port, const std::string& path,
                                                    const std::vector<std::string>& headers) {
    std::vector<EventStream> streams;
    for (const std::string& lines : headers) {
        EventStream stream;
        stream.ask(port, path, lines, 0);
        streams.push_back(std::move(stream));
    }
    for (EventStream& stream : streams) stream.read_head();
    return streams;
}

void EventStream::ask(std::uint16_t port, const std::string& path, const std::string& headers,
                      int receive_buffer) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0)
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const timeval patience{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("connect");
    const std::string request = "GET " + path +
                                " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n" +
                                headers + "\r\n";
    if (::send(fd_, request.data(), request.size(), MSG_NOSIGNAL) < 0)
        throw std::runtime_error("send");
}

void EventStream::read_head() {
    while (received_.find("\r\n\r\n") == std::string::npos)
        if (!fill()) throw std::runtime_error("no answer: " + received_);
    const std::size_t end = received_.find("\r\n\r\n") + 4;
    head_ = received_.substr(0, end);
    received_.erase(0, end);
}

EventStream::EventStream(EventStream&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      has_ended_(other.has_ended_),
      head_(std::move(other.head_)),
      received_(std::move(other.received_)),
      comments_(other.comments_) {}

EventStream::~EventStream() {
    if (fd_ >= 0) ::close(fd_);
}

bool EventStream::fill() {
    char part[16 * 1024];
    const ssize_t got = ::recv(fd_, part, sizeof part, 0);
    // A watcher that is cut may see a reset.
    has_ended_ = got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    if (got <= 0) return false;
    received_.append(part, static_cast<std::size_t>(got));
    return true;
}

std::optional<EventStream::Event> EventStream::next() {
    for (;;) {
        const std::size_t end = received_.find("\n\n");
        if (end == std::string::npos) {
            if (!fill()) return std::nullopt;
            continue;
        }
        const std::string text = received_.substr(0, end);
        received_.erase(0, end + 2);
        if (text.starts_with(":")) {
            ++comments_;
            continue;
        }
        return Event{field(text, "id"), field(text, "event"),
                     api::parse_json(field(text, "data")).value()};
    }
}

bool EventStream::ends() {
    while (fill()) received_.clear();
    return has_ended_;
}

void put_change(Json& snapshot, const Json& change) {
    for (const char* key : {"as_of", "total", "open_incidents"})
        if (change.contains(key)) snapshot[key] = change[key];
    for (const char* key : {"by_site", "by_group", "by_agency"}) {
        if (!change.contains(key)) continue;
        for (const Json& line : change[key]) put(snapshot[key], "id", line);
    }
    if (change.contains("arrivals")) {
        for (const Json& bucket : change["arrivals"]) put(snapshot["arrivals"], "at", bucket);
        Json left = Json::array();
        for (const Json& bucket : snapshot["arrivals"])
            if (bucket["count"] != 0) left.push_back(bucket);
        snapshot["arrivals"] = std::move(left);
        sort_by_at(snapshot["arrivals"], false);
    }
    for (const char* key : {"latest", "incidents"}) {
        if (!change.contains(key)) continue;
        Json left = Json::array();
        for (const Json& item : snapshot[key]) {
            const Json& gone = change[key]["gone"];
            if (std::find(gone.begin(), gone.end(), item["id"]) == gone.end()) left.push_back(item);
        }
        snapshot[key] = std::move(left);
        for (const Json& item : change[key]["put"]) put(snapshot[key], "id", item);
    }
    sort_by_at(snapshot["latest"], true);
}

}  // namespace kinhmoi::test

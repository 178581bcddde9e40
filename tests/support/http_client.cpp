// SPDX-License-Identifier: Apache-2.0
#include "tests/support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace kinhmoi::test {
namespace {

class Socket {
public:
    explicit Socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("connect");
    }
    ~Socket() { ::close(fd_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    void send_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;  // the server may have answered and closed already
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    std::string receive_all() {
        std::string all;
        char part[16 * 1024];
        for (;;) {
            const ssize_t got = ::recv(fd_, part, sizeof part, 0);
            if (got <= 0) return all;
            all.append(part, static_cast<std::size_t>(got));
        }
    }

private:
    int fd_;
};

Reply parse(const std::string& bytes) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string::npos || bytes.size() < 12)
        throw std::runtime_error("no answer: " + bytes);
    Reply reply;
    reply.status = static_cast<unsigned>(std::stoul(bytes.substr(9, 3)));
    std::size_t at = bytes.find("\r\n") + 2;
    while (at < end) {
        const std::size_t stop = bytes.find("\r\n", at);
        const std::string line = bytes.substr(at, stop - at);
        const std::size_t colon = line.find(": ");
        reply.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
        at = stop + 2;
    }
    reply.body = bytes.substr(end + 4);
    return reply;
}

}  // namespace

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::string Reply::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

api::Json Reply::json() const {
    auto parsed = api::parse_json(body);
    if (!parsed) throw std::runtime_error("not JSON: " + body);
    return *parsed;
}

void HttpClient::use_bearer(std::string token) {
    bearer_ = std::move(token);
    cookie_.clear();
}

void HttpClient::use_cookie(std::string name_and_value) {
    cookie_ = std::move(name_and_value);
    bearer_.clear();
}

Reply HttpClient::raw(const std::string& method, const std::string& path, const Headers& headers,
                      const std::optional<std::string>& body) {
    std::string out = method + " " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n";
    for (const auto& [name, value] : headers) out += name + ": " + value + "\r\n";
    const bool needs_length = method == "POST" || method == "PUT" || method == "PATCH";
    if (body || needs_length)
        out += "Content-Length: " + std::to_string(body ? body->size() : 0) + "\r\n";
    out += "Connection: close\r\n\r\n" + body.value_or("");
    Socket socket(port_);
    socket.send_all(out);
    return parse(socket.receive_all());
}

Reply HttpClient::send(const std::string& method, const std::string& path,
                       const std::optional<api::Json>& body) {
    Headers headers;
    if (!bearer_.empty()) headers.emplace_back("Authorization", "Bearer " + bearer_);
    if (!cookie_.empty()) headers.emplace_back("Cookie", cookie_);
    if (bearer_.empty()) headers.emplace_back("Sec-Fetch-Site", "same-origin");
    if (method != "GET") headers.emplace_back("Content-Type", "application/json");
    std::optional<std::string> text;
    if (body) text = api::dump(*body);
    Reply reply = raw(method, path, headers, text);
    keep_cookie(reply);
    return reply;
}

std::string HttpClient::credential() const {
    if (!bearer_.empty()) return "Authorization: Bearer " + bearer_ + "\r\n";
    if (!cookie_.empty()) return "Cookie: " + cookie_ + "\r\n";
    return {};
}

void HttpClient::keep_cookie(const Reply& reply) {
    const std::string field = reply.header("set-cookie");
    if (field.empty()) return;
    cookie_ = field.substr(0, field.find(';'));
    if (cookie_.ends_with('=')) cookie_.clear();
}

}  // namespace kinhmoi::test

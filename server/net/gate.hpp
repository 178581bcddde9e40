// SPDX-License-Identifier: Apache-2.0
// What is refused before the application sees a request: every shape that two parsers could read
// differently, and everything over a limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/net/request.hpp"

namespace kinhmoi::net {

/// Limits of one request's header and body; each is the largest value still accepted.
struct RequestLimits {
    std::size_t header_bytes = 8 * 1024;  ///< request line, fields and the empty line
    std::size_t target_bytes = 2'048;
    std::size_t field_count = 64;
    std::uint64_t body_bytes = 5 * 1024 * 1024;  ///< the largest route's; a route asks for less
};

/// reason is a word that stays: the application maps it to a sentence.
struct Refusal {
    unsigned status;
    const char* reason;
};

namespace reason {
inline constexpr const char* malformed = "malformed_request";              // 400
inline constexpr const char* target = "malformed_target";                  // 400
inline constexpr const char* host = "host_required_once";                  // 400
inline constexpr const char* body_forbidden = "body_not_allowed";          // 400
inline constexpr const char* length = "malformed_content_length";          // 400
inline constexpr const char* repeated_field = "field_repeated";            // 400
inline constexpr const char* length_required = "content_length_required";  // 411
inline constexpr const char* body_too_large = "body_too_large";            // 413
inline constexpr const char* target_too_long = "target_too_long";          // 414
inline constexpr const char* expectation = "expectation_unknown";          // 417
inline constexpr const char* host_unknown = "host_not_served";             // 421
inline constexpr const char* header_too_large = "header_too_large";        // 431
inline constexpr const char* internal = "internal_error";                  // 500
inline constexpr const char* transfer_encoding = "transfer_encoding";      // 501
inline constexpr const char* method = "method_not_implemented";            // 501
inline constexpr const char* version = "http_version";                     // 505
}  // namespace reason

/// The names this server answers to.
class HostList {
public:
    /// "name" stands for itself and for "name:port" of the given port; "name:port" for itself.
    HostList(const std::vector<std::string>& allowed, std::uint16_t port);
    bool contains(std::string_view host) const;

private:
    std::vector<std::string> names_;
};

/// Finds the end of a header in bytes that arrive piece by piece, and refuses at once what must not
/// wait for more: a bare LF, a folded line, an empty first line, a first byte no method begins
/// with.
class HeaderScan {
public:
    enum class State { need_more, complete, malformed };
    /// bytes: all received so far, from the first byte of the request line.
    State feed(std::string_view bytes);
    /// complete: the header's size, its empty line included.
    std::size_t size() const { return line_start_; }

private:
    std::size_t line_start_ = 0;
    std::size_t searched_ = 0;
};

/// What the session must know besides the Request.
struct Framing {
    bool keep_alive = true;
    bool expects_continue = false;
};

/// Judges a whole header block (as HeaderScan measured it) and fills method, path, query, headers
/// and content_length of request. On a refusal they may be half filled.
std::optional<Refusal> check_header(std::string_view block, const RequestLimits& limits,
                                    const HostList& hosts, Request& request, Framing& framing);

}  // namespace kinhmoi::net

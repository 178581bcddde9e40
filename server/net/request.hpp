// SPDX-License-Identifier: Apache-2.0
// One HTTP request as the application sees it: decoded and checked by the gate, free of Beast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kinhmoi::net {

enum class Method { get, head, post, put, patch, del };

inline constexpr std::size_t method_count = 6;

/// "GET" … "DELETE".
std::string_view method_name(Method method);
/// The six names above exactly; nothing for any other word (names are case-sensitive).
std::optional<Method> parse_method(std::string_view name);

/// Valid for one exchange; the session reuses the object, so copy what must outlive the answer.
struct Request {
    Method method = Method::get;
    std::string path;  ///< percent-decoded once; starts with '/'; no dot segment, no control byte
    std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in the order sent
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;            ///< empty until before_body has let it be read
    std::string remote_address;  ///< the peer's address without its port
    std::string request_id;      ///< 16 hexadecimal digits, made here; not a secret
    bool is_tls = false;
    std::uint64_t content_length = 0;   ///< bytes of body announced
    std::vector<std::string> captures;  ///< what the router's {name} segments matched, in order
    std::shared_ptr<void> context;      ///< what the application resolved before the body
    std::shared_ptr<void> kept;         ///< what it keeps for the later requests of the connection

    /// The first field of that name (give it in lower case).
    std::optional<std::string_view> header(std::string_view lower_case_name) const;
    /// The first query parameter of that name; "" for one without '='.
    std::optional<std::string_view> query_value(std::string_view name) const;
    /// The first cookie of that exact name, over all Cookie fields.
    std::optional<std::string_view> cookie(std::string_view name) const;
};

}  // namespace kinhmoi::net

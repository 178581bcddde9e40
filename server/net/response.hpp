// SPDX-License-Identifier: Apache-2.0
// One HTTP answer as the application words it. The edge adds length, connection and security
// fields.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kinhmoi::net {

class EventSource;  // event_source.hpp

struct Response {
    using Fields = std::vector<std::pair<std::string, std::string>>;

    unsigned status = 200;     ///< 200 … 599
    std::string body;          ///< not sent for HEAD, 204 and 304
    std::string content_type;  ///< with its charset; "" when there is no body
    bool close = false;        ///< close the connection after this answer
    /// Goes on from here instead of a body: no Content-Length, and the connection closes after it.
    std::shared_ptr<EventSource> events;

    /// Adds a field, or replaces the one of the same name (Set-Cookie is always added). False, and
    /// nothing changes, unless name is a token, value is printable ASCII, and the field is not one
    /// the edge owns (Content-Length, Content-Type, Connection, Transfer-Encoding, Date, …).
    /// Content-Security-Policy, Cache-Control and Permissions-Policy replace the edge's defaults.
    bool set_header(std::string_view name, std::string_view value);
    const Fields& headers() const { return headers_; }

    /// application/json
    static Response json(std::string body, unsigned status = 200);
    /// application/problem+json
    static Response problem(std::string body, unsigned status);
    static Response text(std::string body, unsigned status = 200);
    static Response html(std::string body, unsigned status = 200);
    /// 204
    static Response no_content();
    /// 303 to a path of this site. A location that set_header refuses gives no Location field.
    static Response see_other(std::string_view location);

private:
    Fields headers_;
};

/// Only printable ASCII, spaces included; "" is fine.
bool is_header_value(std::string_view value);
/// A token of RFC 9110: letters, digits and !#$%&'*+-.^_`|~
bool is_token(std::string_view name);

}  // namespace kinhmoi::net

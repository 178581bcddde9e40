// SPDX-License-Identifier: Apache-2.0
// A blocking HTTP client over a loopback socket: one connection a request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/json.hpp"

namespace kinhmoi::test {

/// ASCII letters only.
std::string lower(std::string text);

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
    unsigned status = 0;
    Headers headers;  ///< names in lower case
    std::string body;

    /// The first header of that name, or "".
    std::string header(std::string_view name) const;
    /// Throws when the body is not JSON.
    api::Json json() const;
};

class HttpClient {
public:
    explicit HttpClient(std::uint16_t port) : port_(port) {}

    /// As a page of this site: keeps the session cookie, and says that it is same-origin.
    Reply get(const std::string& path) { return send("GET", path); }
    Reply post(const std::string& path, const api::Json& body) { return send("POST", path, body); }
    Reply patch(const std::string& path, const api::Json& body) {
        return send("PATCH", path, body);
    }
    Reply del(const std::string& path) { return send("DELETE", path); }
    Reply send(const std::string& method, const std::string& path,
               const std::optional<api::Json>& body = {});

    /// Exactly these headers beside Host and Content-Length (nothing: no body at all).
    Reply raw(const std::string& method, const std::string& path, const Headers& headers,
              const std::optional<std::string>& body = {});

    /// Sends a bearer token instead of a cookie; "" for neither.
    void use_bearer(std::string token);
    void use_cookie(std::string name_and_value);
    const std::string& cookie() const { return cookie_; }
    /// The header line that says who calls; "" for nobody.
    std::string credential() const;
    std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

private:
    void keep_cookie(const Reply& reply);

    std::uint16_t port_;
    std::string bearer_;
    std::string cookie_;
};

}  // namespace kinhmoi::test

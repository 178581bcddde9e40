// SPDX-License-Identifier: Apache-2.0
// What the edge asks of the program behind it. Called on the io thread only; nothing here may block
// it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "server/net/request.hpp"
#include "server/net/response.hpp"

namespace kinhmoi::net {

class Application {
public:
    virtual ~Application() = default;

    /// After the gate and before any byte of the body is read: find the route, authenticate,
    /// authorize, compare request.content_length with the route's limit. An answer here ends the
    /// exchange; the connection is closed when a body was announced. Nothing: go on to handle().
    virtual boost::asio::awaitable<std::optional<Response>> before_body(Request& request) = 0;

    /// The whole request. An exception becomes refusal(500, "internal_error", …).
    virtual boost::asio::awaitable<Response> handle(Request& request) = 0;

    /// Words a refusal of the edge itself (problem document). reason is a stable snake_case word
    /// from gate.hpp, or "internal_error". Must not throw.
    virtual Response refusal(unsigned status, const char* reason,
                             const std::string& request_id) = 0;

    /// Once for every answer that was written or tried, refusals included (their request may be
    /// half filled): access log and metrics. micros: from the last header byte to the last byte
    /// handed to the socket. Must not throw.
    virtual void finished(const Request& request, const Response& response,
                          std::int64_t micros) = 0;

    /// before_body or handle threw: log it under the request id. Must not throw.
    virtual void threw(const Request&, const std::exception_ptr&) {}
};

}  // namespace kinhmoi::net

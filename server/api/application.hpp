// SPDX-License-Identifier: Apache-2.0
// The life of a request above the edge: find its route, learn who calls, judge permission, rate and
// size before the body is read, then call the handler. Counts and reports every answer.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server/api/services.hpp"
#include "server/net/application.hpp"
#include "server/net/router.hpp"

namespace kinhmoi::api {

/// What the access log may hold: no path (it may carry a code), query, body or name.
struct AccessLine {
    std::string request_id;
    std::string_view method;
    std::string_view route;  ///< the pattern; "-" when none was found
    unsigned status = 0;
    std::int64_t micros = 0;
    std::string caller;  ///< "organizer 0190…", "door 0190…", "anonymous"
    std::string address;
};

struct ApplicationLogs {
    std::function<void(const AccessLine&)> access;
    unsigned access_from_status = 0;  ///< answers of a lower status are not logged
    std::function<void(const std::string& request_id, const std::string& what)> error;
};

class ApiApplication : public net::Application {
public:
    /// services must outlive this. Throws std::invalid_argument for a table that means one request
    /// twice.
    ApiApplication(Services& services, std::span<const RouteRow> table, ApplicationLogs logs);

    boost::asio::awaitable<std::optional<net::Response>> before_body(
        net::Request& request) override;
    boost::asio::awaitable<net::Response> handle(net::Request& request) override;
    net::Response refusal(unsigned status, const char* reason,
                          const std::string& request_id) override;
    void finished(const net::Request& request, const net::Response& response,
                  std::int64_t micros) override;
    void threw(const net::Request& request, const std::exception_ptr& error) override;

    /// Requests by route and status, in the text form of Prometheus.
    std::string metrics_text() const;

private:
    struct Context {
        const RouteRow* row = nullptr;
        std::optional<Actor> actor;
    };
    struct Count {
        std::uint64_t requests = 0;
        std::int64_t micros = 0;
    };

    std::optional<Failure> judge(const net::Request& request, const Context& context) const;

    Services& services_;
    std::span<const RouteRow> table_;
    net::Router router_;
    ApplicationLogs logs_;
    /// By row (none: no route), method and status. Bounded: rows × the statuses they answer with.
    std::map<std::tuple<const RouteRow*, net::Method, unsigned>, Count> counts_;
};

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// The routes that are about the server itself: start page, description, health, metrics.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_start_page(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_start_style(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_icon(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_openapi(Services& services, Call& call);
/// 200 while the process answers at all.
boost::asio::awaitable<net::Response> get_health(Services& services, Call& call);
/// 200 while writes are taken; 503 while draining or when the store refuses writes.
boost::asio::awaitable<net::Response> get_readiness(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_metrics(Services& services, Call& call);

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// Late change requests over HTTP.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_late_changes(Services& services, Call& call);
boost::asio::awaitable<net::Response> accept_late_change(Services& services, Call& call);
boost::asio::awaitable<net::Response> refuse_late_change(Services& services, Call& call);

}  // namespace kinhmoi::api

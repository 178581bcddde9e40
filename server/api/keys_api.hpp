// SPDX-License-Identifier: Apache-2.0
// The signing keys of an event: look, rotate, declare stolen. Private halves never leave.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_keys(Services& services, Call& call);
boost::asio::awaitable<net::Response> rotate_key(Services& services, Call& call);
boost::asio::awaitable<net::Response> compromise_key(Services& services, Call& call);

}  // namespace kinhmoi::api

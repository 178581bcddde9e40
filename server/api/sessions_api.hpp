// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and the own password.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> sign_in(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_session(Services& services, Call& call);
boost::asio::awaitable<net::Response> sign_out(Services& services, Call& call);
boost::asio::awaitable<net::Response> change_password(Services& services, Call& call);

}  // namespace kinhmoi::api

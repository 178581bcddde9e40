// SPDX-License-Identifier: Apache-2.0
// The caller's second factor, proving the password again, and an administrator's reset.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_second_factor(Services& services, Call& call);
boost::asio::awaitable<net::Response> enrol_second_factor(Services& services, Call& call);
boost::asio::awaitable<net::Response> confirm_second_factor(Services& services, Call& call);
boost::asio::awaitable<net::Response> switch_off_second_factor(Services& services, Call& call);
boost::asio::awaitable<net::Response> reset_second_factor(Services& services, Call& call);
boost::asio::awaitable<net::Response> prove_session(Services& services, Call& call);

}  // namespace kinhmoi::api

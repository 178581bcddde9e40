// SPDX-License-Identifier: Apache-2.0
// What a link or typed code is for, and the account it makes.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> peek_activation(Services& services, Call& call);
boost::asio::awaitable<net::Response> activate(Services& services, Call& call);
boost::asio::awaitable<net::Response> redeem_activation(Services& services, Call& call);

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// The caller's own bearer tokens.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_tokens(Services& services, Call& call);
boost::asio::awaitable<net::Response> create_token(Services& services, Call& call);
boost::asio::awaitable<net::Response> revoke_token(Services& services, Call& call);

}  // namespace kinhmoi::api

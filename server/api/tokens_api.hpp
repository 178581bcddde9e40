// SPDX-License-Identifier: Apache-2.0
// Bearer tokens: the caller's own, and those of an account for administrators.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_tokens(Services& services, Call& call);
boost::asio::awaitable<net::Response> create_token(Services& services, Call& call);
boost::asio::awaitable<net::Response> revoke_token(Services& services, Call& call);
boost::asio::awaitable<net::Response> list_account_tokens(Services& services, Call& call);
boost::asio::awaitable<net::Response> revoke_account_token(Services& services, Call& call);

}  // namespace kinhmoi::api

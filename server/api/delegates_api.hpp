// SPDX-License-Identifier: Apache-2.0
// Delegates over HTTP.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_delegates(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_delegate(Services& services, Call& call);
boost::asio::awaitable<net::Response> patch_delegate(Services& services, Call& call);
boost::asio::awaitable<net::Response> substitute_delegate(Services& services, Call& call);
boost::asio::awaitable<net::Response> withdraw_delegate(Services& services, Call& call);
boost::asio::awaitable<net::Response> excuse_delegate(Services& services, Call& call);
boost::asio::awaitable<net::Response> unexcuse_delegate(Services& services, Call& call);
boost::asio::awaitable<net::Response> answer_for_delegate(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_delegate_history(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_duplicates(Services& services, Call& call);
boost::asio::awaitable<net::Response> erase_delegate_person(Services& services, Call& call);

}  // namespace kinhmoi::api

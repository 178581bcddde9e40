// SPDX-License-Identifier: Apache-2.0
// Delegate lists over HTTP.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_lists(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_list(Services& services, Call& call);
boost::asio::awaitable<net::Response> put_draft(Services& services, Call& call);
boost::asio::awaitable<net::Response> submit_list(Services& services, Call& call);
boost::asio::awaitable<net::Response> return_list(Services& services, Call& call);
boost::asio::awaitable<net::Response> approve_list(Services& services, Call& call);
boost::asio::awaitable<net::Response> lock_list(Services& services, Call& call);
boost::asio::awaitable<net::Response> unlock_list(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_list_versions(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_list_version(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_list_attendance(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_list_differences(Services& services, Call& call);

}  // namespace kinhmoi::api

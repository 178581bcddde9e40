// SPDX-License-Identifier: Apache-2.0
// Links that make accounts: administrators' for staff, organizers' for the agencies of an event.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_links(Services& services, Call& call);
boost::asio::awaitable<net::Response> create_link(Services& services, Call& call);
boost::asio::awaitable<net::Response> revoke_link(Services& services, Call& call);

boost::asio::awaitable<net::Response> list_invited_agencies(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_invited_totals(Services& services, Call& call);
boost::asio::awaitable<net::Response> list_access_links(Services& services, Call& call);
boost::asio::awaitable<net::Response> create_access_link(Services& services, Call& call);
boost::asio::awaitable<net::Response> revoke_access_link(Services& services, Call& call);

}  // namespace kinhmoi::api

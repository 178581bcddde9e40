// SPDX-License-Identifier: Apache-2.0
// Passes for those who manage and print them.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> issue_event_passes(Services& services, Call& call);
boost::asio::awaitable<net::Response> list_passes(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_pass_totals(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_delegate_pass(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_pass_svg(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_pass_png(Services& services, Call& call);
boost::asio::awaitable<net::Response> reissue_pass(Services& services, Call& call);
boost::asio::awaitable<net::Response> revoke_pass(Services& services, Call& call);
boost::asio::awaitable<net::Response> mark_list_invited(Services& services, Call& call);

}  // namespace kinhmoi::api

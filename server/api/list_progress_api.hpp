// SPDX-License-Identifier: Apache-2.0
// How far agencies are with their lists, and the letters that remind them.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_list_totals(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_reminders(Services& services, Call& call);

}  // namespace kinhmoi::api

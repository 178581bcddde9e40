// SPDX-License-Identifier: Apache-2.0
// Badges to print, page by page. Calls usecase/badges.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

/// POST …/events/{event}/badges: a POST because it is noted who takes them, and because chosen
/// delegates do not fit into an address.
boost::asio::awaitable<net::Response> post_badges(Services& services, Call& call);

}  // namespace kinhmoi::api

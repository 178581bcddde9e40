// SPDX-License-Identifier: Apache-2.0
// What is done with quotas beyond keeping them, and extensions of deadlines. Calls usecase/quotas
// and usecase/extensions.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_quotas(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_quota_sums(Services& services, Call& call);
boost::asio::awaitable<net::Response> expand_quota(Services& services, Call& call);
boost::asio::awaitable<net::Response> list_extensions(Services& services, Call& call);
boost::asio::awaitable<net::Response> grant_extension(Services& services, Call& call);

}  // namespace kinhmoi::api

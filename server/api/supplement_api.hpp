// SPDX-License-Identifier: Apache-2.0
// Who came in and was not counted.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> post_supplement(Services& services, Call& call);

}  // namespace kinhmoi::api

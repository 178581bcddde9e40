// SPDX-License-Identifier: Apache-2.0
// Seats for many at once.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> post_seats(Services& services, Call& call);

}  // namespace kinhmoi::api

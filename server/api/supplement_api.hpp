// SPDX-License-Identifier: Apache-2.0
// Who came in and was not counted.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

/// POST /api/v1/events/{event}/supplements: who has a pass, many at once.
boost::asio::awaitable<net::Response> post_supplement(Services& services, Call& call);
/// POST /api/v1/events/{event}/guests: somebody who stands on no list.
boost::asio::awaitable<net::Response> post_guest(Services& services, Call& call);

}  // namespace kinhmoi::api

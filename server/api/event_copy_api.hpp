// SPDX-License-Identifier: Apache-2.0
// A new event from an earlier one.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> copy_event(Services& services, Call& call);

}  // namespace kinhmoi::api

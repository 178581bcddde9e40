// SPDX-License-Identifier: Apache-2.0
// Who did, saw or exported what.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_audit(Services& services, Call& call);

}  // namespace kinhmoi::api

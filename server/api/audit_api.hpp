// SPDX-License-Identifier: Apache-2.0
// Who did, saw or exported what.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_audit(Services& services, Call& call);
/// The entries of one event, with names, for those who run it.
boost::asio::awaitable<net::Response> list_event_log(Services& services, Call& call);

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// Imported sheets over HTTP: cells as JSON, never files.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> check_import(Services& services, Call& call);
boost::asio::awaitable<net::Response> apply_import(Services& services, Call& call);

}  // namespace kinhmoi::api

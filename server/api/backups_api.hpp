// SPDX-License-Identifier: Apache-2.0
// Which backups there are, and one more now; for administrators.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

/// GET /api/v1/backups
boost::asio::awaitable<net::Response> get_backups(Services& services, Call& call);
/// POST /api/v1/backups: begins one; 202, and GET says how it goes.
boost::asio::awaitable<net::Response> begin_backup(Services& services, Call& call);

}  // namespace kinhmoi::api

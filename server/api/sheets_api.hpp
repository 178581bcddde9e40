// SPDX-License-Identifier: Apache-2.0
// Reports and lists as files. Each is noted in the log before it is given out.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_report_xlsx(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_delegates_xlsx(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_delegates_csv(Services& services, Call& call);

}  // namespace kinhmoi::api

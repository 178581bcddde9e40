// SPDX-License-Identifier: Apache-2.0
// Who came, as JSON and as CSV that no spreadsheet will run.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_report(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_report_csv(Services& services, Call& call);

}  // namespace kinhmoi::api

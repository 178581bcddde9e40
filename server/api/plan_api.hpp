// SPDX-License-Identifier: Apache-2.0
// A whole ceremony in one document: check it, bring it in, take it out. JSON by plan_json.hpp;
// calls usecase/plan.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_plan(Services& services, Call& call);
boost::asio::awaitable<net::Response> put_plan(Services& services, Call& call);
/// 200 with all faults, also of a faulty plan; nothing is saved.
boost::asio::awaitable<net::Response> check_plan(Services& services, Call& call);

}  // namespace kinhmoi::api

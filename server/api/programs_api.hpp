// SPDX-License-Identifier: Apache-2.0
// Programs (chương trình) that events belong to. JSON by event_fields.hpp; calls usecase/programs.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_programs(Services& services, Call& call);
boost::asio::awaitable<net::Response> create_program(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_program(Services& services, Call& call);
boost::asio::awaitable<net::Response> put_program(Services& services, Call& call);
boost::asio::awaitable<net::Response> delete_program(Services& services, Call& call);

}  // namespace kinhmoi::api

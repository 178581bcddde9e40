// SPDX-License-Identifier: Apache-2.0
// The directory of agencies. JSON by event_fields.hpp; calls usecase/agencies.
#pragma once

#include "common/domain/agency.hpp"
#include "server/api/json.hpp"
#include "server/api/services.hpp"

namespace kinhmoi::api {

/// id and the fields of event_fields.hpp.
Json agency_json(const Agency& agency);

/// ?search= any part of code, name, short name or alias, accent-free
boost::asio::awaitable<net::Response> list_agencies(Services& services, Call& call);
boost::asio::awaitable<net::Response> create_agency(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_agency(Services& services, Call& call);
boost::asio::awaitable<net::Response> put_agency(Services& services, Call& call);
boost::asio::awaitable<net::Response> delete_agency(Services& services, Call& call);

}  // namespace kinhmoi::api

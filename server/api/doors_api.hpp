// SPDX-License-Identifier: Apache-2.0
// Door phones: offer, enrol, health, revoke; and what a phone asks for: hello, list, changes.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

/// POST /api/v1/events/{event}/doors: {"gate_id", "label", "valid_from", "valid_until"} -> the code
boost::asio::awaitable<net::Response> offer_door(Services& services, Call& call);
/// GET /api/v1/events/{event}/doors: every device and its health
boost::asio::awaitable<net::Response> list_doors(Services& services, Call& call);
/// DELETE /api/v1/doors/{device}
boost::asio::awaitable<net::Response> revoke_door(Services& services, Call& call);
/// POST /api/v1/door/enrol: {"code", "app_version"} -> the device's token, once. Anyone; throttled.
boost::asio::awaitable<net::Response> enrol_door(Services& services, Call& call);

/// POST /api/v1/door/hello: clock exchange, counts -> missing numbers, standing, wipe
boost::asio::awaitable<net::Response> greet_door(Services& services, Call& call);
/// GET /api/v1/door/snapshot?cursor=
boost::asio::awaitable<net::Response> get_door_snapshot(Services& services, Call& call);
/// GET /api/v1/door/changes?since=
boost::asio::awaitable<net::Response> get_door_changes(Services& services, Call& call);

}  // namespace kinhmoi::api

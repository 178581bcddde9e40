// SPDX-License-Identifier: Apache-2.0
// Events: list, make, read, change, delete. JSON by event_fields.hpp; calls usecase/events.
#pragma once

#include "common/domain/event.hpp"
#include "server/api/json.hpp"
#include "server/api/services.hpp"

namespace kinhmoi::api {

/// id, the fields of event_fields.hpp, and what follows from them: late_from, deadline_text,
/// door_window. Times carry the event's own offset.
Json event_json(const Event& event);

boost::asio::awaitable<net::Response> list_events(Services& services, Call& call);
boost::asio::awaitable<net::Response> create_event(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_event(Services& services, Call& call);
boost::asio::awaitable<net::Response> put_event(Services& services, Call& call);
boost::asio::awaitable<net::Response> delete_event(Services& services, Call& call);

}  // namespace kinhmoi::api

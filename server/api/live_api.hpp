// SPDX-License-Identifier: Apache-2.0
// The live board over HTTP: as a stream, and once.
#pragma once

#include "server/api/services.hpp"
#include "server/live/hub.hpp"

namespace kinhmoi::api {

/// What the hub follows of an event: its board, worded for all watchers alike.
std::unique_ptr<live::Feed> make_board_feed(store::Store& store, const EventId& event);

boost::asio::awaitable<net::Response> watch_event(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_live_snapshot(Services& services, Call& call);

}  // namespace kinhmoi::api

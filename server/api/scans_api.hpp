// SPDX-License-Identifier: Apache-2.0
// Doors hand in scans, one or a batch, and register walk-ins; organizers read the ledger and take a
// scan back.
#pragma once

#include "server/api/json_reader.hpp"
#include "server/api/services.hpp"
#include "server/usecase/walk_ins.hpp"

namespace kinhmoi::api {

/// POST /api/v1/door/scans: one record -> its answer. Always 200 for a record with a scan_id.
boost::asio::awaitable<net::Response> post_scan(Services& services, Call& call);
/// POST /api/v1/door/scans/batch: {"scans": [...]}, at most 100 -> {"results": [...]}, one an item
/// in their order.
boost::asio::awaitable<net::Response> post_scans(Services& services, Call& call);
/// POST /api/v1/door/walk-ins: {"scan", "full_name", "position", "organization", "quota_id"} ->
/// {"result", "pass"}; pass is null when the scan was quarantined and nobody registered
boost::asio::awaitable<net::Response> post_walk_in(Services& services, Call& call);

/// {"full_name", "position", "organization", "quota_id"} of a body, with their faults.
usecase::WalkInForm read_walk_in(ObjectReader& in);
/// Passes cannot be made: the server was started without its master key.
Failure no_key_for_passes();

/// GET /api/v1/events/{event}/scans?pass=&gate=&cursor=&limit=: the ledger, newest first.
boost::asio::awaitable<net::Response> list_scans(Services& services, Call& call);
/// POST /api/v1/events/{event}/scans: {"scan_id", "undoes"}: an organizer takes a scan back.
boost::asio::awaitable<net::Response> post_organizer_undo(Services& services, Call& call);
/// GET /api/v1/events/{event}/quarantine?cursor=&limit=: newest first.
boost::asio::awaitable<net::Response> list_quarantine(Services& services, Call& call);

}  // namespace kinhmoi::api

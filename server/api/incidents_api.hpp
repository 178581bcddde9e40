// SPDX-License-Identifier: Apache-2.0
// Incidents at the doors, for organizers and readers.
#pragma once

#include "server/api/json.hpp"
#include "server/api/services.hpp"
#include "server/store/rows/admission_rows.hpp"

namespace kinhmoi::api {

/// GET /api/v1/events/{event}/incidents?state=open|resolved|withdrawn&cursor=&limit=: newest first.
boost::asio::awaitable<net::Response> list_incidents(Services& services, Call& call);
/// POST /api/v1/incidents/{incident}/resolve: {"note"}
boost::asio::awaitable<net::Response> resolve_incident(Services& services, Call& call);

/// An incident as doors are told of it: ids, no names, no reason and no note.
Json door_incident_json(const store::IncidentRow& row);

}  // namespace kinhmoi::api

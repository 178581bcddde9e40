// SPDX-License-Identifier: Apache-2.0
// The four verbs on everything that belongs to one event: sites, gates, groups, quotas, contacts,
// tasks, documents and livestreams. JSON by part_fields.hpp; calls usecase/event_parts.
#pragma once

#include "common/domain/document.hpp"
#include "common/domain/participant_group.hpp"
#include "common/domain/quota.hpp"
#include "common/domain/site.hpp"
#include "server/api/json.hpp"
#include "server/api/services.hpp"

namespace kinhmoi::api {

/// id, event, the fields of part_fields.hpp, etag.
template <class Part>
Json part_json(const Part& part);

/// GET …/events/{event}/PARTS
template <class Part>
boost::asio::awaitable<net::Response> get_parts(Services& services, Call& call);
/// GET …/PARTS/{part}
template <class Part>
boost::asio::awaitable<net::Response> get_part(Services& services, Call& call);
/// POST …/events/{event}/PARTS
template <class Part>
boost::asio::awaitable<net::Response> post_part(Services& services, Call& call);
/// PUT …/PARTS/{part}; If-Match (entity_tag.hpp)
template <class Part>
boost::asio::awaitable<net::Response> put_part(Services& services, Call& call);
/// DELETE …/PARTS/{part}; If-Match
template <class Part>
boost::asio::awaitable<net::Response> delete_part(Services& services, Call& call);

}  // namespace kinhmoi::api

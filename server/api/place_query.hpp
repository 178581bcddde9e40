// SPDX-License-Identifier: Apache-2.0
// ?site= &group= &agency= &search= of an event's lists and quotas, named once.
#pragma once

#include "server/api/query.hpp"
#include "server/api/respond.hpp"
#include "server/store/rows/place_filter.hpp"

namespace kinhmoi::api {

/// The event is the route's first capture.
inline Result<store::PlaceFilter> place_of_query(const Call& call) {
    store::PlaceFilter place;
    const auto event = captured<EventId>(call, 0);
    if (!event) return event.error();
    const auto agency = query_id<AgencyId>(call, "agency");
    if (!agency) return agency.error();
    const auto group = query_id<GroupId>(call, "group");
    if (!group) return group.error();
    const auto site = query_id<SiteId>(call, "site");
    if (!site) return site.error();
    place.event = *event;
    place.agency = *agency;
    place.group = *group;
    place.site = *site;
    place.search = call.request.query_value("search").value_or("");
    return place;
}

}  // namespace kinhmoi::api

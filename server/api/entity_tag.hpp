// SPDX-License-Identifier: Apache-2.0
// Strong entity tags of what is replaced by PUT: a hash of the representation, so that no row needs
// a counter and whatever changes what a reader sees changes the tag.
#pragma once

#include <string>

#include "server/api/json.hpp"
#include "server/api/services.hpp"
#include "server/usecase/seen.hpp"

namespace kinhmoi::api {

/// The representation with its tag as the member "etag" (without quotes), for lists and answers.
Json tagged(Json representation);

/// Whether If-Match lets a change of what has this tag go on: absent or "*", or the tag is in it.
/// A weak tag matches nothing (RFC 9110, 13.1.1).
bool if_match(const std::string& field, const std::string& etag);

/// What a PUT or DELETE was made upon. make: the tagged JSON of a thing.
template <class Thing>
usecase::Seen<Thing> seen(const Call& call, Json (*make)(const Thing&)) {
    const auto field = call.request.header("if-match");
    if (!field) return {};
    return [wanted = std::string(*field), make](const Thing& now) {
        return if_match(wanted, make(now)["etag"].template get<std::string>());
    };
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// What may be absent, as JSON: the value, or null.
#pragma once

#include <optional>
#include <string>

#include "common/base/time.hpp"
#include "server/api/json.hpp"

namespace kinhmoi::api {

/// In UTC.
inline Json time_or_null(const std::optional<Instant>& at) {
    return at ? Json(rfc3339(*at)) : Json(nullptr);
}
/// In the event's zone.
inline Json time_or_null(const std::optional<Instant>& at, const std::string& zone) {
    return at ? Json(rfc3339_local(*at, zone)) : Json(nullptr);
}
template <class Number>
Json number_or_null(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}
template <class Id>
Json id_or_null(const std::optional<Id>& id) {
    return id ? Json(to_text(*id)) : Json(nullptr);
}
template <class Id>
Json id_unless_nil(const Id& id) {
    return id.is_nil() ? Json(nullptr) : Json(to_text(id));
}
/// The name of an enumerator.
template <class Enum>
Json name_or_null(const std::optional<Enum>& value) {
    return value ? Json(name_of(*value)) : Json(nullptr);
}

}  // namespace kinhmoi::api

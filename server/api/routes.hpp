// SPDX-License-Identifier: Apache-2.0
// The one table of what this server answers: verb, path, permission, body limit, handler.
#pragma once

#include <span>

#include "server/api/services.hpp"

namespace kinhmoi::api {

/// Every route. A path that is not here is 404; a row's permission is asked before its body is
/// read.
std::span<const RouteRow> routes();

}  // namespace kinhmoi::api

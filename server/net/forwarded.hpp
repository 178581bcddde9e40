// SPDX-License-Identifier: Apache-2.0
// Who really asks, where nobody but a proxy on the same machine can connect.
#pragma once

#include <optional>
#include <string>

#include "server/net/request.hpp"

namespace kinhmoi::net {

/// The last address of the last X-Forwarded-For: what stands before it was written by the caller.
/// Nothing unless it is an IP address.
std::optional<std::string> forwarded_address(const Request& request);

}  // namespace kinhmoi::net

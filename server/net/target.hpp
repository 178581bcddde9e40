// SPDX-License-Identifier: Apache-2.0
// A request target into a path and query parameters: decoded exactly once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kinhmoi::net {

/// Fills path and query from an origin-form target ("/a%20b?x=1"). False for any other form, a byte
/// that is not printable ASCII, a fragment, a bad escape, bytes that decode to no UTF-8, %00 or
/// another control byte in the path, an encoded slash, a backslash, or a dot segment. In the query
/// '+' is a space and only %00 is refused.
bool parse_target(std::string_view target, std::string& path,
                  std::vector<std::pair<std::string, std::string>>& query);

}  // namespace kinhmoi::net

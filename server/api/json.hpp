// SPDX-License-Identifier: Apache-2.0
// JSON in and out, strictly: no duplicate keys, depth <= 16, valid UTF-8, no BOM. Ends in nlohmann.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "common/base/result.hpp"

namespace kinhmoi::api {

/// Keeps the order in which keys were written: answers read as their author meant them.
using Json = nlohmann::ordered_json;

/// Failure malformed, with a sentence that says where, for anything that is not one JSON value.
Result<Json> parse_json(std::string_view text);
/// Invalid UTF-8 in stored text becomes U+FFFD: answering never throws.
std::string dump(const Json& value);

}  // namespace kinhmoi::api

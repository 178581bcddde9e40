// SPDX-License-Identifier: Apache-2.0
// Problem documents for what no Failure says: refusals of the edge itself, by HTTP status.
#pragma once

#include <string>

#include "server/net/response.hpp"

namespace kinhmoi::api {

/// kind: a stable snake_case word. The sentences are general: they say nothing of how we work.
net::Response edge_problem(unsigned status, const char* kind, const std::string& request_id);
/// 429 with Retry-After, for requests and for guesses at a password or code.
net::Response too_many_requests(int wait_s, const std::string& request_id);

}  // namespace kinhmoi::api

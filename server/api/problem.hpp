// SPDX-License-Identifier: Apache-2.0
// A Failure as a problem document: {kind, message: {vi, en}, faults: [{path, code, message}],
// request_id}. The status comes from failure_status.cpp, the one table.
#pragma once

#include <string>

#include "common/base/result.hpp"
#include "server/net/response.hpp"

namespace kinhmoi::api {

/// The HTTP status of a kind.
unsigned failure_status(FailureKind kind);
net::Response problem(const Failure& failure, const std::string& request_id);

}  // namespace kinhmoi::api

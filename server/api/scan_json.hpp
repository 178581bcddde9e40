// SPDX-License-Identifier: Apache-2.0
// A scan as a door sends it, and the answer to it. On the check-in path: one pass over the record,
// and an answer that is written without building a JSON value.
#pragma once

#include <string>

#include "server/api/json.hpp"
#include "server/usecase/scans.hpp"

namespace kinhmoi::api {

/// The scan that an object describes. Anything else, unknown keys, wrong types and missing parts
/// make it unreadable, with as much of its id, epoch and dseq as was legible. content: the record
/// as it was sent, for the quarantine.
usecase::SentScan read_scan(const Json& record, std::string content);
/// A body that is one record: the same as read_scan of parse_json, without building the value when
/// the body is as plain as phones write it. Failure malformed when it is no JSON.
Result<usecase::SentScan> parse_scan(std::string body);

/// The answer's JSON text, appended.
void write_answer(std::string& out, const usecase::ScanAnswer& answer);

}  // namespace kinhmoi::api

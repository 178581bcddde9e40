// SPDX-License-Identifier: Apache-2.0
// Makes tests/vectors/door: cases of decide() and fold() that every implementation must agree on.
#pragma once

#include <string>

namespace kinhmoi::door_test {

/// The whole text of decide.json: one case a line, always the same.
std::string decide_vectors();
/// The whole text of fold.json.
std::string fold_vectors();

}  // namespace kinhmoi::door_test

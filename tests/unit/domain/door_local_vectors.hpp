// SPDX-License-Identifier: Apache-2.0
// Makes tests/vectors/door/local.json: what a phone alone must say of a text, given its keys, its
// list and what it let in itself. From the text on, so that reading and deciding are tried
// together.
#pragma once

#include <string>

namespace kinhmoi::door_test {

/// The whole text of local.json: one world a block, one case a line, always the same.
std::string local_vectors();

}  // namespace kinhmoi::door_test

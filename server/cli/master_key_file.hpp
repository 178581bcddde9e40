// SPDX-License-Identifier: Apache-2.0
// Makes the file of a new master key.
#pragma once

#include <filesystem>

namespace kinhmoi::cli {

/// 32 random bytes, readable by the owner only. Never replaces a file: ends the command instead,
/// because what the old key sealed could not be opened again.
void write_new_master_key(const std::filesystem::path& file);

}  // namespace kinhmoi::cli

// SPDX-License-Identifier: Apache-2.0
// Writing files so that they are there after a power cut. Throws std::system_error with the path.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace kinhmoi::files {

/// A new file, or all of an old one, with mode 0600: a temporary file, synced, renamed, and the
/// folder synced.
void write_durably(const std::filesystem::path& file, std::string_view bytes);
/// Adds to the end, and syncs. Makes the file with mode 0600.
void append_durably(const std::filesystem::path& file, std::string_view bytes);
/// Throws when it cannot be read.
std::string read_file(const std::filesystem::path& file);

}  // namespace kinhmoi::files

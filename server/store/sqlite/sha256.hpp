// SPDX-License-Identifier: Apache-2.0
// SHA-256 of texts and files, as lower-case hexadecimal.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace kinhmoi::store::sqlite {

std::string sha256_hex(std::string_view text);
/// Throws StoreError(io) when the file cannot be read. Never for a database that is open: closing
/// any handle to a file drops the process's own locks on it.
std::string sha256_hex_of_file(const std::filesystem::path& file);

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// Making files and their names survive a power cut. All throw StoreError.
#pragma once

#include <filesystem>
#include <string_view>

namespace kinhmoi::store::sqlite {

using Path = std::filesystem::path;

/// A new empty file that only its owner can read; an old one of that name is removed first.
void make_private_file(const Path& file);
void write_private_file(const Path& file, std::string_view text);
void sync_file(const Path& file);
/// Renames within one folder and syncs the folder.
void rename_durably(const Path& from, const Path& to);

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// The file of a document: which kinds are taken, told by their bytes, and the name it is saved by.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kinhmoi {

enum class FileType { pdf, png, jpeg, docx, xlsx };

constexpr std::size_t document_file_max_bytes = 20 * 1024 * 1024;
constexpr std::size_t file_name_max_chars = 150;

/// What the bytes are, whatever a name or header says. Nothing for every other kind.
std::optional<FileType> sniff_file_type(std::string_view bytes);
/// "application/pdf", …
const char* media_type_of(FileType type);
/// Of a Content-Type field; parameters and case do not count.
std::optional<FileType> parse_media_type(std::string_view field);
/// "pdf", …
const char* extension_of(FileType type);

/// A name for people's disks made of any text: one line, no path, no sign that a file system
/// minds, the type's own extension. if_empty: when nothing remains.
std::string safe_file_name(std::string_view wanted, FileType type, std::string_view if_empty);

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// The project's own files, as text, for tests that read the source.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kinhmoi::tidy {

struct SourceFile {
    std::string path;  ///< from the root: "common/base/ids.hpp"
    std::string text;
};

std::filesystem::path project_root();
/// Files with these endings below these folders, by path; none of what npm installed.
std::vector<SourceFile> source_files(const std::vector<std::string_view>& folders,
                                     const std::vector<std::string_view>& endings = {".cpp",
                                                                                     ".hpp"});
/// What stands between quotes or angle brackets on #include lines.
std::vector<std::string> includes_of(const SourceFile& file);
std::string read_file(const std::filesystem::path& path);

}  // namespace kinhmoi::tidy

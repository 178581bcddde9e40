// SPDX-License-Identifier: Apache-2.0
#include "tests/tidy/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/paths.hpp"

namespace kinhmoi::tidy {

std::filesystem::path project_root() {
    return KINHMOI_PROJECT_DIR;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<SourceFile> source_files(const std::vector<std::string_view>& folders,
                                     const std::vector<std::string_view>& endings) {
    std::vector<SourceFile> files;
    for (const std::string_view folder : folders) {
        std::filesystem::recursive_directory_iterator entries(project_root() / folder);
        for (auto at = begin(entries); at != end(entries); ++at) {
            const auto& entry = *at;
            if (entry.path().filename() == "node_modules") at.disable_recursion_pending();
            const std::string ending = entry.path().extension().string();
            if (std::find(endings.begin(), endings.end(), ending) == endings.end()) continue;
            files.push_back({std::filesystem::relative(entry.path(), project_root()).string(),
                             read_file(entry.path())});
        }
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

std::vector<std::string> includes_of(const SourceFile& file) {
    std::vector<std::string> headers;
    std::istringstream lines(file.text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("#include")) continue;
        const auto begin = line.find_first_of("<\"");
        const auto end = line.find_last_of(">\"");
        if (begin == std::string::npos || end <= begin) continue;
        headers.push_back(line.substr(begin + 1, end - begin - 1));
    }
    return headers;
}

}  // namespace kinhmoi::tidy

// SPDX-License-Identifier: Apache-2.0
// Habits that a reader would otherwise have to check by hand.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <string>

#include "tests/tidy/source_tree.hpp"

namespace kinhmoi::tidy {
namespace {

const std::vector<std::string_view> all = {"common", "qr", "server", "tests"};

TEST(Habits, EveryFileNamesItsLicence) {
    for (const SourceFile& file : source_files(all))
        EXPECT_TRUE(file.text.starts_with("// SPDX-License-Identifier: Apache-2.0\n")) << file.path;
}

TEST(Habits, HeadersGuardOnce) {
    for (const SourceFile& file : source_files(all)) {
        if (!file.path.ends_with(".hpp")) continue;
        EXPECT_NE(file.text.find("#pragma once"), std::string::npos) << file.path;
    }
}

struct Ban {
    const char* what;
    std::regex pattern;
    std::vector<std::string_view> folders;
    std::vector<std::string_view> except;
};

TEST(Habits, WhatIsBannedIsAbsent) {
    const std::vector<Ban> bans = {
        {"header fields are set through the checked set_header only (Beast lets CR and LF through)",
         std::regex(R"(\.(set|insert)\(\s*(boost::beast::)?http::field)"),
         {"server"},
         {}},
        {"beast::iequals reads one byte past exact-size buffers",
         std::regex(R"(\biequals\()"),
         {"server"},
         {}},
        {"a clock is read in app.cpp, log.cpp and the edge only: time is an argument",
         std::regex(R"(system_clock::now)"),
         {"common", "qr", "server/usecase", "server/store", "server/api", "server/jobs"},
         {}},
        {"randomness comes from libsodium",
         std::regex(R"(\b(rand|srand)\(|mt19937)"),
         {"common", "qr", "server"},
         {}},
        {"SQL is never put together from values",
         std::regex(R"((query|execute)\(\s*(std::string\(|fmt::|std::format))"),
         {"server"},
         {}},
        {":memory: is one database a connection: use a file",
         std::regex(R"(":memory:")"),
         {"server", "tests"},
         {"tests/tidy/"}},
        {"no unfinished work",
         std::regex(R"(\b(TODO|FIXME|XXX|HACK)\b)"),
         {"common", "qr", "server", "tests"},
         {"tests/tidy/"}},
    };
    for (const Ban& ban : bans) {
        for (const SourceFile& file : source_files(ban.folders)) {
            const bool is_excepted =
                std::any_of(ban.except.begin(), ban.except.end(),
                            [&](std::string_view prefix) { return file.path.starts_with(prefix); });
            if (is_excepted) continue;
            EXPECT_FALSE(std::regex_search(file.text, ban.pattern))
                << file.path << ": " << ban.what;
        }
    }
}

TEST(Habits, MigrationsAreNumberedWithoutGaps) {
    int expected = 1;
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(project_root() / "server/store/migrations"))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        EXPECT_EQ(std::stoi(name.substr(0, 4)), expected++) << name;
        EXPECT_TRUE(name.ends_with(".sql")) << name;
    }
    EXPECT_GE(expected, 5);
}

TEST(Habits, TopLevelFoldersAreTheAgreedOnes) {
    const std::vector<std::string> agreed = {"common",  "config", "qr",
                                             "scripts", "server", "tests"};
    for (const auto& entry : std::filesystem::directory_iterator(project_root())) {
        const std::string name = entry.path().filename().string();
        const bool is_ours = entry.is_directory() && !name.starts_with(".") &&
                             !name.starts_with("build") && name != "data";
        if (!is_ours) continue;
        EXPECT_NE(std::find(agreed.begin(), agreed.end(), name), agreed.end()) << name;
    }
}

}  // namespace
}  // namespace kinhmoi::tidy

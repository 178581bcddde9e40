// SPDX-License-Identifier: Apache-2.0
// Who may include whom: reads every #include line and fails on an edge the table does not have.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/tidy/source_tree.hpp"

namespace kinhmoi::tidy {
namespace {

/// The first rule whose prefix a file's path begins with holds for it. An include is allowed if it
/// begins with one of the prefixes; the standard library's headers always are.
struct Rule {
    std::string_view of;
    std::vector<std::string_view> may_include;
};

const std::vector<Rule>& rules() {
    static const std::vector<Rule> table = {
        {"common/base/", {"common/base/", "boost/system/", "unicode/"}},
        {"common/domain/", {"common/"}},
        // OpenSSL for HMAC-SHA-1 alone: authenticator apps expect it and libsodium has none.
        {"qr/",
         {"common/", "qr/", "boost/system/", "sodium.h", "qrencode.h", "png.h", "openssl/evp.h",
          "openssl/hmac.h", "posix"}},
        {"server/store/driver.", {"common/", "server/store/driver.hpp"}},
        {"server/store/changes.", {"common/"}},
        {"server/store/tx.", {"common/", "server/store/driver.hpp", "server/store/changes.hpp"}},
        {"server/store/store.",
         {"common/", "server/store/tx.hpp", "server/store/store.hpp", "boost/asio/"}},
        {"server/store/rows/",
         {"common/", "qr/", "server/store/tx.hpp", "server/store/driver.hpp",
          "server/store/changes.hpp", "server/store/rows/", "boost/unordered/"}},
        {"server/store/sqlite/",
         {"common/", "server/store/", "migrations.inc", "SQLiteCpp/", "sqlite3.h", "sodium.h",
          "posix"}},
        {"server/usecase/",
         {"common/", "qr/", "server/store/tx.hpp", "server/store/changes.hpp", "server/store/rows/",
          "server/usecase/", "sodium.h"}},
        {"server/files/", {"common/", "qr/", "server/files/", "boost/asio/", "posix"}},
        {"server/net/",
         {"common/base/", "server/net/", "boost/asio/", "boost/beast/", "boost/system/", "openssl/",
          "posix"}},
        {"server/api/",
         {"common/", "qr/", "server/api/", "server/live/", "server/net/", "server/sheet/",
          "server/usecase/", "server/store/tx.hpp", "server/store/store.hpp", "server/store/rows/",
          "server/files/", "nlohmann/", "boost/asio/", "boost/system/", "sodium.h"}},
        {"server/live/",
         {"common/", "server/live/", "server/store/changes.hpp", "boost/asio/", "boost/system/"}},
        {"server/sheet/", {"common/", "server/sheet/", "xlsxwriter.h", "posix"}},
        {"server/jobs/",
         {"common/", "server/jobs/", "server/usecase/", "server/store/store.hpp", "boost/asio/"}},
        {"server/", {"common/", "qr/", "server/", "boost/asio/", "CLI/", "spdlog/", "posix"}},
    };
    return table;
}

/// POSIX headers stand under one word in the table.
bool is_posix(std::string_view header) {
    static const std::vector<std::string_view> names = {"fcntl.h", "unistd.h", "signal.h",
                                                        "poll.h",  "netinet/", "arpa/"};
    return header.starts_with("sys/") || std::any_of(names.begin(), names.end(), [&](auto name) {
               return header.starts_with(name);
           });
}

bool is_standard(std::string_view header) {
    return header.find_first_of("./") == std::string_view::npos;
}

bool is_allowed(const Rule& rule, std::string_view header) {
    if (is_standard(header)) return true;
    return std::any_of(
        rule.may_include.begin(), rule.may_include.end(), [&](std::string_view allowed) {
            return allowed == "posix" ? is_posix(header) : header.starts_with(allowed);
        });
}

const Rule* rule_of(std::string_view path) {
    for (const Rule& rule : rules())
        if (path.starts_with(rule.of)) return &rule;
    return nullptr;
}

TEST(Includes, FollowTheTable) {
    int edges = 0;
    for (const SourceFile& file : source_files({"common", "qr", "server"})) {
        const Rule* rule = rule_of(file.path);
        ASSERT_NE(rule, nullptr) << file.path << " lies in no folder of the table";
        for (const std::string& header : includes_of(file)) {
            ++edges;
            EXPECT_TRUE(is_allowed(*rule, header)) << file.path << " may not include " << header;
        }
    }
    EXPECT_GT(edges, 500) << "the reader of #include lines found next to nothing";
}

TEST(Includes, TheTableRefusesWrongEdges) {
    const auto allowed = [](std::string_view path, std::string_view header) {
        return is_allowed(*rule_of(path), header);
    };
    EXPECT_FALSE(allowed("common/domain/quota.cpp", "server/store/tx.hpp"));
    EXPECT_FALSE(allowed("common/domain/quota.cpp", "nlohmann/json.hpp"));
    EXPECT_FALSE(allowed("server/usecase/lists.cpp", "server/store/store.hpp"));
    EXPECT_FALSE(allowed("server/usecase/lists.cpp", "nlohmann/json.hpp"));
    EXPECT_FALSE(allowed("server/api/lists_api.cpp", "boost/beast/http.hpp"));
    EXPECT_FALSE(allowed("server/api/lists_api.cpp", "server/store/sqlite/database.hpp"));
    EXPECT_FALSE(allowed("server/store/rows/x.cpp", "sqlite3.h"));
    EXPECT_FALSE(allowed("server/live/hub.cpp", "server/store/store.hpp"));
    EXPECT_TRUE(allowed("server/net/gate.cpp", "boost/beast/http.hpp"));
    EXPECT_TRUE(allowed("server/store/sqlite/writer.cpp", "SQLiteCpp/Database.h"));
}

}  // namespace
}  // namespace kinhmoi::tidy

// SPDX-License-Identifier: Apache-2.0
// The built pages as answers: which form of a file a client takes, whether it has it already, and
// how long it may keep it. From a table in the program, or, while developing, from a folder.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/net/request.hpp"
#include "server/net/response.hpp"

namespace kinhmoi::net {

/// The bytes of one file in one coding, and the tag that is theirs alone.
struct Representation {
    std::string_view bytes;
    std::string_view etag;  ///< with its quotes; empty: this coding is not offered
};

struct StaticFile {
    std::string_view path;  ///< "/assets/main-BqW3.js"
    Representation plain;   ///< always there
    Representation br;
    Representation gzip;
};

class StaticFiles {
public:
    /// No file at all.
    StaticFiles() = default;
    /// table: sorted by path; its bytes outlive this.
    explicit StaticFiles(std::span<const StaticFile> table) : table_(table) {}
    /// Read anew for every request, kept by nobody.
    explicit StaticFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    bool empty() const { return table_.empty() && folder_.empty(); }
    /// 200 or 304; nothing when there is no such file. request says what the client takes and has.
    std::optional<Response> answer(const Request& request, std::string_view path) const;

private:
    std::span<const StaticFile> table_;
    std::filesystem::path folder_;
};

/// By the end of the name: "text/html; charset=utf-8", "application/wasm", …
std::string_view content_type_of(std::string_view path);

}  // namespace kinhmoi::net

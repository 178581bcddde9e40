// SPDX-License-Identifier: Apache-2.0
// What a backup contains, written beside it: one JSON object a line, the last one sealing the rest.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kinhmoi::store::sqlite {

struct Manifest {
    std::string file;     ///< its name, in the manifest's own folder
    std::string created;  ///< RFC 3339
    std::int64_t bytes = 0;
    std::string sha256;
    std::int64_t schema_version = 0;
    std::map<std::string, std::int64_t> rows;  ///< table to row count

    bool operator==(const Manifest&) const = default;
};

std::string to_text(const Manifest& manifest);
/// Nothing when a line is not of our own form, or the seal does not fit.
std::optional<Manifest> parse_manifest(std::string_view text);

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// Every check a database file can be put to without changing it.
#pragma once

#include <map>

#include "common/base/result.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/settings.hpp"

namespace kinhmoi::store::sqlite {

struct Finding {
    std::string code;    ///< cannot_open, structure, foreign_keys, schema
    std::string detail;  ///< English, for the log and the administrator
};

/// Opens file read-only and checks its id, structure, foreign keys and migrations. Empty: sound.
/// What it cannot see: a changed letter inside a text. A backup's SHA-256 sees that.
std::vector<Finding> verify(const Settings& settings, const std::filesystem::path& file);

/// The same on a connection that is open.
std::vector<Finding> verify(SqliteConnection& connection, const Settings& settings);

/// Table name to number of rows, in the connection's snapshot.
std::map<std::string, std::int64_t> count_rows(SqliteConnection& connection);

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// The schema's steps: applied in order, each in one transaction with its own record, never edited.
#pragma once

#include "common/base/result.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/settings.hpp"

namespace kinhmoi::store::sqlite {

/// The version the database is at; 0 for a new one.
int schema_version(SqliteConnection& connection);

/// Refuses a schema newer than the list and a recorded migration whose text is not the list's.
Result<void> check_migrations(SqliteConnection& connection, const std::vector<Migration>& known);

/// Applies what is missing. On failure the database stands at the last step that succeeded.
Result<void> migrate(SqliteConnection& connection, const std::vector<Migration>& known,
                     Instant now);

}  // namespace kinhmoi::store::sqlite

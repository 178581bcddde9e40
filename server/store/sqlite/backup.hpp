// SPDX-License-Identifier: Apache-2.0
// Copies of the database that are known to be good, and the way back from one. All block: call them
// from the command line or a thread of jobs/, never from an io thread.
#pragma once

#include <functional>

#include "server/store/sqlite/manifest.hpp"
#include "server/store/sqlite/settings.hpp"
#include "server/store/sqlite/verify.hpp"

namespace kinhmoi::store::sqlite {

struct Backup {
    std::filesystem::path file;
    std::filesystem::path manifest;
    Manifest contents;
};

/// Copies the database as of its last commit into folder, while the server may be writing, verifies
/// the copy, and only then gives it its name. The folder must exist.
Result<Backup> back_up(const Settings& settings, const std::filesystem::path& folder, Instant now);

/// Checks a backup against its manifest: size, SHA-256, structure, rows a table.
Result<Backup> check_backup(const Settings& settings, const std::filesystem::path& manifest);

/// Asks a backup's copy of the database.
Result<void> ask_backup(const Settings& settings, const Backup& backup,
                        const std::function<void(ReadTx&)>& question);

/// Puts a checked backup in the database's place. Refuses while any process holds the database.
/// Returns where the replaced file now is; empty when there was none.
Result<std::filesystem::path> restore(const Settings& settings,
                                      const std::filesystem::path& manifest, Instant now);

}  // namespace kinhmoi::store::sqlite

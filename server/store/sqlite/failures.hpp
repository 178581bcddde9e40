// SPDX-License-Identifier: Apache-2.0
// Every refusal this folder can give, in both languages, each saying what to do.
#pragma once

#include <filesystem>
#include <string>

#include "common/base/result.hpp"
#include "server/store/driver.hpp"

namespace kinhmoi::store::sqlite::failures {

using Path = std::filesystem::path;

// While serving.
Failure queue_full();
Failure stopping();
Failure disk_full();
Failure writing_stopped();
Failure group_failed();
Failure corrupt_while_serving();
Failure purge_busy();

// Starting.
Failure in_use(const Path& database);
Failure no_database(const Path& database);
Failure already_exists(const Path& database);
Failure no_folder(const Path& folder);
Failure not_ours(const Path& database);
Failure damaged(const Path& database, const std::string& finding);
Failure library_too_old(const std::string& have, const std::string& want);
Failure pragma_mismatch(const std::string& name, const std::string& want, const std::string& have);
Failure newer_schema(int have, int known);
Failure edited_migration(const std::string& name);
Failure failed_migration(const std::string& name, const std::string& why);
Failure cannot_open(const Path& database, const std::string& why);

// Backup and restore.
Failure backup_failed(const Path& target, const std::string& why);
Failure bad_manifest(const Path& manifest, const std::string& why);

}  // namespace kinhmoi::store::sqlite::failures

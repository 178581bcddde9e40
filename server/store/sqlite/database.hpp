// SPDX-License-Identifier: Apache-2.0
// Opening a connection: no file is ever created by accident, and every safety setting is set and
// then read back.
#pragma once

#include <memory>

#include "common/base/result.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/settings.hpp"

namespace kinhmoi::store::sqlite {

/// "KMoi": bytes 68..71 of every database of this service.
constexpr int application_id = 0x4b4d6f69;

enum class Role {
    writer,    ///< the one connection that writes and checkpoints
    reader,    ///< read-only, beside a writer
    checker,   ///< read-only, whatever the file's journal mode
    solitary,  ///< a file nobody else uses and no log stands beside: being made, copied or checked
};

using ConnectionResult = Result<std::unique_ptr<SqliteConnection>>;

/// Failure: not found, not ours, damaged, or a setting that does not hold (named). A solitary
/// connection is not asked for its application id: it may be a new file.
ConnectionResult open_connection(const Settings& settings, Role role);
ConnectionResult open_connection(const Settings& settings, Role role,
                                 const std::filesystem::path& file);

}  // namespace kinhmoi::store::sqlite

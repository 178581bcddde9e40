// SPDX-License-Identifier: Apache-2.0
// What is known of the copies of the database. Made by server/app_backup.cpp, which alone knows
// files and SQLite.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/base/time.hpp"

namespace kinhmoi::api {

struct BackupCopy {
    std::string file;        ///< its name in the folder
    std::string created_at;  ///< RFC 3339; "" when its manifest is damaged
    std::int64_t bytes = 0;
    /// It was verified when it was made, its manifest is whole, and the file has its size.
    bool is_good = false;
};

struct BackupState {
    std::string folder;
    std::optional<std::uint64_t> free_bytes;  ///< none: the folder cannot be reached
    std::uint64_t database_bytes = 0;
    std::optional<Instant> running_since;
    struct Failed {
        Instant at;
        Message why;
    };
    std::optional<Failed> failed;    ///< the last one that was begun here, if it failed
    std::vector<BackupCopy> copies;  ///< newest first
};

}  // namespace kinhmoi::api

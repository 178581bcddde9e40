// SPDX-License-Identifier: Apache-2.0
// One process a database: an flock on "<database>.lock". The kernel drops it when the process dies.
#pragma once

#include <filesystem>
#include <optional>

#include "common/base/result.hpp"

namespace kinhmoi::store::sqlite {

class FileLock {
public:
    /// Failure conflict: another holder; not_found: the folder is missing or cannot be written.
    static Result<FileLock> take(const std::filesystem::path& database);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace kinhmoi::store::sqlite

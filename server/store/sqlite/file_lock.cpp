// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

#include "server/store/sqlite/failures.hpp"

namespace kinhmoi::store::sqlite {

Result<FileLock> FileLock::take(const std::filesystem::path& database) {
    const std::string path = database.string() + ".lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return failures::no_folder(database.parent_path());
    FileLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return failures::in_use(database);
    return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace kinhmoi::store::sqlite

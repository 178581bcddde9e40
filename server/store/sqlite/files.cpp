// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "server/store/driver.hpp"

namespace kinhmoi::store::sqlite {
namespace {

[[noreturn]] void fail(const char* doing, const Path& file) {
    const Fault fault =
        errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? Fault::full : Fault::io;
    throw StoreError(fault, std::string(doing) + " " + file.string() + ": " + std::strerror(errno));
}

class Fd {
public:
    Fd(const Path& file, int flags) : fd_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {
        if (fd_ < 0) fail("open", file);
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd() { ::close(fd_); }
    int get() const { return fd_; }

private:
    int fd_;
};

}  // namespace

void make_private_file(const Path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) fail("remove", file);
    Fd made(file, O_WRONLY | O_CREAT | O_EXCL);
}

void write_private_file(const Path& file, std::string_view text) {
    make_private_file(file);
    Fd fd(file, O_WRONLY);
    while (!text.empty()) {
        const ssize_t written = ::write(fd.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("write", file);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(fd.get()) != 0) fail("sync", file);
}

void sync_file(const Path& file) {
    Fd fd(file, O_RDONLY);
    if (::fsync(fd.get()) != 0) fail("sync", file);
}

void rename_durably(const Path& from, const Path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) fail("rename", from);
    sync_file(to.parent_path());
}

}  // namespace kinhmoi::store::sqlite

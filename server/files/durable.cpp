// SPDX-License-Identifier: Apache-2.0
#include "server/files/durable.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace kinhmoi::files {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file) {
    throw std::system_error(errno, std::generic_category(), file.string());
}

class Descriptor {
public:
    Descriptor(const fs::path& file, int flags)
        : file_(file), fd_(::open(file.c_str(), flags, 0600)) {
        if (fd_ < 0) fail(file_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(fd_); }

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) fail(file_);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void sync() {
        if (::fsync(fd_) != 0) fail(file_);
    }

private:
    fs::path file_;
    int fd_;
};

void sync_folder(const fs::path& folder) {
    Descriptor(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
}

}  // namespace

void write_durably(const fs::path& file, std::string_view bytes) {
    const fs::path unnamed = file.string() + ".tmp";
    {
        Descriptor out(unnamed, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
        out.write(bytes);
        out.sync();
    }
    if (::rename(unnamed.c_str(), file.c_str()) != 0) fail(file);
    sync_folder(file.parent_path());
}

void append_durably(const fs::path& file, std::string_view bytes) {
    const bool is_new = !fs::exists(file);
    Descriptor out(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC);
    out.write(bytes);
    out.sync();
    if (is_new) sync_folder(file.parent_path());
}

std::string read_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) fail(file);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (in.bad()) fail(file);
    return bytes;
}

}  // namespace kinhmoi::files

// SPDX-License-Identifier: Apache-2.0
#include "server/cli/master_key_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "qr/secrets.hpp"
#include "qr/secure_bytes.hpp"
#include "server/cli/command.hpp"

namespace kinhmoi::cli {

void write_new_master_key(const std::filesystem::path& file) {
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) {
        fail(Failure(FailureKind::conflict, {"Không tạo được tệp khoá chính " + file.string() +
                                                 ": tệp đã có hoặc không ghi được.",
                                             "Cannot make the master key file " + file.string() +
                                                 ": it exists or cannot be written."}));
    }
    qr::MasterKey key;
    qr::random_bytes(key.fill());
    const bool is_written = ::write(out, key.view().data(), key.view().size()) ==
                                static_cast<ssize_t>(key.view().size()) &&
                            ::fsync(out) == 0;
    ::close(out);
    if (!is_written) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace kinhmoi::cli

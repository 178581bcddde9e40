// SPDX-License-Identifier: Apache-2.0
// Request ids.
#include "server/net/edge.hpp"

#include <sys/random.h>

#include <cerrno>
#include <span>
#include <system_error>

#include "common/base/ids.hpp"

namespace kinhmoi::net {

void RequestIds::next(std::string& out) {
    constexpr std::size_t bytes = 8;
    if (used_ == pool_.size()) {
        // Up to 256 bytes come whole, even when a signal arrives.
        if (::getrandom(pool_.data(), pool_.size(), 0) != static_cast<ssize_t>(pool_.size()))
            throw std::system_error(errno, std::generic_category(), "getrandom");
        used_ = 0;
    }
    out = to_hex(std::span(pool_).subspan(used_, bytes));
    used_ += bytes;
}

}  // namespace kinhmoi::net

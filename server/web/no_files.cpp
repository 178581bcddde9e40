// SPDX-License-Identifier: Apache-2.0
#include "server/web/built_files.hpp"

namespace kinhmoi::web {

std::span<const net::StaticFile> built_files() {
    return {};
}

}  // namespace kinhmoi::web

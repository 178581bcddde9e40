// SPDX-License-Identifier: Apache-2.0
// The pages that lie in the program: server/web, built, compressed, sorted by path. The table is
// written by tools/embed.mjs; without pages (KINHMOI_WEB=OFF) by no_files.cpp.
#pragma once

#include <span>

#include "server/net/static_files.hpp"

namespace kinhmoi::web {

std::span<const net::StaticFile> built_files();

}  // namespace kinhmoi::web

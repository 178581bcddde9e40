// SPDX-License-Identifier: Apache-2.0
// A square black and white picture as a PNG file in memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kinhmoi::qr {

/// rows: side rows of (side + 7) / 8 bytes each, the leftmost pixel in the highest bit, 1 = white.
std::vector<std::uint8_t> png_file(std::span<const std::uint8_t> rows, std::uint32_t side);

}  // namespace kinhmoi::qr

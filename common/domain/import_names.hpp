// SPDX-License-Identifier: Apache-2.0
// A name as lists write it, "Đ/c Thượng tá BÙI MẪU CƯỜNG", taken apart.
#pragma once

#include <string>
#include <string_view>

namespace kinhmoi {

struct SplitName {
    std::string honorific;  ///< "Đ/c", as typed
    std::string rank;       ///< "Thượng tá", as typed
    std::string full_name;
    bool case_fixed = false;  ///< all capitals or all small letters before
};

/// text is clean. from_tcvn3: that encoding has no toned capitals, so "ánh" was "Ánh".
SplitName split_name(std::string_view text, bool from_tcvn3);

}  // namespace kinhmoi

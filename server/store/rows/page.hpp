// SPDX-License-Identifier: Apache-2.0
// One page of a list, by keyset: a page goes on after the last item of the page before it.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace kinhmoi::store {

struct Page {
    std::string after;  ///< cursor_of(last item of the page before); "" for the first page
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
};

}  // namespace kinhmoi::store

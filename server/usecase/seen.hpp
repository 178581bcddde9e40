// SPDX-License-Identifier: Apache-2.0
// No lost update: a change says what it was made upon, and it is judged in the same transaction.
#pragma once

#include <functional>

#include "server/usecase/refusals.hpp"

namespace kinhmoi::usecase {

/// True if the thing still stands as the one who changes it saw it. None: whatever stands there.
template <class Thing>
using Seen = std::function<bool(const Thing&)>;

/// changed, if somebody else changed the thing meanwhile.
template <class Thing>
Result<void> refuse_if_changed(const Noun& noun, const Seen<Thing>& seen, const Thing& now) {
    if (!seen || seen(now)) return {};
    return changed_meanwhile(noun);
}

}  // namespace kinhmoi::usecase

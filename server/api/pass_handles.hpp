// SPDX-License-Identifier: Apache-2.0
// What a browser holds after its code was judged: a sealed note for this process alone, so that no
// code stands in a cookie, a history or a log.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/time.hpp"
#include "qr/secure_bytes.hpp"
#include "server/usecase/invitation.hpp"

namespace kinhmoi::api {

constexpr std::int64_t pass_handle_life_ms = 15 * minute_ms;

class PassHandles {
public:
    /// With a new random key: handles end with the process.
    PassHandles();

    /// Hexadecimal, without a trace of what it holds. Good for pass_handle_life_ms.
    std::string seal(const usecase::PresentedPass& pass, Instant now) const;
    /// Nothing for a handle that is not ours, was changed, or is too old.
    std::optional<usecase::PresentedPass> open(std::string_view handle, Instant now) const;

private:
    qr::SecureBytes<struct PassHandleTag, 32> key_;
};

}  // namespace kinhmoi::api

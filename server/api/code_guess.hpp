// SPDX-License-Identifier: Apache-2.0
// Counts guesses at the second factor of an account. Apart from the password's count, which a right
// password resets: whoever knows the password must not guess codes for ever.
#pragma once

#include <optional>
#include <string>

#include "common/base/ids.hpp"
#include "server/api/rate_limiter.hpp"

namespace kinhmoi::api {

class CodeGuess {
public:
    CodeGuess(RateLimiter& limiter, const AccountId& account, std::string address)
        : limiter_(limiter),
          subject_("second factor of " + to_text(account)),
          address_(std::move(address)) {}

    /// Nothing: go on. Else the whole seconds to wait. No code, no guess.
    std::optional<int> begin(const std::optional<std::string>& code) {
        is_counted_ = code.has_value();
        return is_counted_ ? limiter_.begin_guess(subject_, address_) : std::nullopt;
    }
    void was_right() {
        if (is_counted_) limiter_.note_right_guess(subject_, address_);
    }

private:
    RateLimiter& limiter_;
    std::string subject_;
    std::string address_;
    bool is_counted_ = false;
};

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// Words that passwords in Vietnam are commonly made of; see check_new_password.
#pragma once

#include <span>
#include <string_view>

namespace kinhmoi::qr {

/// Lower case, without spaces, at least 4 bytes each, no word twice.
std::span<const std::string_view> common_passwords();

}  // namespace kinhmoi::qr

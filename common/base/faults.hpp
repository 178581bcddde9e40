// SPDX-License-Identifier: Apache-2.0
// Many faulty fields as one refusal.
#pragma once

#include <vector>

#include "common/base/result.hpp"

namespace kinhmoi {

/// "Có 3 chỗ cần sửa trong nội dung gửi lên." with the faults.
Failure invalid(std::vector<FieldFault> faults);

}  // namespace kinhmoi

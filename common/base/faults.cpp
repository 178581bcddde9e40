// SPDX-License-Identifier: Apache-2.0
#include "common/base/faults.hpp"

namespace kinhmoi {

Failure invalid(std::vector<FieldFault> faults) {
    const std::string count = std::to_string(faults.size());
    Message message{
        "Có " + count + " chỗ cần sửa trong nội dung gửi lên.",
        count + (faults.size() == 1 ? " field needs" : " fields need") + " correction."};
    return Failure(FailureKind::invalid, std::move(message), std::move(faults));
}

}  // namespace kinhmoi

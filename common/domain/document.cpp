// SPDX-License-Identifier: Apache-2.0
#include "common/domain/document.hpp"

#include <algorithm>

namespace kinhmoi {

std::vector<FieldFault> document_faults(const Document& document) {
    std::vector<FieldFault> faults;
    const auto& bases = document.bases;
    const bool refers_to_itself =
        document.attached_to == document.code ||
        std::find(bases.begin(), bases.end(), document.code) != bases.end();
    if (refers_to_itself) {
        faults.push_back({"code",
                          "refers_to_itself",
                          {"không được là căn cứ hoặc phụ lục của chính văn bản này.",
                           "must not be its own basis or attachment."}});
    }
    if (document.authority_lines.size() > 3) {
        faults.push_back({"authority_lines",
                          "too_many",
                          {"có nhiều nhất 3 dòng thẩm quyền ký.", "has at most 3 lines."}});
    }
    return faults;
}

}  // namespace kinhmoi

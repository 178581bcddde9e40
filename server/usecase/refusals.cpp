// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/refusals.hpp"

#include "common/base/faults.hpp"

namespace kinhmoi::usecase {

Failure not_found(const Noun& noun) {
    return Failure(FailureKind::not_found, {std::string("Không tìm thấy ") + noun.vi + " này.",
                                            std::string("No such ") + noun.en + "."});
}

Failure invalid_fields(std::vector<FieldFault> faults) {
    for (FieldFault& fault : faults) fault.path.insert(0, "/");
    return invalid(std::move(faults));
}

Failure code_taken(const Noun& noun) {
    return Failure(
        FailureKind::conflict,
        {std::string("Mã này đã được dùng cho ") + noun.vi + " khác. Đề nghị chọn mã khác.",
         std::string("This code already names another ") + noun.en + ". Choose another one."},
        {{"/code", "taken", {"đã được dùng.", "is taken."}}});
}

Failure changed_meanwhile(const Noun& noun) {
    return Failure(
        FailureKind::changed,
        {std::string("Người khác vừa sửa ") + noun.vi +
             " này sau khi ông/bà mở ra. Chưa lưu gì; đề nghị tải lại, đối chiếu rồi lưu lại.",
         std::string("Somebody else changed this ") + noun.en +
             " since you opened it. Nothing was saved; load it again, compare, then save again."});
}

FieldFault unknown_reference(std::string path) {
    return {std::move(path),
            "unknown_reference",
            {"không có trong hệ thống hoặc không thuộc sự kiện này.",
             "does not exist, or belongs to another event."}};
}

Result<void> refuse_if_used(const Noun& noun, const std::vector<Use>& uses) {
    std::string vi, en;
    for (const Use& use : uses) {
        if (use.count == 0) continue;
        if (!vi.empty()) {
            vi += ", ";
            en += ", ";
        }
        vi += std::to_string(use.count) + " " + use.noun.vi;
        en += std::to_string(use.count) + " " + use.noun.en;
    }
    if (vi.empty()) return {};
    return Failure(
        FailureKind::conflict,
        {std::string("Chưa xoá được ") + noun.vi + " này vì đang được dùng: " + vi +
             ". Đề nghị gỡ các mục đó trước.",
         std::string("This ") + noun.en + " is still used: " + en + ". Remove those first."});
}

}  // namespace kinhmoi::usecase

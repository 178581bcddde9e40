// SPDX-License-Identifier: Apache-2.0
// The names of check reasons and the one sentence a door shows for each decision.
#include "common/domain/decision.hpp"
#include "common/domain/name_table.hpp"

namespace kinhmoi {

namespace {

constexpr NamedValue<CheckReason> reason_names[] = {
    {CheckReason::none, "none"},
    {CheckReason::not_in_list, "not_in_list"},
    {CheckReason::newer_issue, "newer_issue"},
    {CheckReason::not_approved, "not_approved"},
    {CheckReason::escort, "escort"},
    {CheckReason::party_room, "party_room"},
    {CheckReason::exit_not_recorded, "exit_not_recorded"},
    {CheckReason::not_yours_to_undo, "not_yours_to_undo"},
};

std::string after(const char* lead, const std::string& name) {
    return name.empty() ? std::string() : lead + name;
}

Message check_message(const Decision& decision) {
    switch (decision.check) {
        case CheckReason::not_in_list:
            return {"Mã đúng nhưng không có trong danh sách. Đề nghị mời tới bàn lễ tân.",
                    "The code is genuine but not on the list. Please ask at the reception desk."};
        case CheckReason::newer_issue:
            return {"Thẻ mới hơn danh sách trên máy. Đề nghị cập nhật danh sách rồi quét lại.",
                    "The pass is newer than the list. Please update the list and scan again."};
        case CheckReason::not_approved:
            return {"Danh sách chưa được duyệt. Đề nghị liên hệ đầu mối.",
                    "The list is not approved. Please call the contact."};
        case CheckReason::escort:
            return {"Đại biểu là trẻ em. Đề nghị xác nhận có người lớn đi cùng.",
                    "A child: please confirm that the accompanying adult is here."};
        case CheckReason::party_room: {
            const auto room = std::to_string(decision.room);
            return {"Đoàn chỉ còn " + room + " người chưa vào. Đề nghị đếm lại.",
                    "Only " + room + " of the party are not yet in. Please count again."};
        }
        case CheckReason::exit_not_recorded:
            return {"Sự kiện này không ghi nhận lượt ra.", "This event records no exits."};
        case CheckReason::not_yours_to_undo:
            return {"Chỉ thiết bị đã quét hoặc ban tổ chức mới huỷ được lượt này.",
                    "Only the device that scanned, or an organizer, can take this back."};
        case CheckReason::none:
            break;
    }
    return {"Đề nghị kiểm tra lại.", "Please check."};
}

}  // namespace

const char* name_of(CheckReason reason) {
    return name_in(reason_names, reason);
}
std::optional<CheckReason> parse_check_reason(std::string_view text) {
    return value_in(reason_names, text);
}

Message decision_message(const Decision& decision, const DecisionNames& names) {
    switch (decision.verdict) {
        case Verdict::admitted:
            return {"Hợp lệ – Mời vào", "Valid, please come in"};
        case Verdict::already_in:
            return {"Đã điểm danh" + after(" lúc ", names.first_in_time) +
                        after(" tại ", names.first_in_gate),
                    "Already checked in" + after(" at ", names.first_in_time) +
                        after(", ", names.first_in_gate)};
        case Verdict::wrong_site:
            return {"Sai điểm cầu. Mời sang " +
                        (names.right_site.empty() ? "điểm cầu ghi trên thẻ" : names.right_site),
                    "Wrong site. Please go to " +
                        (names.right_site.empty() ? "the site on the pass" : names.right_site)};
        case Verdict::wrong_event:
            return {"Mã thuộc sự kiện khác", "The code belongs to another event"};
        case Verdict::revoked:
            return {"Thẻ đã bị thu hồi", "The pass has been revoked"};
        case Verdict::not_yet_open:
            return {"Chưa đến giờ đón đại biểu", "Check-in has not begun"};
        case Verdict::closed:
            return {"Đã kết thúc điểm danh", "Check-in has closed"};
        case Verdict::unknown:
            return {"Mã không hợp lệ", "Unknown code"};
        case Verdict::not_a_pass:
            return {"Đây không phải mã tham dự", "This is not a pass"};
        case Verdict::document_code:
            return {"Đây là mã QR tài liệu, không phải mã tham dự",
                    "This is a document's code, not a pass"};
        case Verdict::check:
            return check_message(decision);
        case Verdict::repeat:
            return {"Vừa quét mã này rồi", "This code was read a moment ago"};
        case Verdict::left:
            return {"Đã ghi nhận lượt ra", "Exit recorded"};
        case Verdict::undone:
            return {"Đã huỷ điểm danh", "Check-in taken back"};
    }
    return {};
}

}  // namespace kinhmoi

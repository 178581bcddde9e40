// SPDX-License-Identifier: Apache-2.0
// The rules for changing one person after a list was approved.
#include "common/domain/substitution.hpp"

namespace kinhmoi {

const char* name_of(LateChangeKind kind) {
    return kind == LateChangeKind::substitute ? "substitute" : "withdraw";
}

std::optional<LateChangeKind> parse_late_change_kind(std::string_view text) {
    if (text == "substitute") return LateChangeKind::substitute;
    if (text == "withdraw") return LateChangeKind::withdraw;
    return std::nullopt;
}

const char* name_of(LateChangeState state) {
    switch (state) {
        case LateChangeState::requested:
            return "requested";
        case LateChangeState::accepted:
            return "accepted";
        case LateChangeState::refused:
            return "refused";
    }
    return "";
}

std::optional<LateChangeState> parse_late_change_state(std::string_view text) {
    for (const auto state :
         {LateChangeState::requested, LateChangeState::accepted, LateChangeState::refused}) {
        if (text == name_of(state)) return state;
    }
    return std::nullopt;
}

Result<ChangeRoute> change_route(bool by_organizer, LateChangeKind kind, ListState list,
                                 DelegateStatus delegate, std::optional<Instant> late_from,
                                 Instant now) {
    if (list != ListState::approved && list != ListState::locked)
        return Failure(FailureKind::conflict,
                       {"Danh sách chưa được duyệt. Đề nghị sửa trực tiếp trong danh sách.",
                        "The list is not approved yet. Change the list itself."});
    if (kind == LateChangeKind::withdraw && delegate == DelegateStatus::nominated)
        return ChangeRoute::direct;
    if (!holds_seat(delegate))
        return Failure(
            FailureKind::conflict,
            {"Đại biểu này không còn trong danh sách được duyệt nên không thể đổi. Đề nghị "
             "tải lại trang.",
             "This delegate does not hold a seat and cannot be changed. Reload the page."});
    if (by_organizer) return ChangeRoute::direct;
    const bool is_open =
        list == ListState::approved && timeliness(late_from, now) == Timeliness::on_time;
    return is_open ? ChangeRoute::direct : ChangeRoute::request;
}

}  // namespace kinhmoi

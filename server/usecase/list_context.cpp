// SPDX-License-Identifier: Apache-2.0
// Loads a list with its quota, group, event and cut-off.
#include "server/usecase/list_context.hpp"

#include <cassert>

#include "common/base/text.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/extension_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/quota_rows.hpp"

namespace kinhmoi::usecase {

Result<ListContext> list_context(store::ReadTx& tx, const Actor& actor, const ListId& id) {
    auto list = store::find_list(tx, actor, id);
    if (!list) return no_such_list();
    auto quota = store::load_quota(tx, list->quota);
    auto event = store::load_event(tx, list->event);
    assert(quota && event);
    auto group = store::load_group(tx, quota->group);
    assert(group);
    const auto late_from = late_from_of(tx, *event, *quota);
    return ListContext{std::move(*list), std::move(*quota), std::move(*group), std::move(*event),
                       late_from};
}

std::optional<Instant> late_from_of(store::ReadTx& tx, const Event& event, const Quota& quota) {
    std::optional<Deadline> extended;
    if (const auto extension = store::latest_extension(tx, event.id, quota.agency))
        extended = extension->deadline;
    return effective_late_from(event.deadline, quota.deadline, extended, event.time_zone);
}

QuotaUse use_of(const std::vector<ListRow>& rows) {
    std::vector<std::string> organizations;
    organizations.reserve(rows.size());
    for (const ListRow& row : rows) organizations.push_back(agency_key(row.person.organization));
    return count_use(organizations);
}

bool decides(const Actor& actor) {
    return actor.role == Role::administrator || actor.role == Role::organizer;
}

Result<void> refuse_if_erased(const Delegate& delegate) {
    if (!delegate.erased_at) return {};
    return Failure(FailureKind::conflict,
                   {"Dữ liệu cá nhân của đại biểu này đã được xoá nên không sửa hay ghi thêm được.",
                    "This delegate's data were erased: nothing can be changed or added."});
}

Failure no_such_list() {
    return Failure(FailureKind::not_found, {"Không tìm thấy danh sách này.", "No such list."});
}

Failure no_such_delegate() {
    return Failure(FailureKind::not_found, {"Không tìm thấy đại biểu này.", "No such delegate."});
}

Failure no_such_event() {
    return Failure(FailureKind::not_found, {"Không tìm thấy sự kiện này.", "No such event."});
}

Failure fault_at(std::string path, std::string code, Message message) {
    return Failure(FailureKind::invalid,
                   {"Có 1 chỗ cần sửa trong nội dung gửi lên.", "1 fault needs a correction."},
                   {{std::move(path), std::move(code), std::move(message)}});
}

}  // namespace kinhmoi::usecase

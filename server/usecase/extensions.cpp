// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/extensions.hpp"

#include <algorithm>

#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/extension_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/events.hpp"

namespace kinhmoi::usecase {
namespace {

/// What rules the agency's lists: their earliest cut-off without an extension, and the newest one.
struct CutOffs {
    bool has_quota = false;
    std::optional<Instant> earliest;
    std::optional<Instant> extended;  ///< what the agency's newest extension says
};

CutOffs cut_offs_of(store::ReadTx& tx, const Event& event, const AgencyId& agency) {
    CutOffs cut_offs;
    if (const auto newest = store::latest_extension(tx, event.id, agency))
        cut_offs.extended = late_from(newest->deadline, event.time_zone);
    for (const Quota& quota : store::load_quotas(tx, event.id)) {
        if (quota.agency != agency) continue;
        cut_offs.has_quota = true;
        const auto cut_off =
            effective_late_from(event.deadline, quota.deadline, std::nullopt, event.time_zone);
        if (cut_off && (!cut_offs.earliest || *cut_off < *cut_offs.earliest))
            cut_offs.earliest = cut_off;
    }
    return cut_offs;
}

/// The first moment after the day on which the event ends.
Instant day_after(const Event& event) {
    const CivilDate day = local_date(event.time_zone, event_end(event));
    return late_from(Deadline{day, std::nullopt, true}, event.time_zone);
}

std::vector<FieldFault> faults_of(const ExtensionRequest& request, const Event& event,
                                  const CutOffs& cut_offs, Instant now) {
    std::vector<FieldFault> faults;
    if (request.reason.empty())
        faults.push_back({"reason", "missing", {"là thông tin bắt buộc.", "is required."}});
    if (!cut_offs.has_quota) {
        faults.push_back(
            {"agency",
             "no_quota",
             {"chưa được giao chỉ tiêu trong sự kiện này.", "has no quota in this event."}});
        return faults;
    }
    if (!cut_offs.earliest) {
        faults.push_back({"agency",
                          "no_deadline",
                          {"không có hạn gửi danh sách nên không cần gia hạn.",
                           "has no deadline, so there is nothing to extend."}});
        return faults;
    }
    const Instant until = late_from(request.deadline, event.time_zone);
    if (until <= *cut_offs.earliest) {
        faults.push_back({"deadline",
                          "not_later",
                          {"phải muộn hơn hạn ban đầu của đơn vị.",
                           "must be later than the agency's original deadline."}});
    } else if (until == cut_offs.extended) {
        faults.push_back({"deadline",
                          "unchanged",
                          {"đã là hạn hiện tại của đơn vị.", "is the agency's deadline already."}});
    } else if (until <= now) {
        faults.push_back({"deadline",
                          "in_the_past",
                          {"đã qua. Đề nghị chọn hạn ở phía trước.", "has passed already."}});
    } else if (until > day_after(event)) {
        faults.push_back({"deadline",
                          "after_event",
                          {"muộn hơn ngày kết thúc buổi lễ. Đề nghị kiểm tra lại ngày.",
                           "is later than the day on which the event ends. Check the date."}});
    }
    return faults;
}

}  // namespace

Result<std::vector<Extension>> list_extensions(store::ReadTx& tx, const Actor& actor,
                                               const EventId& event, const store::Page& page) {
    if (!store::sees_event(tx, actor, event)) return not_found(event_noun);
    return store::list_extensions(tx, actor, event, page);
}

Result<Extension> grant_extension(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                  const ExtensionRequest& request) {
    const auto found = get_event(tx, actor, event);
    if (!found) return found.error();
    const CutOffs cut_offs = cut_offs_of(tx, *found, request.agency);
    auto faults = faults_of(request, *found, cut_offs, tx.now());
    if (!faults.empty()) return invalid_fields(std::move(faults));

    Extension extension{.id = tx.new_id<ExtensionId>(),
                        .event = event,
                        .agency = request.agency,
                        .deadline = request.deadline,
                        .reason = request.reason,
                        .granted_at = tx.now(),
                        .granted_by = actor.account};
    // The newest rules, so two of the same millisecond must still have an order.
    if (const auto newest = store::latest_extension(tx, event, request.agency))
        extension.granted_at = std::max(extension.granted_at, newest->granted_at + 1);
    store::insert(tx, extension);
    tx.changes().touch(event);
    audit(tx, actor, "extension.grant", event, to_text(request.agency), to_text(extension.id));
    return extension;
}

}  // namespace kinhmoi::usecase

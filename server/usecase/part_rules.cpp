// SPDX-License-Identifier: Apache-2.0
// Sites, gates, groups and quotas: what binds them and what uses them.
#include "server/usecase/part_rules.hpp"

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/part_references.hpp"

namespace kinhmoi::usecase {

// --- sites

std::optional<Site> PartRules<Site>::find(store::ReadTx& tx, const Actor& actor, const SiteId& id) {
    return store::find_site(tx, actor, id);
}

std::vector<Site> PartRules<Site>::list(store::ReadTx& tx, const Actor&, const EventId& event,
                                        const store::Page& page) {
    return store::load_sites(tx, event, page);
}

std::vector<FieldFault> PartRules<Site>::faults(store::ReadTx& tx, const Site& site) {
    auto faults = site_faults(site);
    if (site.relays_from && !is_site_of(tx, site.event, *site.relays_from))
        faults.push_back(unknown_reference("relays_from"));
    if (site.chair_group && !is_group_of(tx, site.event, *site.chair_group))
        faults.push_back(unknown_reference("chair_group"));
    return faults;
}

bool PartRules<Site>::is_taken(store::ReadTx& tx, const Site& site) {
    return is_code_taken(tx, "SELECT id FROM sites WHERE event_id = $1 AND code = $2", site);
}

Failure PartRules<Site>::taken() {
    return code_taken(noun);
}

std::vector<Use> PartRules<Site>::uses(store::ReadTx& tx, const Site& site) {
    return {count_use_of(tx, "SELECT COUNT(*) FROM quotas WHERE site_id = $1", site.id,
                         {"chỉ tiêu", "quota(s)"}),
            count_use_of(tx, "SELECT COUNT(*) FROM gates WHERE site_id = $1", site.id,
                         {"cửa", "gate(s)"}),
            count_use_of(tx, "SELECT COUNT(*) FROM sites WHERE relays_from_id = $1", site.id,
                         {"điểm cầu tiếp sóng", "relayed site(s)"}),
            count_use_of(tx, "SELECT COUNT(*) FROM devices WHERE site_id = $1", site.id,
                         {"thiết bị tại cửa", "door device(s)"})};
}

// --- gates

std::optional<Gate> PartRules<Gate>::find(store::ReadTx& tx, const Actor& actor, const GateId& id) {
    return store::find_gate(tx, actor, id);
}

std::vector<Gate> PartRules<Gate>::list(store::ReadTx& tx, const Actor&, const EventId& event,
                                        const store::Page& page) {
    return store::load_gates(tx, event, page);
}

std::vector<FieldFault> PartRules<Gate>::faults(store::ReadTx& tx, const Gate& gate) {
    if (is_site_of(tx, gate.event, gate.site)) return {};
    return {unknown_reference("site")};
}

bool PartRules<Gate>::is_taken(store::ReadTx& tx, const Gate& gate) {
    return is_code_taken(tx, "SELECT id FROM gates WHERE event_id = $1 AND code = $2", gate);
}

Failure PartRules<Gate>::taken() {
    return code_taken(noun);
}

std::vector<Use> PartRules<Gate>::uses(store::ReadTx& tx, const Gate& gate) {
    return {count_use_of(tx, "SELECT COUNT(*) FROM devices WHERE gate_id = $1", gate.id,
                         {"thiết bị tại cửa", "door device(s)"}),
            count_use_of(tx, "SELECT COUNT(*) FROM enrolment_codes WHERE gate_id = $1", gate.id,
                         {"mã ghép thiết bị", "enrolment code(s)"})};
}

Result<void> change_allowed(store::ReadTx& tx, const Gate& before, const Gate& after) {
    if (before.site == after.site || PartRules<Gate>::uses(tx, before).front().count == 0)
        return {};
    return Failure(FailureKind::conflict,
                   {"Cửa này đã có thiết bị nên không chuyển sang điểm cầu khác được. Đề nghị lập "
                    "cửa mới.",
                    "This gate has door devices and cannot move to another site. Make a new gate."},
                   {{"/site", "has_devices", {"không đổi được nữa.", "can no longer change."}}});
}

// --- groups

std::optional<ParticipantGroup> PartRules<ParticipantGroup>::find(store::ReadTx& tx,
                                                                  const Actor& actor,
                                                                  const GroupId& id) {
    return store::find_group(tx, actor, id);
}

std::vector<ParticipantGroup> PartRules<ParticipantGroup>::list(store::ReadTx& tx, const Actor&,
                                                                const EventId& event,
                                                                const store::Page& page) {
    return store::load_groups(tx, event, page);
}

ParticipantGroup shown_to(const Actor& actor, ParticipantGroup group) {
    if (actor.role == Role::administrator || actor.role == Role::organizer) return group;
    return seen_outside_setup(std::move(group));
}

std::vector<FieldFault> PartRules<ParticipantGroup>::faults(store::ReadTx& tx,
                                                            const ParticipantGroup& group) {
    auto faults = group_faults(group);
    check_agency(tx, "principal_inviter", group.principal_inviter, faults);
    check_agencies(tx, "member_agencies", group.member_agencies, faults);
    return faults;
}

bool PartRules<ParticipantGroup>::is_taken(store::ReadTx& tx, const ParticipantGroup& group) {
    return is_code_taken(tx, "SELECT id FROM participant_groups WHERE event_id = $1 AND code = $2",
                         group);
}

Failure PartRules<ParticipantGroup>::taken() {
    return code_taken(noun);
}

std::vector<Use> PartRules<ParticipantGroup>::uses(store::ReadTx& tx,
                                                   const ParticipantGroup& group) {
    return {count_use_of(tx, "SELECT COUNT(*) FROM quotas WHERE group_id = $1", group.id,
                         {"chỉ tiêu", "quota(s)"}),
            count_use_of(tx, "SELECT COUNT(*) FROM sites WHERE chair_group_id = $1", group.id,
                         {"điểm cầu (thành phần chủ trì)", "site(s) it chairs"})};
}

Result<void> change_allowed(store::ReadTx& tx, const ParticipantGroup& before,
                            const ParticipantGroup& after) {
    if (before.is_minors == after.is_minors && before.pass_mode == after.pass_mode) return {};
    const Use lists = count_use_of(tx,
                                   "SELECT COUNT(*) FROM delegate_lists l JOIN quotas q"
                                   " ON q.id = l.quota_id WHERE q.group_id = $1",
                                   before.id, {"danh sách", "list(s)"});
    if (lists.count == 0) return {};
    const char* path = before.is_minors != after.is_minors ? "/is_minors" : "/pass_mode";
    return Failure(FailureKind::conflict,
                   {"Thành phần này đã có danh sách đại biểu nên không đổi được loại người tham dự "
                    "hoặc cách cấp thẻ. Đề nghị lập thành phần mới.",
                    "This group has delegate lists: whom it holds and how passes are given can no "
                    "longer change. Make a new group."},
                   {{path, "has_lists", {"không đổi được nữa.", "can no longer change."}}});
}

// --- quotas

std::optional<Quota> PartRules<Quota>::find(store::ReadTx& tx, const Actor& actor,
                                            const QuotaId& id) {
    return store::find_quota(tx, actor, id);
}

std::vector<Quota> PartRules<Quota>::list(store::ReadTx& tx, const Actor& actor,
                                          const EventId& event, const store::Page& page) {
    return store::list_quotas(tx, actor, {.event = event}, page);
}

std::vector<FieldFault> PartRules<Quota>::faults(store::ReadTx& tx, const Quota& quota) {
    auto faults = quota_faults(quota);
    if (!is_site_of(tx, quota.event, quota.site)) faults.push_back(unknown_reference("site"));
    if (!is_group_of(tx, quota.event, quota.group)) faults.push_back(unknown_reference("group"));
    check_agency(tx, "agency", quota.agency, faults);
    return faults;
}

bool PartRules<Quota>::is_taken(store::ReadTx& tx, const Quota& quota) {
    const auto other = store::quota_of(tx, quota.site, quota.group, quota.agency);
    return other && *other != quota.id;
}

Failure PartRules<Quota>::taken() {
    return Failure(
        FailureKind::conflict,
        {"Đơn vị này đã có chỉ tiêu cho thành phần này tại điểm cầu này. Đề nghị sửa "
         "chỉ tiêu đã có.",
         "This agency already has a quota for this group at this site. Change that one."},
        {{"/agency", "taken", {"đã có chỉ tiêu.", "already has a quota."}}});
}

std::vector<Use> PartRules<Quota>::uses(store::ReadTx& tx, const Quota& quota) {
    return {count_use_of(tx, "SELECT COUNT(*) FROM delegate_lists WHERE quota_id = $1", quota.id,
                         {"danh sách đại biểu", "delegate list(s)"}),
            count_use_of(tx, "SELECT COUNT(*) FROM delegates WHERE quota_id = $1", quota.id,
                         {"đại biểu", "delegate(s)"})};
}

Result<void> change_allowed(store::ReadTx& tx, const Quota& before, const Quota& after) {
    const bool same_place =
        before.site == after.site && before.group == after.group && before.agency == after.agency;
    if (same_place) return {};
    const auto uses = PartRules<Quota>::uses(tx, before);
    if (uses[0].count == 0 && uses[1].count == 0) return {};
    return Failure(
        FailureKind::conflict,
        {"Chỉ tiêu này đã có danh sách đại biểu nên không chuyển điểm cầu, thành phần hoặc đơn vị "
         "được. Đề nghị lập chỉ tiêu mới.",
         "This quota has a delegate list: its site, group and agency can no longer change. Make a "
         "new quota."});
}

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/walk_ins.hpp"

#include <algorithm>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/doors.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/passes.hpp"

namespace kinhmoi::usecase {
namespace {

ParticipantGroup guest_group(store::WriteTx& tx, const EventId& event) {
    ParticipantGroup group;
    for (const auto& other : store::load_groups(tx, event)) {
        if (other.code == guest_group_code) return other;
        group.ordinal = std::max(group.ordinal, other.ordinal + 1);
    }
    group.id = tx.new_id<GroupId>();
    group.event = event;
    group.code = guest_group_code;
    group.name = "Khách";
    group.badge_label = "Khách";
    store::insert(tx, group);
    return group;
}

/// Guests count for the agency that receives people, else for the host.
std::optional<AgencyId> guests_agency(const Event& event) {
    if (event.reception_agency) return event.reception_agency;
    return event.host_agency ? event.host_agency : event.lead_agency;
}

Result<Quota> guest_quota(store::WriteTx& tx, const DoorDevice& device) {
    const auto event = store::load_event(tx, device.event);
    const auto agency = event ? guests_agency(*event) : std::nullopt;
    if (!agency) {
        return Failure(FailureKind::conflict,
                       {"Sự kiện chưa có đơn vị lễ tân hoặc đơn vị tổ chức nên chưa đăng ký được "
                        "khách. Đề nghị chọn một chỉ tiêu.",
                        "The event names no reception or host agency to count guests for. Choose "
                        "a quota."});
    }
    const auto group = guest_group(tx, event->id);
    if (const auto id = store::quota_of(tx, device.site, group.id, *agency))
        return *store::load_quota(tx, *id);
    Quota quota;
    quota.id = tx.new_id<QuotaId>();
    quota.event = event->id;
    quota.site = device.site;
    quota.group = group.id;
    quota.agency = *agency;
    quota.text = "Khách đăng ký tại cửa";
    store::insert(tx, quota);
    return quota;
}

Result<Quota> chosen_quota(store::WriteTx& tx, const DoorDevice& device, const WalkInForm& form) {
    if (!form.quota) return guest_quota(tx, device);
    auto quota = store::load_quota(tx, *form.quota);
    if (!quota || quota->site != device.site) {
        return fault_at("/quota_id", "unknown_reference",
                        {"không phải chỉ tiêu của điểm cầu này.", "is not a quota of this site."});
    }
    const auto group = store::load_group(tx, quota->group);
    if (group && group->is_minors) {
        return fault_at("/quota_id", "minors",
                        {"là chỉ tiêu của thiếu nhi. Đề nghị đăng ký qua trưởng đoàn với ban tổ "
                         "chức.",
                         "is for children. Their party leader registers them with the organizer."});
    }
    return std::move(*quota);
}

Delegate new_delegate(store::WriteTx& tx, const Quota& quota, const WalkInForm& form) {
    Delegate delegate;
    delegate.id = tx.new_id<DelegateId>();
    delegate.event = quota.event;
    delegate.quota = quota.id;
    delegate.site = quota.site;
    delegate.group = quota.group;
    delegate.agency = quota.agency;
    delegate.person.full_name = form.full_name;
    delegate.person.position = form.position;
    delegate.person.organization = form.organization;
    delegate.person = normalized(std::move(delegate.person));
    delegate.status = DelegateStatus::accepted;
    delegate.is_walk_in = true;
    delegate.created_at = tx.now();
    delegate.updated_at = tx.now();
    return delegate;
}

std::string label_for(store::ReadTx& tx, const store::Door& door, const DelegateId& id) {
    const auto delegate = store::load_delegate(tx, id);
    const auto event = store::load_event(tx, door.device.event);
    if (!delegate || !event) return {};
    const bool full = event->door_name_policy == DoorNamePolicy::full_name;
    return door_label(delegate->person, false, full, 0);
}

/// The pass that an earlier copy of this very request made.
std::optional<PassId> pass_made_before(store::ReadTx& tx, const Actor& actor, const ScanId& id) {
    const auto known = store::scan_of_id(tx, id);
    if (!known || known->stored.scan.kind != ScanKind::walk_in) return std::nullopt;
    if (known->stored.scan.device != actor.device) return std::nullopt;
    return known->stored.scan.pass;
}

}  // namespace

Result<store::PassRow> register_guest(store::WriteTx& tx, const Actor& actor,
                                      const DoorDevice& device, const WalkInForm& form,
                                      const qr::MasterKey& master_key) {
    const auto quota = chosen_quota(tx, device, form);
    if (!quota) return quota.error();
    const auto delegate = new_delegate(tx, *quota, form);
    store::insert_delegate(tx, delegate);
    auto pass = issue_pass_for(tx, actor, delegate.id, master_key);
    if (!pass) return pass.error();
    audit(tx, actor, "door.walk_in", device.event, to_text(delegate.id));
    return pass;
}

Result<WalkIn> register_walk_in(store::WriteTx& tx, const Actor& actor, const WalkInForm& form,
                                SentScan sent, const qr::MasterKey& master_key,
                                std::string_view own_host) {
    const auto door = door_of(tx, actor);
    if (!door) return door.error();
    sent.scan.kind = ScanKind::walk_in;
    sent.scan.pass = pass_made_before(tx, actor, sent.scan.id);
    // A known id of another kind is no new walk-in: record_scan finds the conflict.
    if (!sent.scan.pass && !store::scan_of_id(tx, sent.scan.id)) {
        if (auto refused = refused_walk_in(tx, *door, sent))
            return WalkIn{std::move(*refused), std::nullopt, {}};
        const auto made = register_guest(tx, actor, door->device, form, master_key);
        if (!made) return made.error();
        sent.scan.pass = made->pass.id;
    }
    const auto id = sent.scan.pass;
    auto answer = record_scan(tx, actor, std::move(sent), own_host);
    if (!answer) return answer.error();
    if (!id || !answer->decision.accepted()) return WalkIn{std::move(*answer), std::nullopt, {}};
    auto pass = store::load_pass(tx, *id);
    std::string label = label_for(tx, *door, pass->pass.delegate);
    return WalkIn{std::move(*answer), std::move(pass), std::move(label)};
}

}  // namespace kinhmoi::usecase

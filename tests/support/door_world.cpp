// SPDX-License-Identifier: Apache-2.0
#include "tests/support/door_world.hpp"

#include <algorithm>

#include "qr/pass_digits.hpp"
#include "qr/short_number.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/party_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/passes.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi::test {
namespace {

void add_event(store::WriteTx& tx, DoorWorld& world, const std::string& tag) {
    Agency agency;
    agency.id = world.agency = tx.new_id<AgencyId>();
    agency.code = "cua-" + tag;
    agency.name = "Đơn vị Thử " + tag;
    agency.short_name = "ĐVT";
    agency.kind = "department";
    agency.level = "province";
    store::insert(tx, agency);
    Event event;
    event.id = world.event = tx.new_id<EventId>();
    event.code = "cua-" + tag;
    event.title = "Lễ thử";
    event.status = EventStatus::open;
    event.starts_at = tx.now() + hour_ms;
    event.host_agency = agency.id;
    event.allows_reentry = true;
    store::insert(tx, event);
    const auto account = make_account(tx, "org." + tag, Role::organizer, {}, {event.id});
    world.organizer = actor_of(tx, account);
}

SiteId add_site(store::WriteTx& tx, const DoorWorld& world, const std::string& name) {
    Site site;
    site.id = tx.new_id<SiteId>();
    site.event = world.event;
    site.code = "s" + to_text(site.id).substr(24);
    site.name = name;
    store::insert(tx, site);
    return site.id;
}

Phone add_phone(store::WriteTx& tx, const DoorWorld& world, const SiteId& site,
                const std::string& gate_name) {
    Gate gate;
    gate.id = tx.new_id<GateId>();
    gate.event = world.event;
    gate.site = site;
    gate.code = "g" + to_text(gate.id).substr(24);
    gate.name = gate_name;
    store::insert(tx, gate);
    Phone phone;
    DoorDevice& device = phone.device;
    device.id = tx.new_id<DeviceId>();
    device.event = world.event;
    device.site = site;
    device.gate = gate.id;
    device.label = "Máy " + gate_name;
    tx.random_bytes(device.epoch.bytes);
    device.enrolled_at = device.valid_from = tx.now() + -hour_ms;
    device.valid_until = tx.now() + 24 * hour_ms;
    phone.token = qr::make_token(qr::TokenKind::device).text();
    store::insert_device(tx, device, qr::hash_secret(phone.token));
    return phone;
}

QuotaId add_quota(store::WriteTx& tx, const DoorWorld& world, const SiteId& site,
                  const std::string& code, bool minors, PassMode mode) {
    ParticipantGroup group;
    group.id = tx.new_id<GroupId>();
    group.event = world.event;
    group.code = code;
    group.name = minors ? "Trẻ em có hoàn cảnh khó khăn" : "Nhóm " + code;
    group.badge_label = minors ? "Thiếu nhi" : "Đại biểu";
    group.is_minors = group.is_vulnerable = minors;
    group.pass_mode = mode;
    store::insert(tx, group);
    Quota quota;
    quota.id = tx.new_id<QuotaId>();
    quota.event = world.event;
    quota.site = site;
    quota.group = group.id;
    quota.agency = world.agency;
    store::insert(tx, quota);
    return quota.id;
}

Delegate add_delegate(store::WriteTx& tx, const QuotaId& quota_id, const std::string& name,
                      const std::optional<PartyId>& party = {}, int ordinal = 0) {
    const auto quota = *store::load_quota(tx, quota_id);
    Delegate delegate;
    delegate.id = tx.new_id<DelegateId>();
    delegate.event = quota.event;
    delegate.quota = quota.id;
    delegate.site = quota.site;
    delegate.group = quota.group;
    delegate.agency = quota.agency;
    delegate.party = party;
    delegate.ordinal = ordinal;
    delegate.person.full_name = name;
    delegate.status = DelegateStatus::approved;
    delegate.created_at = delegate.updated_at = tx.now();
    if (party) {
        delegate.person.organization = "Trường Thử Nghiệm";
        delegate.person.leader_name = "Canary Trưởng Đoàn";
        delegate.person.leader_phone = "+84500111222";
        delegate.person.age_band = AgeBand::from_7_to_15;
        delegate.person.consents.guardian_attend = Answer::yes;
    } else {
        delegate.person.phone = "+84500333444";
        delegate.person.email = "canary@thu.example";
        delegate.person.note = "Canary ghi chú";
    }
    store::insert_delegate(tx, delegate);
    return delegate;
}

Pass sign_for(store::WriteTx& tx, const DoorWorld& world, const DelegateId& delegate) {
    return usecase::issue_pass_for(tx, world.organizer, delegate, world.master_key).value().pass;
}

PartyId add_party(store::WriteTx& tx, const DoorWorld& world, const QuotaId& quota) {
    Party party;
    party.id = tx.new_id<PartyId>();
    party.event = world.event;
    party.quota = quota;
    party.name = "Trường Thử Nghiệm";
    party.leader_name = "Canary Trưởng Đoàn";
    party.leader_phone = "+84500111222";
    store::insert_party(tx, party, "truong thu|" + to_text(party.id));
    return party.id;
}

/// The next number that no pass has: those of signed passes are drawn by chance.
std::uint32_t free_number(store::ReadTx& tx, const EventId& event, std::uint32_t& first_seven) {
    for (;;) {
        const auto value = qr::make_short_number(first_seven++).value;
        if (!store::pass_of_short_number(tx, event, value)) return value;
    }
}

ListId put_on_list(store::WriteTx& tx, const DoorWorld& world, const QuotaId& quota) {
    DelegateList list;
    list.id = store::list_id_of(quota);
    list.event = world.event;
    list.quota = quota;
    list.agency = world.agency;
    list.state = ListState::approved;
    list.revision = list.version = 1;
    list.updated_at = tx.now();
    store::save_list(tx, list);
    tx.execute("UPDATE delegates SET list_id = $1 WHERE quota_id = $2 AND is_walk_in = 0", list.id,
               quota);
    return list.id;
}

/// A child with a pass of its own, outside any party.
Pass lone_child(store::WriteTx& tx, const DoorWorld& world) {
    const auto party = add_party(tx, world, world.children);
    auto delegate = add_delegate(tx, world.children, "Canary Tên Trẻ Em", party, 1);
    store::PassRow row;
    tx.random_bytes(row.pass.id.bytes);
    row.pass.event = world.event;
    row.pass.delegate = delegate.id;
    row.pass.quota = delegate.quota;
    row.pass.site = delegate.site;
    row.pass.group = delegate.group;
    row.pass.kid = 1;
    row.pass.is_minor = true;
    std::uint32_t number = 4'000'000;
    row.pass.short_number = free_number(tx, world.event, number);
    row.pass.issued_at = tx.now();
    tx.random_bytes(row.pass.signature);
    store::insert_pass(tx, row);
    return row.pass;
}

}  // namespace

Actor Phone::actor() const {
    Actor actor;
    actor.role = Role::door;
    actor.event = device.event;
    actor.device = device.id;
    return actor;
}

usecase::SentScan Phone::next(Instant now) {
    usecase::SentScan sent;
    Scan& scan = sent.scan;
    scan.id = qr::random_id<ScanId>();
    scan.epoch = device.epoch;
    scan.dseq = ++last_dseq;
    scan.gate = device.gate;
    scan.wall_ms = now.ms;
    scan.mono_ms = 1'000;
    sent.content = "{\"scan_id\":\"" + to_text(scan.id) + "\"}";
    return sent;
}

usecase::SentScan Phone::read(Instant now, const std::string& text) {
    auto sent = next(now);
    sent.scan.text = text;
    return sent;
}

usecase::SentScan Phone::read_offline(Instant now, const std::string& text, Verdict shown) {
    auto sent = read(now, text);
    sent.scan.mode = ScanMode::offline;
    sent.scan.local_verdict = shown;
    return sent;
}

usecase::SentScan Phone::undo(Instant now, const usecase::SentScan& target, const PassId& pass) {
    auto sent = next(now);
    sent.scan.kind = ScanKind::undo;
    sent.scan.undoes = target.scan.id;
    sent.scan.pass = pass;
    return sent;
}

DoorWorld make_door_world(store::WriteTx& tx, const std::string& tag, const qr::MasterKey* key) {
    DoorWorld world;
    if (key) std::ranges::copy(key->view(), world.master_key.fill().begin());
    else tx.random_bytes(world.master_key.fill());
    add_event(tx, world, tag);
    world.main_site = add_site(tx, world, "Điểm cầu chính");
    world.far_site = add_site(tx, world, "Điểm cầu xa");
    world.door_1 = add_phone(tx, world, world.main_site, "Cửa 1");
    world.door_2 = add_phone(tx, world, world.main_site, "Cửa 2");
    world.far_door = add_phone(tx, world, world.far_site, "Cửa Xa");
    world.adults = add_quota(tx, world, world.main_site, "nguoi-lon", false, PassMode::individual);
    world.children = add_quota(tx, world, world.main_site, "thieu-nhi", true, PassMode::party);
    world.far_adults =
        add_quota(tx, world, world.far_site, "noi-khac", false, PassMode::individual);
    const auto adult = add_delegate(tx, world.adults, "Nguyễn Mẫu An");
    const auto second = add_delegate(tx, world.adults, "Trần Thử Bình");
    const auto far = add_delegate(tx, world.far_adults, "Canary Người Điểm Khác");
    world.adult = sign_for(tx, world, adult.id);
    world.second_adult = sign_for(tx, world, second.id);
    world.far_adult = sign_for(tx, world, far.id);
    const auto party = add_party(tx, world, world.children);
    std::optional<DelegateId> leader;
    for (int i = 1; i <= 4; ++i) {
        const auto member = add_delegate(tx, world.children, "Canary Tên Trẻ Em", party, i);
        if (!leader) leader = member.id;
    }
    world.party = sign_for(tx, world, *leader);
    world.child = lone_child(tx, world);
    return world;
}

std::string digits_of(const Pass& pass) {
    return qr::to_digits(usecase::code_of(pass));
}

std::vector<Pass> add_passes(store::WriteTx& tx, const DoorWorld& world, int count) {
    const auto quota = *store::load_quota(tx, world.adults);
    std::vector<Pass> passes;
    std::uint32_t number = 5'000'000;
    for (int i = 0; i < count; ++i) {
        const auto delegate = add_delegate(tx, world.adults, "Lê Giả Cường");
        store::PassRow row;
        tx.random_bytes(row.pass.id.bytes);
        row.pass.event = world.event;
        row.pass.delegate = delegate.id;
        row.pass.quota = quota.id;
        row.pass.site = quota.site;
        row.pass.group = quota.group;
        row.pass.kid = 1;
        row.pass.short_number = free_number(tx, world.event, number);
        row.pass.issued_at = tx.now();
        tx.random_bytes(row.pass.signature);
        store::insert_pass(tx, row);
        passes.push_back(row.pass);
    }
    return passes;
}

void put_on_lists(store::WriteTx& tx, const DoorWorld& world) {
    for (const QuotaId& quota : {world.adults, world.far_adults}) put_on_list(tx, world, quota);
}

PartyOf add_party_of(store::WriteTx& tx, const DoorWorld& world, const std::string& code, int size,
                     bool minors) {
    PartyOf made;
    const auto quota = add_quota(tx, world, world.main_site, code, minors, PassMode::party);
    const auto party = add_party(tx, world, quota);
    for (int i = 1; i <= size; ++i) {
        const std::string name = minors ? "Canary Tên Trẻ Em" : "Đỗ Mẫu " + code;
        made.members.push_back(add_delegate(tx, quota, name, party, i).id);
    }
    made.pass = sign_for(tx, world, made.members.front());
    made.list = put_on_list(tx, world, quota);
    return made;
}

std::vector<std::string> canaries() {
    return {"Canary",  "500111222", "500333444", "canary@",  "khó khăn", "guardian",
            "consent", "phone",     "email",     "age_band", "leader",   "7_to_15"};
}

}  // namespace kinhmoi::test

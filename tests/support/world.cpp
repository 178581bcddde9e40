// SPDX-License-Identifier: Apache-2.0
#include "tests/support/world.hpp"

#include <stdexcept>

#include "common/domain/agency.hpp"
#include "common/domain/delegate_list.hpp"
#include "common/domain/document.hpp"
#include "common/domain/event.hpp"
#include "common/domain/site.hpp"
#include "common/domain/substitution.hpp"
#include "qr/secrets.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/late_change_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/rows/program_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/store/rows/task_rows.hpp"
#include "server/usecase/sign_in.hpp"

namespace kinhmoi::test {
namespace {

void make_agency(store::WriteTx& tx, World& world, const std::string& tag) {
    Agency agency;
    agency.id = world.agency = tx.new_id<AgencyId>();
    agency.code = "dv-" + tag;
    agency.name = "Đơn vị Thử " + tag;
    agency.kind = "department";
    agency.level = "province";
    store::insert(tx, agency);
}

void make_event(store::WriteTx& tx, World& world, const std::string& tag) {
    Program program;
    program.id = world.program = tx.new_id<ProgramId>();
    program.code = "ct-" + tag;
    program.name = "Chương trình thử " + tag;
    store::insert(tx, program);

    Event event;
    event.id = world.event = tx.new_id<EventId>();
    event.code = "le-" + tag;
    event.program = program.id;
    event.title = "Lễ thử " + tag;
    event.status = EventStatus::open;
    event.starts_at = tx.now() + 7 * day_ms;
    event.host_agency = world.agency;
    store::insert(tx, event);
}

void make_places(store::WriteTx& tx, World& world) {
    Site site;
    site.id = world.site = tx.new_id<SiteId>();
    site.event = world.event;
    site.code = "chinh";
    site.name = "Điểm cầu chính";
    store::insert(tx, site);

    Gate gate;
    gate.id = world.gate = tx.new_id<GateId>();
    gate.event = world.event;
    gate.site = site.id;
    gate.code = "cua-1";
    gate.name = "Cửa 1";
    store::insert(tx, gate);

    ParticipantGroup group;
    group.id = world.group = tx.new_id<GroupId>();
    group.event = world.event;
    group.code = "dai-bieu";
    group.name = "Đại biểu";
    group.badge_label = "Đại biểu";
    store::insert(tx, group);
}

void make_quota(store::WriteTx& tx, World& world) {
    Quota quota;
    quota.id = world.quota = tx.new_id<QuotaId>();
    quota.event = world.event;
    quota.site = world.site;
    quota.group = world.group;
    quota.agency = world.agency;
    quota.max = 5;
    store::insert(tx, quota);
}

Person person() {
    Person out;
    out.full_name = "Nguyễn Mẫu An";
    out.position = "Chuyên viên";
    return out;
}

void make_list(store::WriteTx& tx, World& world) {
    DelegateList list;
    list.id = world.list = store::list_id_of(world.quota);
    list.event = world.event;
    list.quota = world.quota;
    list.agency = world.agency;
    list.state = ListState::approved;
    list.revision = 1;
    list.version = 1;
    list.submitted_at = list.updated_at = tx.now();
    store::save_list(tx, list);

    Delegate delegate;
    delegate.id = world.delegate = tx.new_id<DelegateId>();
    delegate.event = world.event;
    delegate.quota = world.quota;
    delegate.site = world.site;
    delegate.group = world.group;
    delegate.agency = world.agency;
    delegate.list = list.id;
    delegate.person = person();
    delegate.status = DelegateStatus::approved;
    delegate.created_at = delegate.updated_at = tx.now();
    for (const int version : {0, 1})
        store::replace_list_rows(tx, list.id, version, {{delegate.id, 0, person()}});
    store::ListVersion submitted;
    submitted.version = 1;
    submitted.submitted_at = tx.now();
    submitted.row_count = 1;
    store::insert_list_version(tx, list.id, submitted);
    store::insert_delegate(tx, delegate);

    LateChange change;
    change.id = world.late_change = tx.new_id<LateChangeId>();
    change.event = world.event;
    change.list = list.id;
    change.delegate = delegate.id;
    change.person = person();
    change.reason = "bận công tác";
    change.requested_at = tx.now();
    store::insert_late_change(tx, change);
}

void make_papers(store::WriteTx& tx, World& world) {
    Contact contact;
    contact.id = world.contact = tx.new_id<ContactId>();
    contact.event = world.event;
    contact.code = "dau-moi";
    contact.name = "Trần Giả Bình";
    store::insert(tx, contact);

    Task task;
    task.id = world.task = tx.new_id<TaskId>();
    task.event = world.event;
    task.code = "nv-1";
    task.agency = world.agency;
    task.role = "lead";
    task.text = "Chuẩn bị hội trường";
    task.status = "assigned";
    store::insert(tx, task);

    Document document;
    document.id = world.document = tx.new_id<DocumentId>();
    document.event = world.event;
    document.code = "giay-moi";
    document.type = "giay_moi";
    document.role = "invitation";
    store::insert(tx, document);

    Livestream stream;
    stream.id = world.stream = tx.new_id<StreamId>();
    stream.event = world.event;
    stream.code = "truyen-hinh";
    stream.name = "Truyền hình";
    store::insert(tx, stream);

    world.extension = tx.new_id<ExtensionId>();
    tx.execute(
        "INSERT INTO extensions (id, event_id, agency_id, due_on, minute_of_day, is_inclusive,"
        " reason, granted_at, granted_by) VALUES ($1, $2, $3, '2026-05-25', NULL, 1, $4, $5, $6)",
        world.extension, world.event, world.agency, "nhận giấy mời muộn", tx.now(), AccountId{});
}

void make_pass(store::WriteTx& tx, World& world, std::uint32_t short_number) {
    store::PassRow row;
    tx.random_bytes(world.pass.bytes);
    row.pass.id = world.pass;
    row.pass.event = world.event;
    row.pass.delegate = world.delegate;
    row.pass.quota = world.quota;
    row.pass.site = world.site;
    row.pass.group = world.group;
    row.pass.kid = 1;
    row.pass.short_number = short_number;
    row.pass.issued_at = tx.now();
    store::insert_pass(tx, row);
}

void make_doors(store::WriteTx& tx, World& world) {
    DoorDevice device;
    device.id = world.device = tx.new_id<DeviceId>();
    device.event = world.event;
    device.site = world.site;
    device.gate = world.gate;
    device.label = "Máy 1";
    tx.random_bytes(device.epoch.bytes);
    device.enrolled_at = device.valid_from = tx.now();
    device.valid_until = tx.now() + 30 * day_ms;
    world.device_secret = qr::make_token(qr::TokenKind::device).text();
    store::insert_device(tx, device, qr::hash_secret(world.device_secret));

    world.incident = tx.new_id<IncidentId>();
    tx.execute(
        "INSERT INTO incidents (id, event_id, incident_key, kind, pass_id, device_id, gate_id,"
        " scans, also_devices, opened_at, reason, state, resolved_at, resolved_by, note)"
        " VALUES ($1, $2, $3, 'double_admission', $4, $5, $6, '', '', $7, '', 'open', NULL, NULL,"
        " '')",
        world.incident, world.event, "test " + to_text(world.incident), world.pass, world.device,
        world.gate, tx.now());
}

}  // namespace

World make_world(store::WriteTx& tx, const std::string& tag) {
    World world;
    make_agency(tx, world, tag);
    make_event(tx, world, tag);
    make_places(tx, world);
    make_quota(tx, world);
    make_list(tx, world);
    make_papers(tx, world);
    make_pass(tx, world, 12345678);
    make_doors(tx, world);
    return world;
}

World add_agency(store::WriteTx& tx, const World& world, const std::string& tag) {
    World other = world;
    make_agency(tx, other, tag);
    make_quota(tx, other);
    make_list(tx, other);
    make_pass(tx, other, 23456789);
    return other;
}

static std::vector<EventId> events_with_quota(store::ReadTx& tx, const AgencyId& agency) {
    std::vector<EventId> events;
    auto rows = tx.query("SELECT DISTINCT event_id FROM quotas WHERE agency_id = $1", agency);
    while (rows.next()) events.push_back(rows.get<EventId>(0));
    return events;
}

AccountId make_account(store::WriteTx& tx, const std::string& username, Role role,
                       const std::optional<AgencyId>& agency, const std::vector<EventId>& events) {
    Account account;
    account.id = tx.new_id<AccountId>();
    account.username = username;
    account.display_name = "Tài khoản Thử " + username;
    account.role = role;
    account.agency = agency;
    account.events = events;
    if (role == Role::clerk && events.empty()) account.events = events_with_quota(tx, *agency);
    account.created_at = tx.now();
    if (!store::insert(tx, account, "no password")) throw std::logic_error("user name taken");
    return account.id;
}

Actor actor_of(store::ReadTx& tx, const AccountId& account) {
    auto actor = usecase::actor_of(tx, account);
    if (!actor) throw std::logic_error("no such account");
    return *actor;
}

}  // namespace kinhmoi::test

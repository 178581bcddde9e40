// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/door_list.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "qr/secrets.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/door_list_rows.hpp"
#include "server/store/rows/door_pruning.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/party_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/doors.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

std::string agency_label(store::ReadTx& tx, const AgencyId& id) {
    const auto agency = store::load_agency(tx, id);
    if (!agency) return {};
    return agency->short_name.empty() ? agency->name : agency->short_name;
}

std::string label_of_row(store::ReadTx& tx, const store::DoorListRow& row, DoorNamePolicy policy) {
    if (row.is_party) return row.party_name;
    Person person;
    person.full_name = row.full_name;
    person.organization = row.organization;
    const int number = row.is_minor ? store::number_in_party(tx, row.delegate) : 0;
    return door_label(person, row.is_minor, policy == DoorNamePolicy::full_name, number);
}

DoorAdmission admission_of(const store::DoorListRow& row) {
    return {row.pass, row.inside, row.present, row.visits, row.first_in_at, row.first_in_gate};
}

DoorPass door_pass(store::ReadTx& tx, const store::DoorListRow& row, const SiteId& own_site,
                   DoorNamePolicy policy) {
    DoorPass pass{row.pass, row.issue, row.min_issue, row.site, {}};
    if (row.site != own_site) return pass;
    pass.holder = DoorPass::Holder{label_of_row(tx, row, policy),
                                   row.group_label,
                                   row.agency,
                                   row.seat,
                                   row.note,
                                   row.is_minor,
                                   row.party_size,
                                   row.short_number,
                                   row.status,
                                   admission_of(row)};
    return pass;
}

/// The list is for phones that may let people in; a revoked one must not get it again.
Result<store::Door> active_door(store::ReadTx& tx, const Actor& actor) {
    auto door = door_of(tx, actor);
    if (!door) return door.error();
    if (device_standing(door->device, tx.now()) == DeviceStanding::active) return door;
    return Failure(FailureKind::forbidden,
                   {"Thiết bị này đã bị thu hồi hoặc chưa đến, đã quá thời gian sử dụng.",
                    "This device was revoked, or is outside its time window."});
}

struct Cursor {
    std::int64_t version = 0;
    std::int64_t count = 0;
    std::optional<PassId> after;
    ListHash hash{};
};

std::string cursor_text(const Cursor& cursor) {
    return std::to_string(cursor.version) + "." + std::to_string(cursor.count) + "." +
           to_text(*cursor.after) + "." + to_hex(cursor.hash);
}

std::optional<std::int64_t> take_number(std::string_view& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0 || end == text.data() + text.size() || *end != '.')
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return value;
}

std::optional<Cursor> parse_cursor(std::string_view text) {
    Cursor cursor;
    const auto version = take_number(text);
    const auto count = version ? take_number(text) : std::nullopt;
    if (!count) return std::nullopt;
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    cursor.version = *version;
    cursor.count = *count;
    cursor.after = parse_id<PassId>(text.substr(0, dot));
    if (!cursor.after || !from_hex(text.substr(dot + 1), cursor.hash)) return std::nullopt;
    return cursor;
}

ListHash hash_on(const ListHash& before, const std::vector<DoorPass>& passes) {
    std::string lines(before.begin(), before.end());
    for (const DoorPass& pass : passes) {
        lines += to_text(pass.id) + " " + std::to_string(pass.issue) + " " +
                 std::to_string(pass.min_issue) + " " + to_text(pass.site) + "\n";
    }
    return qr::hash_secret(lines).bytes;
}

bool concerns(const Incident& incident, const DeviceId& device) {
    return incident.device == device ||
           std::find(incident.also.begin(), incident.also.end(), device) != incident.also.end();
}

/// What the changes name, each once.
struct Touched {
    std::set<PassId> passes;
    std::set<PassId> admissions;
    std::set<IncidentId> incidents;
    bool setting = false;
};

Touched gather(const std::vector<store::DoorChange>& changes) {
    Touched touched;
    for (const auto& change : changes) {
        switch (change.topic) {
            case store::DoorTopic::pass:
                if (change.pass) touched.passes.insert(*change.pass);
                break;
            case store::DoorTopic::admission:
                if (change.pass) touched.admissions.insert(*change.pass);
                break;
            case store::DoorTopic::incident:
                if (change.incident) touched.incidents.insert(*change.incident);
                break;
            case store::DoorTopic::key:
            case store::DoorTopic::event:
                touched.setting = true;
                break;
        }
    }
    return touched;
}

void fill(store::ReadTx& tx, const DoorDevice& device, const Touched& touched,
          DoorNamePolicy policy, DoorChanges& out) {
    for (const PassId& id : touched.passes) {
        const auto row = store::door_list_row(tx, id);
        if (!row || row->event != device.event) continue;
        if (row->min_issue > 0) out.revocations.push_back({id, row->min_issue});
        out.passes.push_back(door_pass(tx, *row, device.site, policy));
    }
    for (const PassId& id : touched.admissions) {
        if (touched.passes.contains(id)) continue;
        const auto row = store::door_list_row(tx, id);
        if (row && row->site == device.site) out.admissions.push_back(admission_of(*row));
    }
    for (const IncidentId& id : touched.incidents) {
        auto row = store::load_incident(tx, id);
        if (row && concerns(row->incident, device.id)) out.incidents.push_back(std::move(*row));
    }
}

}  // namespace

Result<DoorSetting> door_setting(store::ReadTx& tx, const DoorDevice& device) {
    auto event = store::load_event(tx, device.event);
    if (!event) return no_such_event();
    DoorSetting setting;
    setting.event = std::move(*event);
    setting.device = device;
    setting.sites = store::load_sites(tx, device.event);
    setting.gates = store::load_gates(tx, device.event);
    for (const auto& key : store::keys_of_event(tx, device.event)) {
        setting.keys.push_back({key.record.kid, key.record.public_key, key.record.state,
                                key.created_at, key.changed_at});
    }
    const auto groups = store::load_groups(tx, device.event);
    for (const Quota& quota : store::load_quotas(tx, device.event)) {
        const auto group = std::find_if(groups.begin(), groups.end(),
                                        [&](const auto& one) { return one.id == quota.group; });
        if (quota.site != device.site || group == groups.end() || group->is_minors) continue;
        setting.walk_in_quotas.push_back(
            {quota.id, label_of(*group) + " – " + agency_label(tx, quota.agency)});
    }
    return setting;
}

Result<DoorSnapshotPage> door_snapshot(store::ReadTx& tx, const Actor& actor,
                                       std::string_view cursor_sent, int limit) {
    const auto door = active_door(tx, actor);
    if (!door) return door.error();
    const DoorDevice& device = door->device;
    DoorSnapshotPage page;
    Cursor cursor;
    if (cursor_sent.empty()) {
        cursor.version = store::door_version(tx, device.event);
        auto setting = door_setting(tx, device);
        if (!setting) return setting.error();
        page.setting = std::move(*setting);
    } else {
        const auto parsed = parse_cursor(cursor_sent);
        if (!parsed) {
            return fault_at("?cursor", "not_a_cursor",
                            {"không đúng. Đề nghị tải lại danh sách từ đầu.",
                             "is none of ours. Begin the list again."});
        }
        cursor = *parsed;
    }
    const auto event = store::load_event(tx, device.event);
    auto rows = store::door_list_rows(tx, device.event, cursor.after, limit + 1);
    const bool has_more = rows.size() > static_cast<std::size_t>(limit);
    if (has_more) rows.pop_back();
    for (const auto& row : rows)
        page.passes.push_back(door_pass(tx, row, device.site, event->door_name_policy));
    page.version = cursor.version;
    page.hash = hash_on(cursor.hash, page.passes);
    page.count = cursor.count + static_cast<std::int64_t>(rows.size());
    if (has_more)
        page.next_cursor = cursor_text({cursor.version, page.count, rows.back().pass, page.hash});
    return page;
}

Result<DoorChanges> door_changes(store::ReadTx& tx, const Actor& actor, std::int64_t since,
                                 int limit) {
    const auto door = active_door(tx, actor);
    if (!door) return door.error();
    const DoorDevice& device = door->device;
    DoorChanges out;
    const std::int64_t newest = store::door_version(tx, device.event);
    out.version = newest;
    // A version from the future was seen before the database went back to a backup.
    out.is_too_old =
        since <= 0 || since > newest || since < store::door_changes_pruned_to(tx, device.event);
    if (out.is_too_old) return out;
    const auto part = store::door_changes_since(tx, device.event, since, limit);
    out.has_more = part.has_more;
    if (out.has_more) out.version = part.changes.back().seq;
    const auto touched = gather(part.changes);
    if (touched.setting) {
        auto setting = door_setting(tx, device);
        if (!setting) return setting.error();
        out.setting = std::move(*setting);
    }
    const auto event = store::load_event(tx, device.event);
    fill(tx, device, touched, event->door_name_policy, out);
    return out;
}

}  // namespace kinhmoi::usecase

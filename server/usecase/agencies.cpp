// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/agencies.hpp"

#include "server/store/rows/agency_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/part_references.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr int deepest_hierarchy = 32;

/// True if the agency stands above itself. Also for a chain too deep to be meant.
bool is_own_ancestor(store::ReadTx& tx, const Agency& agency) {
    auto above = agency.parent;
    for (int depth = 0; above; ++depth) {
        if (*above == agency.id || depth == deepest_hierarchy) return true;
        const auto parent = store::load_agency(tx, *above);
        above = parent ? parent->parent : std::nullopt;
    }
    return false;
}

std::vector<FieldFault> faults_of(store::ReadTx& tx, const Agency& agency) {
    auto faults = agency_faults(agency);
    check_agency(tx, "parent", agency.parent, faults);
    check_agencies(tx, "members", agency.members, faults);
    if (faults.empty() && is_own_ancestor(tx, agency)) {
        faults.push_back({"parent",
                          "circular",
                          {"làm cho đơn vị thành cấp trên của chính mình.",
                           "would make the agency stand above itself."}});
    }
    return faults;
}

bool is_code_of_another(store::ReadTx& tx, const Agency& agency) {
    const auto other = store::load_agency_by_code(tx, agency.code);
    return other && other->id != agency.id;
}

std::vector<Use> uses_of(store::ReadTx& tx, const AgencyId& id) {
    const auto uses = [&](const char* sql, Noun noun) { return count_use_of(tx, sql, id, noun); };
    return {
        uses("SELECT COUNT(*) FROM events WHERE host_agency_id = $1 OR lead_agency_id = $1"
             " OR reception_agency_id = $1 OR receiving_agency_id = $1 OR receiving_unit_id = $1",
             {"sự kiện", "event(s)"}),
        uses("SELECT COUNT(*) FROM quotas WHERE agency_id = $1", {"chỉ tiêu", "quota(s)"}),
        uses("SELECT COUNT(*) FROM participant_groups WHERE principal_inviter_id = $1",
             {"thành phần (người mời)", "group(s) it invites"}),
        uses("SELECT COUNT(*) FROM group_members WHERE agency_id = $1",
             {"thành phần", "group(s) it belongs to"}),
        uses("SELECT COUNT(*) FROM accounts WHERE agency_id = $1", {"tài khoản", "account(s)"}),
        uses("SELECT COUNT(*) FROM activation_links WHERE agency_id = $1",
             {"liên kết kích hoạt", "activation link(s)"}),
        uses("SELECT COUNT(*) FROM agencies WHERE parent_id = $1",
             {"đơn vị trực thuộc", "agency(ies) under it"}),
        uses("SELECT COUNT(*) FROM agency_members WHERE member_id = $1",
             {"nhóm đơn vị", "set(s) it belongs to"}),
        uses("SELECT COUNT(*) FROM extensions WHERE agency_id = $1", {"gia hạn", "extension(s)"}),
        uses("SELECT COUNT(*) FROM documents WHERE issuer_id = $1", {"văn bản", "document(s)"}),
        uses("SELECT COUNT(*) FROM contacts WHERE agency_id = $1",
             {"đầu mối liên hệ", "contact(s)"}),
        uses("SELECT COUNT(*) FROM tasks WHERE agency_id = $1", {"nhiệm vụ", "task(s)"}),
        uses("SELECT COUNT(*) FROM task_cooperators WHERE agency_id = $1",
             {"nhiệm vụ phối hợp", "task(s) it cooperates in"}),
        uses("SELECT COUNT(*) FROM delegates WHERE agency_id = $1", {"đại biểu", "delegate(s)"}),
    };
}

}  // namespace

Result<Agency> get_agency(store::ReadTx& tx, const AgencyId& id) {
    auto agency = store::load_agency(tx, id);
    if (!agency) return not_found(agency_noun);
    return std::move(*agency);
}

Result<Agency> create_agency(store::WriteTx& tx, const Actor& actor, Agency agency) {
    agency.id = tx.new_id<AgencyId>();
    auto faults = faults_of(tx, agency);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (is_code_of_another(tx, agency)) return code_taken(agency_noun);
    store::insert(tx, agency);
    audit(tx, actor, "agency.create", std::nullopt, to_text(agency.id));
    return agency;
}

Failure agency_of_others() {
    return Failure(
        FailureKind::conflict,
        {"Cơ quan, đơn vị này còn có trong sự kiện của đơn vị tổ chức khác. Đề nghị quản trị viên "
         "sửa.",
         "Another organizer's event names this agency too. Ask an administrator to change it."});
}

Result<Agency> update_agency(store::WriteTx& tx, const Actor& actor, const AgencyId& id,
                             Agency agency, const Seen<Agency>& seen) {
    const auto before = store::load_agency(tx, id);
    if (!before) return not_found(agency_noun);
    if (auto same = refuse_if_changed(agency_noun, seen, *before); !same) return same.error();
    agency.id = id;
    auto faults = faults_of(tx, agency);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (is_code_of_another(tx, agency)) return code_taken(agency_noun);
    if (agency == *before) return agency;
    if (store::is_agency_of_others(tx, actor, id)) return agency_of_others();
    store::update(tx, agency);
    tell_doors(tx, *before, agency);
    audit(tx, actor, "agency.update", std::nullopt, to_text(id));
    return agency;
}

Result<void> delete_agency(store::WriteTx& tx, const Actor& actor, const AgencyId& id,
                           const Seen<Agency>& seen) {
    const auto agency = store::load_agency(tx, id);
    if (!agency) return not_found(agency_noun);
    if (auto same = refuse_if_changed(agency_noun, seen, *agency); !same) return same;
    if (auto unused = refuse_if_used(agency_noun, uses_of(tx, id)); !unused) return unused;
    store::erase(tx, id);
    audit(tx, actor, "agency.delete", std::nullopt, to_text(id));
    return {};
}

}  // namespace kinhmoi::usecase

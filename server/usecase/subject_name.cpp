// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/subject_name.hpp"

#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/link_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/rows/program_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/store/rows/task_rows.hpp"

namespace kinhmoi::usecase {
namespace {

/// Who looks where for whose name.
struct Look {
    store::ReadTx& tx;
    const Actor& actor;
    std::string_view subject;
};
using NameOf = std::string (*)(const Look&);

std::string with_dash(const std::string& a, const std::string& b) {
    return a.empty() || b.empty() ? a + b : a + " – " + b;
}

std::string name_of_agency(store::ReadTx& tx, const AgencyId& id) {
    const auto agency = store::load_agency(tx, id);
    return agency ? agency->name : "";
}

std::string account(const Look& look) {
    const auto id = parse_id<AccountId>(look.subject);
    const auto found = id ? store::load_account(look.tx, *id) : std::nullopt;
    return found ? found->display_name : "";
}

std::string agency(const Look& look) {
    const auto id = parse_id<AgencyId>(look.subject);
    return id ? name_of_agency(look.tx, *id) : "";
}

std::string program(const Look& look) {
    const auto id = parse_id<ProgramId>(look.subject);
    const auto found = id ? store::load_program(look.tx, *id) : std::nullopt;
    return found ? found->name : "";
}

std::string event(const Look& look) {
    const auto id = parse_id<EventId>(look.subject);
    const auto found = id ? store::find_event(look.tx, look.actor, *id) : std::nullopt;
    return found ? found->title : "";
}

std::string site(const Look& look) {
    const auto id = parse_id<SiteId>(look.subject);
    const auto found = id ? store::find_site(look.tx, look.actor, *id) : std::nullopt;
    return found ? found->name : "";
}

std::string name_of_gate(const Look& look, const GateId& id) {
    const auto gate = store::find_gate(look.tx, look.actor, id);
    if (!gate) return "";
    const auto site = store::load_site(look.tx, gate->site);
    return with_dash(gate->name, site ? site->name : "");
}

std::string gate(const Look& look) {
    const auto id = parse_id<GateId>(look.subject);
    return id ? name_of_gate(look, *id) : "";
}

std::string group(const Look& look) {
    const auto id = parse_id<GroupId>(look.subject);
    const auto found = id ? store::find_group(look.tx, look.actor, *id) : std::nullopt;
    return found ? found->name : "";
}

std::string name_of_quota(const Look& look, const QuotaId& id) {
    const auto quota = store::find_quota(look.tx, look.actor, id);
    if (!quota) return "";
    const auto group = store::load_group(look.tx, quota->group);
    return with_dash(name_of_agency(look.tx, quota->agency), group ? group->name : "");
}

std::string quota(const Look& look) {
    const auto id = parse_id<QuotaId>(look.subject);
    return id ? name_of_quota(look, *id) : "";
}

std::string list(const Look& look) {
    const auto id = parse_id<ListId>(look.subject);
    const auto found = id ? store::find_list(look.tx, look.actor, *id) : std::nullopt;
    return found ? name_of_quota(look, found->quota) : "";
}

/// Not the person, and not the name of the group either: it may tell what is said of nobody ("trẻ
/// em có hoàn cảnh khó khăn"). The label is what stands on badges.
std::string place_of(const Look& look, const DelegateId& id) {
    const auto delegate = store::find_delegate(look.tx, look.actor, id);
    if (!delegate) return "";
    const auto group = store::load_group(look.tx, delegate->group);
    return with_dash(name_of_agency(look.tx, delegate->agency), group ? group->badge_label : "");
}

std::string delegate(const Look& look) {
    const auto id = parse_id<DelegateId>(look.subject);
    return id ? place_of(look, *id) : "";
}

std::string pass(const Look& look) {
    const auto id = parse_id<PassId>(look.subject);
    const auto row = id ? store::load_pass(look.tx, *id) : std::nullopt;
    return row ? place_of(look, row->pass.delegate) : "";
}

std::string door(const Look& look) {
    const auto id = parse_id<DeviceId>(look.subject);
    const auto row = id ? store::load_device(look.tx, *id) : std::nullopt;
    const bool is_seen = row && store::sees_event(look.tx, look.actor, row->device.event);
    return is_seen ? row->device.label : "";
}

std::string incident(const Look& look) {
    const auto id = parse_id<IncidentId>(look.subject);
    const auto row = id ? store::load_incident(look.tx, *id) : std::nullopt;
    return row ? name_of_gate(look, row->incident.gate) : "";
}

std::string link(const Look& look) {
    const auto id = parse_id<LinkId>(look.subject);
    const auto found = id ? store::load_link(look.tx, *id) : std::nullopt;
    return found && found->agency ? name_of_agency(look.tx, *found->agency) : "";
}

std::string document(const Look& look) {
    const auto id = parse_id<DocumentId>(look.subject);
    const auto found = id ? store::find_document(look.tx, look.actor, *id) : std::nullopt;
    if (!found) return "";
    if (!found->title.empty()) return found->title;
    return found->subject.empty() ? found->code : found->subject;
}

std::string task(const Look& look) {
    const auto id = parse_id<TaskId>(look.subject);
    const auto found = id ? store::find_task(look.tx, look.actor, *id) : std::nullopt;
    return found ? found->text : "";
}

std::string stream(const Look& look) {
    const auto id = parse_id<StreamId>(look.subject);
    const auto found = id ? store::find_stream(look.tx, look.actor, *id) : std::nullopt;
    return found ? found->name : "";
}

/// The number of a key is what people know it by.
std::string itself(const Look& look) {
    return std::string(look.subject);
}

/// By the beginning of the action; more than one row where an action has two kinds of subjects.
constexpr struct {
    std::string_view action;
    NameOf name_of;
} table[] = {
    {"account.", account},
    {"agency.", agency},
    {"badges.", event},
    {"delegate.", delegate},
    {"delegates.", delegate},
    {"delegates.", event},
    {"document.", document},
    {"door.enrol", door},
    {"door.offer", gate},
    {"door.revoke", door},
    {"door.walk_in", delegate},
    {"event.", event},
    {"extension.", agency},
    {"gate.", gate},
    {"group.", group},
    {"incident.", incident},
    {"key.", itself},
    {"late_change.", delegate},
    {"link.", link},
    {"list.", list},
    {"list.import", event},
    {"pass.", pass},
    {"pass.issue", list},
    {"pass.issue", delegate},
    {"plan.", event},
    {"program.", program},
    {"quota.", quota},
    {"report.", event},
    {"retention.", event},
    {"second_factor.", account},
    {"session.", account},
    {"site.", site},
    {"stream.", stream},
    {"task.", task},
};

}  // namespace

std::string subject_name(store::ReadTx& tx, const Actor& actor, const store::AuditEntry& entry) {
    for (const auto& row : table) {
        if (!entry.action.starts_with(row.action)) continue;
        std::string name = row.name_of({tx, actor, entry.subject});
        if (!name.empty()) return name;
    }
    return "";
}

}  // namespace kinhmoi::usecase

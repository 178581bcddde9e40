// SPDX-License-Identifier: Apache-2.0
// Brings a plan into the store: codes find what is there, ids in the store stay, and nothing is
// deleted.
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/program_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/store/rows/task_rows.hpp"
#include "server/usecase/agencies.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/part_rules.hpp"
#include "server/usecase/plan_ids.hpp"
#include "server/usecase/programs.hpp"

namespace kinhmoi::usecase {
namespace {

Failure plan_contradicts(std::vector<FieldFault> conflicts) {
    return Failure(FailureKind::conflict,
                   {"Kế hoạch trái với dữ liệu đã có. Đề nghị sửa các chỗ được nêu.",
                    "The plan contradicts what is already there. Change the places named."},
                   std::move(conflicts));
}

class Importer {
public:
    Importer(store::WriteTx& tx, const Actor& actor) : tx_(tx), actor_(actor) {}

    /// A refusal may come after changes: the job's failure undoes them.
    Result<PlanOutcome> run(Plan& plan) {
        save_program(plan);
        save_agencies(plan.agencies);
        save_event(plan);
        const EventId& event = outcome_.event.id;
        note_agencies(event, plan.agencies);
        const auto groups = adopt("groups", event, plan.groups, store::load_groups(tx_, event));
        const auto sites = adopt("sites", event, plan.sites, store::load_sites(tx_, event));
        save_all(plan.groups, groups);
        save_sites(plan.sites, sites);
        save_parts("gates", event, plan.gates, store::load_gates(tx_, event));
        save_quotas(event, plan);
        save_parts("contacts", event, plan.contacts, store::load_contacts(tx_, event));
        save_parts("tasks", event, plan.tasks, store::load_tasks(tx_, event));
        save_parts("documents", event, plan.documents, store::load_documents(tx_, event));
        save_parts("streams", event, plan.streams, store::load_streams(tx_, event));
        if (!refused_.empty()) return plan_contradicts(std::move(refused_));
        if (outcome_.created + outcome_.updated > 0) tell_doors_of_all(tx_, event);
        return std::move(outcome_);
    }

private:
    template <class T>
    using Stored = std::map<std::string, T>;  // by code

    /// Inserts, updates or leaves alone.
    template <class T>
    void save(const T& value, const T* stored) {
        if (!stored) {
            store::insert(tx_, value);
            ++outcome_.created;
        } else if (!(*stored == value)) {
            store::update(tx_, value);
            ++outcome_.updated;
        } else {
            ++outcome_.unchanged;
        }
    }

    void save_program(Plan& plan) {
        if (!plan.program) return;
        const auto stored = store::load_program_by_code(tx_, plan.program->code);
        const ProgramId id = stored ? stored->id : tx_.new_id<ProgramId>();
        ids_.put(plan.program->id, id);
        plan.program->id = id;
        const bool changes = stored && !(*plan.program == *stored);
        if (changes && store::is_program_of_others(tx_, actor_, id))
            refused_.push_back({"/program", "used_elsewhere", program_of_others().message()});
        save(*plan.program, stored ? &*stored : nullptr);
    }

    // Agencies refer to one another in any order: new ones first come without references.
    void save_agencies(std::vector<Agency>& agencies) {
        std::vector<std::optional<Agency>> stored;
        for (Agency& agency : agencies) {
            stored.push_back(store::load_agency_by_code(tx_, agency.code));
            const AgencyId id = stored.back() ? stored.back()->id : tx_.new_id<AgencyId>();
            ids_.put(agency.id, id);
        }
        for (std::size_t i = 0; i < agencies.size(); ++i) {
            each_id(agencies[i], ids_);
            if (stored[i]) continue;
            Agency bare = agencies[i];
            bare.parent.reset();
            bare.members.clear();
            store::insert(tx_, bare);
        }
        for (std::size_t i = 0; i < agencies.size(); ++i) {
            if (stored[i]) {
                const bool changes = !(agencies[i] == *stored[i]);
                if (changes && store::is_agency_of_others(tx_, actor_, agencies[i].id))
                    refused_.push_back({"/agencies/" + std::to_string(i), "used_elsewhere",
                                        agency_of_others().message()});
                save(agencies[i], &*stored[i]);
                continue;
            }
            if (agencies[i].parent || !agencies[i].members.empty()) store::update(tx_, agencies[i]);
            ++outcome_.created;
        }
    }

    void save_event(Plan& plan) {
        const auto stored = store::load_event_by_code(tx_, plan.event.code);
        each_id(plan.event, ids_);
        plan.event.id = stored ? stored->id : tx_.new_id<EventId>();
        if (stored) {
            for (FieldFault& fault : faults_of_erasure(tx_, *stored, plan.event)) {
                fault.path = "/event/" + fault.path;
                refused_.push_back(std::move(fault));
            }
        }
        save(plan.event, stored ? &*stored : nullptr);
        if (!stored && actor_.role == Role::organizer) {
            store::grant_event(tx_, actor_.account, plan.event.id);
            tx_.changes().credentials = true;
        }
        outcome_.event = plan.event;
    }

    void note_agencies(const EventId& event, const std::vector<Agency>& agencies) {
        std::map<AgencyId, bool> named;
        for (const Agency& agency : agencies) {
            named[agency.id] = true;
            store::note_agency_of_event(tx_, event, agency.id);
        }
        for (const AgencyId& id : store::agencies_of_event(tx_, event)) {
            if (!named.contains(id))
                outcome_.extra.push_back("/agencies/" + store::load_agency(tx_, id)->code);
        }
    }

    /// Gives the parts the ids of what the store has under their codes, or new ones; notes extras.
    template <class T>
    Stored<T> adopt(const char* section, const EventId& event, std::vector<T>& parts,
                    const std::vector<T>& in_store) {
        Stored<T> stored;
        for (const T& part : in_store) stored.emplace(part.code, part);
        std::map<std::string, bool> named;
        for (T& part : parts) {
            const auto found = stored.find(part.code);
            const auto id =
                found != stored.end() ? found->second.id : tx_.new_id<decltype(part.id)>();
            ids_.put(part.id, id);
            part.event = event;
            named[part.code] = true;
        }
        for (const auto& [code, part] : stored) {
            if (!named.contains(code))
                outcome_.extra.push_back(std::string("/") + section + "/" + code);
        }
        return stored;
    }

    template <class T>
    void save_all(std::vector<T>& parts, const Stored<T>& stored) {
        for (T& part : parts) {
            each_id(part, ids_);
            const auto found = stored.find(part.code);
            save(part, found != stored.end() ? &found->second : nullptr);
        }
    }

    template <class T>
    void save_parts(const char* section, const EventId& event, std::vector<T>& parts,
                    const std::vector<T>& in_store) {
        save_all(parts, adopt(section, event, parts, in_store));
    }

    // A site may relay from one that comes later: new ones first come without that.
    void save_sites(std::vector<Site>& sites, const Stored<Site>& stored) {
        for (Site& site : sites) {
            each_id(site, ids_);
            if (stored.contains(site.code)) continue;
            Site bare = site;
            bare.relays_from.reset();
            store::insert(tx_, bare);
        }
        for (const Site& site : sites) {
            const auto found = stored.find(site.code);
            if (found != stored.end()) {
                save(site, &found->second);
                continue;
            }
            if (site.relays_from) store::update(tx_, site);
            ++outcome_.created;
        }
    }

    void save_quotas(const EventId& event, Plan& plan) {
        std::map<QuotaId, Quota> stored;
        for (const Quota& quota : store::load_quotas(tx_, event)) stored.emplace(quota.id, quota);
        for (Quota& quota : plan.quotas) {
            each_id(quota, ids_);
            quota.event = event;
            const auto found = store::quota_of(tx_, quota.site, quota.group, quota.agency);
            quota.id = found ? *found : tx_.new_id<QuotaId>();
            save(quota, found ? &stored.at(*found) : nullptr);
            stored.erase(quota.id);
        }
        for (const auto& [id, quota] : stored) {
            outcome_.extra.push_back("/quotas/" + store::load_site(tx_, quota.site)->code + "/" +
                                     store::load_group(tx_, quota.group)->code + "/" +
                                     store::load_agency(tx_, quota.agency)->code);
        }
    }

    store::WriteTx& tx_;
    const Actor& actor_;
    IdMap ids_;
    PlanOutcome outcome_;
    std::vector<FieldFault> refused_;
};

}  // namespace

/// What change_allowed says against each part that is stored already, by code.
template <class Part>
void add_conflicts(store::ReadTx& tx, const std::string& section, const std::vector<Part>& stored,
                   const std::vector<Part>& planned, std::vector<FieldFault>& faults) {
    for (std::size_t i = 0; i < planned.size(); ++i) {
        const auto before = std::find_if(stored.begin(), stored.end(), [&](const Part& part) {
            return part.code == planned[i].code;
        });
        if (before == stored.end()) continue;
        const auto allowed = change_allowed(tx, *before, planned[i]);
        if (allowed) continue;
        const Failure refusal = allowed.error();
        for (FieldFault fault : refusal.faults()) {
            fault.path = section + std::to_string(i) + fault.path;
            faults.push_back(std::move(fault));
        }
    }
}

/// The stored site that has the code of a plan's site; the plan's own id if there is none yet.
SiteId stored_site(store::ReadTx& tx, const EventId& event, const Plan& plan, const SiteId& id) {
    const auto planned = std::find_if(plan.sites.begin(), plan.sites.end(),
                                      [&](const Site& site) { return site.id == id; });
    if (planned == plan.sites.end()) return id;
    for (const Site& site : store::load_sites(tx, event)) {
        if (site.code == planned->code) return site.id;
    }
    return id;
}

std::vector<FieldFault> plan_conflicts(store::ReadTx& tx, const Actor& actor, const Plan& plan) {
    const auto event = store::load_event_by_code(tx, plan.event.code);
    if (!event) return {};
    if (!store::sees_event(tx, actor, event->id))
        return {
            {"/event/code", "taken", {"đã được dùng cho sự kiện khác.", "names another event."}}};
    std::vector<FieldFault> faults;
    add_conflicts(tx, "/groups/", store::load_groups(tx, event->id), plan.groups, faults);
    // A gate's site is named by code in the plan, and by id in the store.
    std::vector<Gate> gates = plan.gates;
    for (Gate& gate : gates) gate.site = stored_site(tx, event->id, plan, gate.site);
    add_conflicts(tx, "/gates/", store::load_gates(tx, event->id), gates, faults);
    return faults;
}

Result<PlanOutcome> import_plan(store::WriteTx& tx, const Actor& actor, Plan plan) {
    auto faults = plan_faults(plan);
    if (!faults.empty())
        return Failure(FailureKind::invalid,
                       {"Kế hoạch có chỗ cần sửa.", "The plan needs corrections."},
                       std::move(faults));
    auto conflicts = plan_conflicts(tx, actor, plan);
    if (!conflicts.empty()) return plan_contradicts(std::move(conflicts));
    auto imported = Importer(tx, actor).run(plan);
    if (!imported) return imported.error();
    PlanOutcome outcome = std::move(*imported);
    if (outcome.created + outcome.updated > 0) {
        const EventId& event = outcome.event.id;
        tx.changes().touch(event);
        audit(tx, actor, "plan.import", event, to_text(event),
              std::to_string(outcome.created) + " created, " + std::to_string(outcome.updated) +
                  " updated");
    }
    return outcome;
}

}  // namespace kinhmoi::usecase

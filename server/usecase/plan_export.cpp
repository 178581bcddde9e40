// SPDX-License-Identifier: Apache-2.0
// Takes an event out of the store as a plan, always in the same order.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/program_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/store/rows/task_rows.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/plan_ids.hpp"

namespace kinhmoi::usecase {
namespace {

/// Gathers the agencies a plan needs: those named with the event, those that anything refers to,
/// and all that these refer to themselves.
class AgencyClosure {
public:
    explicit AgencyClosure(store::ReadTx& tx) : tx_(tx) {}

    void operator()(const AgencyId& id) const { wanted_.push_back(id); }
    void operator()(const std::optional<AgencyId>& id) const {
        if (id) wanted_.push_back(*id);
    }
    void operator()(const std::vector<AgencyId>& ids) const {
        wanted_.insert(wanted_.end(), ids.begin(), ids.end());
    }
    template <class Other>
    void operator()(const Other&) const {}

    template <class Part>
    void add_all(std::vector<Part>& parts) const {
        for (Part& part : parts) each_id(part, *this);
    }

    std::vector<Agency> take() {
        std::map<std::string, Agency> by_code;
        std::set<AgencyId> seen;
        while (!wanted_.empty()) {
            const AgencyId id = wanted_.back();
            wanted_.pop_back();
            if (!seen.insert(id).second) continue;
            Agency agency = store::load_agency(tx_, id).value();
            (*this)(agency.parent);
            (*this)(agency.members);
            by_code.emplace(agency.code, std::move(agency));
        }
        std::vector<Agency> agencies;
        for (auto& [code, agency] : by_code) agencies.push_back(std::move(agency));
        return agencies;
    }

private:
    store::ReadTx& tx_;
    mutable std::vector<AgencyId> wanted_;  // filled through the visits of each_id
};

template <class Part>
std::map<decltype(Part::id), std::size_t> ranks(const std::vector<Part>& parts) {
    std::map<decltype(Part::id), std::size_t> ranks;
    for (std::size_t i = 0; i < parts.size(); ++i) ranks[parts[i].id] = i;
    return ranks;
}

void sort_quotas(Plan& plan) {
    const auto sites = ranks(plan.sites);
    const auto groups = ranks(plan.groups);
    const auto agencies = ranks(plan.agencies);
    const auto key = [&](const Quota& quota) {
        return std::tuple(sites.at(quota.site), groups.at(quota.group), agencies.at(quota.agency));
    };
    std::sort(plan.quotas.begin(), plan.quotas.end(),
              [&](const Quota& a, const Quota& b) { return key(a) < key(b); });
}

}  // namespace

Result<Plan> export_plan(store::ReadTx& tx, const Actor& actor, const EventId& id) {
    auto event = get_event(tx, actor, id);
    if (!event) return event.error();
    Plan plan;
    plan.event = std::move(*event);
    if (plan.event.program) plan.program = store::load_program(tx, *plan.event.program);
    plan.sites = store::load_sites(tx, id);
    plan.gates = store::load_gates(tx, id);
    plan.groups = store::load_groups(tx, id);
    plan.quotas = store::load_quotas(tx, id);
    plan.contacts = store::load_contacts(tx, id);
    plan.tasks = store::load_tasks(tx, id);
    plan.documents = store::load_documents(tx, id);
    plan.streams = store::load_streams(tx, id);

    AgencyClosure agencies(tx);
    agencies(store::agencies_of_event(tx, id));
    each_id(plan.event, agencies);
    agencies.add_all(plan.groups);
    agencies.add_all(plan.quotas);
    agencies.add_all(plan.contacts);
    agencies.add_all(plan.tasks);
    agencies.add_all(plan.documents);
    plan.agencies = agencies.take();
    sort_quotas(plan);
    return plan;
}

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
// The rules of a plan by itself: each part's own rules, codes used once, no circles.
#include <map>
#include <set>
#include <tuple>

#include "server/usecase/plan.hpp"

namespace kinhmoi::usecase {
namespace {

class Collector {
public:
    void add(const std::string& prefix, std::vector<FieldFault> faults) {
        for (FieldFault& fault : faults) {
            fault.path = prefix + "/" + fault.path;
            list.push_back(std::move(fault));
        }
    }
    void add(std::string path, std::string code, Message message) {
        list.push_back({std::move(path), std::move(code), std::move(message)});
    }
    std::vector<FieldFault> list;
};

std::string place(const char* section, std::size_t index) {
    return std::string("/") + section + "/" + std::to_string(index);
}

template <class Part>
void check_codes(Collector& faults, const char* section, const std::vector<Part>& parts) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].code.empty() || seen.insert(parts[i].code).second) continue;
        faults.add(place(section, i) + "/code", "repeated",
                   {"trùng với một mục đứng trước.", "repeats that of an earlier item."});
    }
}

void check_agencies(Collector& faults, const std::vector<Agency>& agencies) {
    std::map<AgencyId, std::optional<AgencyId>> parents;
    for (const Agency& agency : agencies) parents.emplace(agency.id, agency.parent);
    for (std::size_t i = 0; i < agencies.size(); ++i) {
        auto own = agency_faults(agencies[i]);
        const bool has_own = !own.empty();
        faults.add(place("agencies", i), std::move(own));
        auto above = agencies[i].parent;
        for (std::size_t steps = 0; above && !has_own; ++steps) {
            if (*above == agencies[i].id || steps > agencies.size()) {
                faults.add(place("agencies", i) + "/parent", "circular",
                           {"làm cho đơn vị thành cấp trên của chính mình.",
                            "makes the agency stand above itself."});
                break;
            }
            const auto next = parents.find(*above);
            above = next == parents.end() ? std::nullopt : next->second;
        }
    }
}

void check_quotas(Collector& faults, const std::vector<Quota>& quotas) {
    std::set<std::tuple<SiteId, GroupId, AgencyId>> seen;
    for (std::size_t i = 0; i < quotas.size(); ++i) {
        faults.add(place("quotas", i), quota_faults(quotas[i]));
        const Quota& quota = quotas[i];
        if (quota.site.is_nil() || quota.group.is_nil() || quota.agency.is_nil()) continue;
        if (seen.emplace(quota.site, quota.group, quota.agency).second) continue;
        faults.add(place("quotas", i), "repeated",
                   {"trùng điểm cầu, thành phần và đơn vị với một chỉ tiêu đứng trước.",
                    "repeats the site, group and agency of an earlier quota."});
    }
}

void check_documents(Collector& faults, const std::vector<Document>& documents) {
    std::set<std::string> codes;
    for (const Document& document : documents) codes.insert(document.code);
    const Message unknown{"không phải mã của văn bản nào trong kế hoạch.",
                          "is not the code of a document of this plan."};
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const Document& document = documents[i];
        faults.add(place("documents", i), document_faults(document));
        for (std::size_t b = 0; b < document.bases.size(); ++b) {
            if (!codes.contains(document.bases[b]))
                faults.add(place("documents", i) + "/bases/" + std::to_string(b), "unknown_code",
                           unknown);
        }
        if (!document.attached_to.empty() && !codes.contains(document.attached_to))
            faults.add(place("documents", i) + "/attached_to", "unknown_code", unknown);
    }
}

}  // namespace

std::vector<FieldFault> plan_faults(const Plan& plan) {
    Collector faults;
    if (plan.program) faults.add("/program", program_faults(*plan.program));
    faults.add("/event", event_faults(plan.event));
    check_codes(faults, "agencies", plan.agencies);
    check_agencies(faults, plan.agencies);
    check_codes(faults, "sites", plan.sites);
    for (std::size_t i = 0; i < plan.sites.size(); ++i)
        faults.add(place("sites", i), site_faults(plan.sites[i]));
    check_codes(faults, "gates", plan.gates);
    check_codes(faults, "groups", plan.groups);
    for (std::size_t i = 0; i < plan.groups.size(); ++i)
        faults.add(place("groups", i), group_faults(plan.groups[i]));
    check_quotas(faults, plan.quotas);
    check_codes(faults, "contacts", plan.contacts);
    check_codes(faults, "tasks", plan.tasks);
    check_codes(faults, "documents", plan.documents);
    check_documents(faults, plan.documents);
    check_codes(faults, "streams", plan.streams);
    return std::move(faults.list);
}

}  // namespace kinhmoi::usecase

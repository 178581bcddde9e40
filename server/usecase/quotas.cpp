// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/quotas.hpp"

#include <map>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/part_rules.hpp"

namespace kinhmoi::usecase {
namespace {

Failure not_expandable(Message message) {
    return Failure(FailureKind::conflict, std::move(message));
}

}  // namespace

Result<std::vector<Quota>> list_quotas(store::ReadTx& tx, const Actor& actor,
                                       const store::PlaceFilter& place, const store::Page& page) {
    if (!store::sees_event(tx, actor, place.event)) return not_found(event_noun);
    return store::list_quotas(tx, actor, place, page);
}

Result<QuotaSums> quota_sums(store::ReadTx& tx, const Actor& actor, const EventId& event) {
    const auto found = get_event(tx, actor, event);
    if (!found) return found.error();
    const auto quotas = store::load_quotas(tx, event);
    std::map<SiteId, std::vector<Quota>> of_site;
    for (const Quota& quota : quotas) of_site[quota.site].push_back(quota);
    QuotaSums sums;
    std::optional<int> capacity;
    for (const Site& site : store::load_sites(tx, event)) {
        const std::vector<Quota>& its = of_site[site.id];
        if (!its.empty() && site.capacity) capacity = capacity.value_or(0) + *site.capacity;
        if (!its.empty() && !site.capacity) ++sums.sites_without_capacity;
        sums.by_site.push_back(
            {site.id, static_cast<int>(its.size()), add_up(its, std::nullopt, site.capacity)});
    }
    sums.all = add_up(quotas, found->expected_total, capacity);
    // A site that does not say may have room for the rest.
    if (sums.sites_without_capacity > 0) sums.all.seats_over_capacity.reset();
    return sums;
}

Result<std::vector<Quota>> expand_set(store::WriteTx& tx, const Actor& actor, const QuotaId& id,
                                      const MemberNumbers& each) {
    const auto whole = store::find_quota(tx, actor, id);
    if (!whole) return not_found(PartRules<Quota>::noun);
    const auto set = store::load_agency(tx, whole->agency);
    if (!set->is_set)
        return not_expandable({"Chỉ tiêu này giao cho một đơn vị, không phải một nhóm đơn vị.",
                               "This quota is for one agency, not for a set of agencies."});
    if (set->members.empty())
        return not_expandable(
            {"Nhóm đơn vị này chưa có thành viên. Đề nghị thêm các đơn vị thành viên trước.",
             "This set has no members yet. Add its member agencies first."});
    if (auto unused = refuse_if_used(PartRules<Quota>::noun, PartRules<Quota>::uses(tx, *whole));
        !unused)
        return unused.error();

    Quota pattern = *whole;
    pattern.min = each.min;
    pattern.max = each.max;
    auto faults = quota_faults(pattern);
    if (!faults.empty()) return invalid_fields(std::move(faults));

    std::vector<Quota> quotas;
    for (const AgencyId& member : set->members) {
        if (const auto kept = store::quota_of(tx, whole->site, whole->group, member)) {
            quotas.push_back(*store::load_quota(tx, *kept));
            continue;
        }
        Quota quota = pattern;
        quota.id = tx.new_id<QuotaId>();
        quota.agency = member;
        store::insert(tx, quota);
        quotas.push_back(std::move(quota));
    }
    store::erase(tx, id);
    tx.changes().touch(whole->event);
    audit(tx, actor, "quota.expand", whole->event, to_text(id),
          std::to_string(quotas.size()) + " members");
    return quotas;
}

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/report.hpp"

#include <algorithm>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

void add_presence(store::ReadTx& tx, const EventId& event, const std::optional<AgencyId>& agency,
                  FactsByPlace& facts) {
    for (const store::PresenceCounts& counts : store::count_presence(tx, event, agency)) {
        facts[counts.place].count(counts.turnout, counts.passes);
    }
}

template <class Id>
std::vector<ReportLine> lines_of(const std::vector<ReportNames::Line<Id>>& names,
                                 const std::map<Id, Attendance>& sums) {
    std::vector<ReportLine> lines;
    for (const auto& [id, code, name] : names) {
        const auto sum = sums.find(id);
        lines.push_back({to_text(id), code, name, sum == sums.end() ? Attendance{} : sum->second});
    }
    return lines;
}

}  // namespace

FactsByPlace planned_facts(store::ReadTx& tx, const EventId& event,
                           const std::optional<AgencyId>& agency) {
    FactsByPlace facts;
    for (const Quota& quota : store::load_quotas(tx, event)) {
        if (agency && quota.agency != *agency) continue;
        facts[{quota.site, quota.group, quota.agency}].quota +=
            quota.max.value_or(quota.min.value_or(0));
    }
    for (const store::DelegateCounts& counts : store::count_delegates(tx, event, agency)) {
        AttendanceFacts& place = facts[{counts.site, counts.group, counts.agency}];
        place.waiting += counts.nominated;
        place.seats += counts.approved + counts.invited + counts.accepted + counts.declined;
        place.accepted += counts.accepted;
        place.gave_notice += counts.excused;
        place.substituted += counts.substituted;
    }
    return facts;
}

ReportNames report_names(store::ReadTx& tx, const Event& event, const AttendanceReport& sums) {
    ReportNames names;
    names.event_code = event.code;
    names.event_title = event.title;
    for (const Site& site : store::load_sites(tx, event.id))
        names.sites.push_back({site.id, site.code, site.name});
    for (const ParticipantGroup& group : store::load_groups(tx, event.id)) {
        names.groups.push_back(
            {group.id, group.code, group.is_vulnerable ? group.badge_label : group.name});
    }
    for (const auto& sum : sums.by_agency) {
        const auto agency = store::load_agency(tx, sum.first);
        names.agencies.push_back({sum.first, agency->code, agency->name});
    }
    std::sort(names.agencies.begin(), names.agencies.end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    return names;
}

Report worded(const ReportNames& names, const AttendanceReport& sums, Instant as_of) {
    return {names.event_code,
            names.event_title,
            as_of,
            sums.total,
            lines_of(names.sites, sums.by_site),
            lines_of(names.groups, sums.by_group),
            lines_of(names.agencies, sums.by_agency)};
}

Result<Report> attendance_report(store::ReadTx& tx, const Actor& actor, const EventId& id) {
    const auto event = store::find_event(tx, actor, id);
    if (!event) return no_such_event();
    const std::optional<AgencyId> agency = actor.role == Role::clerk ? actor.agency : std::nullopt;
    FactsByPlace facts = planned_facts(tx, id, agency);
    add_presence(tx, id, agency, facts);
    std::vector<AttendanceCell> cells;
    for (const auto& [place, of_place] : facts) {
        cells.push_back({std::get<SiteId>(place), std::get<GroupId>(place),
                         std::get<AgencyId>(place), attendance_of(of_place)});
    }
    const AttendanceReport sums = add_up(cells);
    ReportNames names = report_names(tx, *event, sums);
    if (actor.role == Role::clerk) {
        std::erase_if(names.groups,
                      [&](const auto& group) { return !sums.by_group.contains(group.id); });
    }
    return worded(names, sums, tx.now());
}

}  // namespace kinhmoi::usecase

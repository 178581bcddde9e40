// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/report.hpp"

#include <algorithm>
#include <map>
#include <tuple>

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

using Place = std::tuple<SiteId, GroupId, AgencyId>;
using FactsByPlace = std::map<Place, AttendanceFacts>;

FactsByPlace facts_of(store::ReadTx& tx, const Actor& actor, const EventId& event) {
    const std::optional<AgencyId> agency = actor.role == Role::clerk ? actor.agency : std::nullopt;
    FactsByPlace facts;
    for (const Quota& quota : store::list_quotas(tx, actor, event)) {
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
    for (const store::PresenceCounts& counts : store::count_presence(tx, event, agency)) {
        AttendanceFacts& place = facts[{counts.site, counts.group, counts.agency}];
        place.present += counts.present;
        place.present_with_notice += counts.excused_present;
        place.walk_in += counts.present_walk_ins;
    }
    return facts;
}

}  // namespace

Result<Report> attendance_report(store::ReadTx& tx, const Actor& actor, const EventId& id) {
    const auto event = store::find_event(tx, actor, id);
    if (!event) return no_such_event();
    std::vector<AttendanceCell> cells;
    for (const auto& [place, facts] : facts_of(tx, actor, id)) {
        cells.push_back({std::get<SiteId>(place), std::get<GroupId>(place),
                         std::get<AgencyId>(place), attendance_of(facts)});
    }
    const AttendanceReport sums = add_up(cells);

    Report report;
    report.event_code = event->code;
    report.event_title = event->title;
    report.as_of = tx.now();
    report.total = sums.total;
    const auto attendance = [](const auto& lines, const auto& line_id) {
        const auto found = std::find_if(lines.begin(), lines.end(),
                                        [&](const auto& line) { return line.id == line_id; });
        return found == lines.end() ? std::optional<Attendance>() : found->attendance;
    };
    for (const Site& site : store::load_sites(tx, id)) {
        report.by_site.push_back({to_text(site.id), site.code, site.name,
                                  attendance(sums.by_site, site.id).value_or(Attendance{})});
    }
    for (const ParticipantGroup& group : store::load_groups(tx, id)) {
        const auto of_group = attendance(sums.by_group, group.id);
        if (!of_group && actor.role == Role::clerk) continue;
        report.by_group.push_back({to_text(group.id), group.code,
                                   group.is_vulnerable ? group.badge_label : group.name,
                                   of_group.value_or(Attendance{})});
    }
    for (const auto& line : sums.by_agency) {
        const auto agency = store::load_agency(tx, line.id);
        report.by_agency.push_back({to_text(line.id), agency->code, agency->name, line.attendance});
    }
    std::sort(report.by_agency.begin(), report.by_agency.end(),
              [](const ReportLine& a, const ReportLine& b) { return a.code < b.code; });
    return report;
}

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
// Who came: by site, group and agency.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "common/domain/report.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct ReportLine {
    std::string id;  ///< of the site, group or agency
    std::string code;
    std::string name;  ///< of a vulnerable group: its neutral label
    Attendance attendance;
    bool operator==(const ReportLine&) const = default;
};
struct Report {
    std::string event_code;
    std::string event_title;
    Instant as_of;
    Attendance total;
    std::vector<ReportLine> by_site;
    std::vector<ReportLine> by_group;   ///< in protocol order
    std::vector<ReportLine> by_agency;  ///< by code
};
/// A clerk is shown the own agency's numbers only. Failure not_found for an event out of scope.
Result<Report> attendance_report(store::ReadTx& tx, const Actor& actor, const EventId& event);

/// What was planned for each place, without anybody present.
using FactsByPlace = std::map<Place, AttendanceFacts>;
FactsByPlace planned_facts(store::ReadTx& tx, const EventId& event,
                           const std::optional<AgencyId>& agency = {});

/// The lines of an event's report in their order, with the ids that sums are found by.
struct ReportNames {
    template <class Id>
    struct Line {
        Id id;
        std::string code;
        std::string name;
    };
    std::string event_code;
    std::string event_title;
    std::vector<Line<SiteId>> sites;
    std::vector<Line<GroupId>> groups;
    std::vector<Line<AgencyId>> agencies;
};
/// Of the agencies that the sums name.
ReportNames report_names(store::ReadTx& tx, const Event& event, const AttendanceReport& sums);
/// Lines without a sum have zeros.
Report worded(const ReportNames& names, const AttendanceReport& sums, Instant as_of);

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
// Who came: by site, group and agency.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/report.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct ReportLine {
    std::string id;  ///< of the site, group or agency
    std::string code;
    std::string name;  ///< of a vulnerable group: its neutral label
    Attendance attendance;
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

}  // namespace kinhmoi::usecase

// SPDX-License-Identifier: Apache-2.0
// Reports and lists of people as tables with the headings officials know.
#pragma once

#include <vector>

#include "server/sheet/workbook.hpp"
#include "server/usecase/attendees.hpp"
#include "server/usecase/report.hpp"

namespace kinhmoi::api {

/// By site, group and agency, each with its sum.
std::vector<sheet::Table> report_tables(const usecase::Report& report, const std::string& zone);
/// Who was absent, who came without a seat on a list, who was substituted. The first two add up to
/// the report's absent and excused, and to its guests.
std::vector<sheet::Table> people_tables(const usecase::AttendeeList& list);
/// Who is expected and who walked in, for the reception desk.
sheet::Table delegate_table(const usecase::AttendeeList& list);

}  // namespace kinhmoi::api

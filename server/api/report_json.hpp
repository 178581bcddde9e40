// SPDX-License-Identifier: Apache-2.0
// Attendance as JSON and as cells: one table of columns for reports, sheets and the live board.
#pragma once

#include <array>

#include "server/api/json.hpp"
#include "server/usecase/report.hpp"

namespace kinhmoi::api {

struct ReportColumn {
    const char* key;
    const char* heading;  ///< of a sheet, as officials name it
    int Attendance::*value;
};
extern const std::array<ReportColumn, 10> report_columns;

Json counts_json(const Attendance& attendance);
Json line_json(const usecase::ReportLine& line);
Json report_json(const usecase::Report& report);

}  // namespace kinhmoi::api

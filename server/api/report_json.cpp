// SPDX-License-Identifier: Apache-2.0
#include "server/api/report_json.hpp"

namespace kinhmoi::api {
namespace {

Json lines_json(const std::vector<usecase::ReportLine>& lines) {
    Json out = Json::array();
    for (const usecase::ReportLine& line : lines) out.push_back(line_json(line));
    return out;
}

}  // namespace

const std::array<ReportColumn, 10> report_columns{{
    {"quota", "Chỉ tiêu", &Attendance::quota},
    {"nominated", "Đã cử", &Attendance::nominated},
    {"approved", "Đã duyệt", &Attendance::approved},
    {"accepted", "Nhận lời", &Attendance::accepted},
    {"expected", "Dự kiến", &Attendance::expected},
    {"present", "Có mặt", &Attendance::present},
    {"absent", "Vắng", &Attendance::absent},
    {"excused", "Vắng có lý do", &Attendance::excused},
    {"substituted", "Dự thay", &Attendance::substituted},
    {"walk_in", "Khách ngoài danh sách", &Attendance::walk_in},
}};

Json counts_json(const Attendance& attendance) {
    Json out = Json::object();
    for (const ReportColumn& column : report_columns) out[column.key] = attendance.*column.value;
    return out;
}

Json line_json(const usecase::ReportLine& line) {
    Json out = {{"id", line.id}, {"code", line.code}, {"name", line.name}};
    out.update(counts_json(line.attendance));
    return out;
}

Json report_json(const usecase::Report& report) {
    return {
        {"event", {{"code", report.event_code}, {"title", report.event_title}}},
        {"as_of", rfc3339(report.as_of)},
        {"total", counts_json(report.total)},
        {"by_site", lines_json(report.by_site)},
        {"by_group", lines_json(report.by_group)},
        {"by_agency", lines_json(report.by_agency)},
    };
}

}  // namespace kinhmoi::api

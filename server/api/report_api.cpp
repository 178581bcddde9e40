// SPDX-License-Identifier: Apache-2.0
#include "server/api/report_api.hpp"

#include <array>

#include "common/base/csv.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/report.hpp"

namespace kinhmoi::api {
namespace {

struct Column {
    const char* key;
    const char* heading;  ///< of the CSV, as officials name it
    int Attendance::*value;
};

/// The one table of what a report shows, in this order.
constexpr std::array<Column, 10> columns{{
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
    for (const Column& column : columns) out[column.key] = attendance.*column.value;
    return out;
}

Json lines_json(const std::vector<usecase::ReportLine>& lines) {
    Json out = Json::array();
    for (const usecase::ReportLine& line : lines) {
        Json item = {{"id", line.id}, {"code", line.code}, {"name", line.name}};
        item.update(counts_json(line.attendance));
        out.push_back(std::move(item));
    }
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

void add_lines(std::vector<std::vector<std::string>>& rows, const char* kind,
               const std::vector<usecase::ReportLine>& lines) {
    for (const usecase::ReportLine& line : lines) {
        std::vector<std::string> row = {kind, line.code, line.name};
        for (const Column& column : columns)
            row.push_back(std::to_string(line.attendance.*column.value));
        rows.push_back(std::move(row));
    }
}

std::string report_csv(const usecase::Report& report) {
    std::vector<std::string> heading = {"Theo", "Mã", "Tên"};
    for (const Column& column : columns) heading.emplace_back(column.heading);
    std::vector<std::vector<std::string>> rows = {std::move(heading)};
    add_lines(rows, "Điểm cầu", report.by_site);
    add_lines(rows, "Thành phần", report.by_group);
    add_lines(rows, "Cơ quan mời", report.by_agency);
    add_lines(rows, "Tổng", {{"", report.event_code, report.event_title, report.total}});
    return write_csv(rows);
}

}  // namespace

boost::asio::awaitable<net::Response> get_report(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto ask = [actor = call.actor, id = *event](store::ReadTx& tx) {
        return usecase::attendance_report(tx, actor, id);
    };
    co_return answer(call, co_await services.store.read(ask), report_json);
}

boost::asio::awaitable<net::Response> get_report_csv(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto export_report = [actor = call.actor, id = *event](store::WriteTx& tx) {
        auto made = usecase::attendance_report(tx, actor, id);
        if (made) usecase::audit(tx, actor, "report.export", id, to_text(id), "csv");
        return made;
    };
    const auto report = co_await services.store.write(export_report);
    if (!report) co_return problem(report.error(), call.request_id());
    net::Response response = net::Response::text(report_csv(*report));
    response.content_type = "text/csv; charset=utf-8";
    response.set_header("Content-Disposition", "attachment; filename=\"attendance.csv\"");
    co_return response;
}

}  // namespace kinhmoi::api

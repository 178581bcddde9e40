// SPDX-License-Identifier: Apache-2.0
#include "server/api/report_api.hpp"

#include "common/base/csv.hpp"
#include "server/api/report_json.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/report.hpp"

namespace kinhmoi::api {
namespace {

void add_lines(std::vector<std::vector<std::string>>& rows, const char* kind,
               const std::vector<usecase::ReportLine>& lines) {
    for (const usecase::ReportLine& line : lines) {
        std::vector<std::string> row = {kind, line.code, line.name};
        for (const ReportColumn& column : report_columns)
            row.push_back(std::to_string(line.attendance.*column.value));
        rows.push_back(std::move(row));
    }
}

std::string report_csv(const usecase::Report& report) {
    std::vector<std::string> heading = {"Theo", "Mã", "Tên"};
    for (const ReportColumn& column : report_columns) heading.emplace_back(column.heading);
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

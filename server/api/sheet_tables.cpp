// SPDX-License-Identifier: Apache-2.0
#include "server/api/sheet_tables.hpp"

#include "common/base/time.hpp"
#include "server/api/report_json.hpp"

namespace kinhmoi::api {
namespace {

using sheet::Cell;
using sheet::Table;
using usecase::Attendee;
using usecase::AttendeeList;

std::string clock_text(Instant at, const std::string& zone) {
    return rfc3339_local(at, zone).substr(11, 5);
}

std::string as_of_text(const std::string& title, Instant at, const std::string& zone) {
    return title + " – số liệu đến " + clock_text(at, zone) + " ngày " +
           short_date_vi(local_date(zone, at));
}

Table lines_table(const char* name, const char* heading, const usecase::Report& report,
                  const std::vector<usecase::ReportLine>& lines, const std::string& zone) {
    Table table;
    table.name = name;
    table.title = "TỔNG HỢP ĐẠI BIỂU THAM DỰ";
    table.subtitle = as_of_text(report.event_title, report.as_of, zone);
    table.columns = {{"STT", 6}, {"Mã", 16}, {heading, 44}};
    for (const ReportColumn& column : report_columns) table.columns.push_back({column.heading, 11});
    const auto add = [&](Cell number, const std::string& code, const std::string& line_name,
                         const Attendance& attendance) {
        std::vector<Cell> row = {std::move(number), code, line_name};
        for (const ReportColumn& column : report_columns)
            row.emplace_back(attendance.*column.value);
        table.rows.push_back(std::move(row));
    };
    for (std::size_t i = 0; i < lines.size(); ++i)
        add(static_cast<int>(i) + 1, lines[i].code, lines[i].name, lines[i].attendance);
    add(std::string(), "", "Tổng cộng", report.total);
    table.ends_with_total = true;
    return table;
}

Table people_table(const char* name, const char* title, const AttendeeList& list,
                   std::vector<sheet::Column> columns) {
    Table table;
    table.name = name;
    table.title = title;
    table.subtitle = as_of_text(list.event.title, list.as_of, list.event.time_zone);
    table.columns = std::move(columns);
    table.columns.insert(table.columns.begin(), {"STT", 6});
    return table;
}

void add_row(Table& table, std::vector<Cell> cells) {
    cells.insert(cells.begin(), static_cast<int>(table.rows.size()) + 1);
    table.rows.push_back(std::move(cells));
}

Table absent_table(const AttendeeList& list) {
    Table table = people_table("Vắng mặt", "ĐẠI BIỂU VẮNG MẶT", list,
                               {{"Họ và tên", 30},
                                {"Chức vụ", 24},
                                {"Cơ quan, đơn vị", 32},
                                {"Điểm cầu", 22},
                                {"Thành phần", 22},
                                {"Số người vắng", 10},
                                {"Lý do", 10},
                                {"Nội dung", 30}});
    for (const Attendee& a : list.items) {
        const auto add = [&](int persons, const char* has_reason, const std::string& reason) {
            if (persons == 0) return;
            add_row(table, {a.name, a.position, a.organization, a.site_name, a.group_label, persons,
                            std::string(has_reason), reason});
        };
        // A party may have both; its sums are the report's.
        add(a.turnout.absent(), "Không", "");
        add(a.turnout.excused(), "Có lý do", a.excuse);
    }
    return table;
}

/// Why somebody who came was not expected.
std::string why_beyond(const Attendee& a) {
    if (a.turnout.seats > 0) return "Vượt số người của đoàn";
    if (a.is_walk_in) return {};
    if (a.is_party) return "Đoàn đã rút khỏi danh sách";
    return a.status == DelegateStatus::substituted ? "Đã có người dự thay"
                                                   : "Đã rút khỏi danh sách";
}

Table walk_in_table(const AttendeeList& list) {
    Table table = people_table("Khách ngoài danh sách", "KHÁCH NGOÀI DANH SÁCH", list,
                               {{"Họ và tên", 30},
                                {"Chức vụ", 24},
                                {"Cơ quan, đơn vị", 36},
                                {"Điểm cầu", 24},
                                {"Thành phần", 24},
                                {"Số người", 10},
                                {"Giờ đến", 10},
                                {"Ghi chú", 26}});
    for (const Attendee& a : list.items) {
        if (a.turnout.beyond() == 0) continue;
        // When the first of a party came says nothing of those beyond it.
        const bool is_known = a.first_in_at && a.turnout.seats == 0;
        const std::string at =
            is_known ? clock_text(*a.first_in_at, list.event.time_zone) : std::string();
        add_row(table, {a.name, a.position, a.organization, a.site_name, a.group_label,
                        a.turnout.beyond(), at, why_beyond(a)});
    }
    return table;
}

Table substitute_table(const AttendeeList& list) {
    Table table = people_table("Dự thay", "ĐẠI BIỂU CỬ NGƯỜI DỰ THAY", list,
                               {{"Đại biểu được thay", 30},
                                {"Người dự thay", 30},
                                {"Cơ quan, đơn vị", 36},
                                {"Điểm cầu", 24},
                                {"Thành phần", 24}});
    for (const Attendee& a : list.items) {
        if (a.is_party || a.status != DelegateStatus::substituted) continue;
        add_row(table, {a.name, a.substitute, a.organization, a.site_name, a.group_label});
    }
    return table;
}

std::string desk_note(const Attendee& a) {
    std::string note = a.note;
    const auto add = [&](const std::string& more) { note += note.empty() ? more : "; " + more; };
    if (a.gave_notice) add("Báo vắng");
    if (a.is_party && a.turnout.gave_notice > 0)
        add("Báo vắng: " + std::to_string(a.turnout.gave_notice) + " người");
    if (a.is_walk_in) add("Khách ngoài danh sách");
    return note;
}

}  // namespace

std::vector<Table> report_tables(const usecase::Report& report, const std::string& zone) {
    return {lines_table("Theo điểm cầu", "Điểm cầu", report, report.by_site, zone),
            lines_table("Theo thành phần", "Thành phần", report, report.by_group, zone),
            lines_table("Theo cơ quan", "Cơ quan mời", report, report.by_agency, zone)};
}

std::vector<Table> people_tables(const AttendeeList& list) {
    return {absent_table(list), walk_in_table(list), substitute_table(list)};
}

Table delegate_table(const AttendeeList& list) {
    Table table = people_table("Danh sách đại biểu", "DANH SÁCH TỔNG HỢP ĐẠI BIỂU", list,
                               {{"Họ và tên", 30},
                                {"Chức vụ", 24},
                                {"Cơ quan, đơn vị", 32},
                                {"Điện thoại", 14},
                                {"Điểm cầu", 22},
                                {"Thành phần", 22},
                                {"Vị trí ngồi", 11},
                                {"Mã số", 11},
                                {"Ghi chú", 28}});
    for (const Attendee& a : list.items) {
        // Adults of a party are looked for by name.
        if (!holds_seat(a.status) || (a.is_party && !a.is_minor)) continue;
        add_row(table, {a.name, a.position, a.organization, a.phone, a.site_name, a.group_label,
                        a.seat, a.short_number, desk_note(a)});
    }
    return table;
}

}  // namespace kinhmoi::api

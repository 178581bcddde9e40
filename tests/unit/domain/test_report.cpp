// SPDX-License-Identifier: Apache-2.0
// The arithmetic of attendance: cells, and the tables that are their sums.
#include <gtest/gtest.h>

#include "common/domain/report.hpp"

namespace kinhmoi::test_report {
namespace {

struct Case {
    const char* what;
    AttendanceFacts facts;
    int present, absent, excused;
};

TEST(Attendance, ExpectedIsPresentAbsentAndExcused) {
    const Case cases[] = {
        {"nobody expected", {}, 0, 0, 0},
        {"all came", {.seats = 10, .present = 10}, 10, 0, 0},
        {"some came, some gave notice", {.seats = 10, .gave_notice = 2, .present = 7}, 7, 1, 2},
        {"gave notice, yet came",
         {.seats = 10, .gave_notice = 2, .present = 9, .present_with_notice = 1},
         9,
         0,
         1},
        {"a party by heads: who gave notice is not known",
         {.seats = 5, .gave_notice = 2, .present = 4},
         4,
         0,
         1},
        {"a party let in over its size", {.seats = 5, .present = 7}, 5, 0, 0},
        {"waiting for approval is not expected", {.waiting = 4, .seats = 1}, 0, 1, 0},
    };
    for (const Case& c : cases) {
        const Attendance got = attendance_of(c.facts);
        EXPECT_EQ(got.present, c.present) << c.what;
        EXPECT_EQ(got.absent, c.absent) << c.what;
        EXPECT_EQ(got.excused, c.excused) << c.what;
        EXPECT_EQ(got.expected, got.present + got.absent + got.excused) << c.what;
    }
}

TEST(Attendance, TablesAreSumsOfTheSameCells) {
    const auto cell = [](std::uint8_t site, std::uint8_t group, std::uint8_t agency, int seats,
                         int present) {
        AttendanceCell out;
        out.site.bytes[0] = site;
        out.group.bytes[0] = group;
        out.agency.bytes[0] = agency;
        out.attendance = attendance_of({.quota = seats + 1, .seats = seats, .present = present});
        return out;
    };
    const AttendanceReport report = add_up(
        {cell(1, 1, 1, 10, 4), cell(1, 2, 1, 5, 5), cell(2, 1, 2, 7, 0), cell(2, 2, 1, 3, 1)});
    EXPECT_EQ(report.by_site.size(), 2u);
    EXPECT_EQ(report.by_group.size(), 2u);
    EXPECT_EQ(report.by_agency.size(), 2u);
    EXPECT_EQ(report.total.expected, 25);
    EXPECT_EQ(report.total.quota, 29);
    EXPECT_EQ(report.by_agency.begin()->second.present, 10);
    const auto sum = [](const auto& lines) {
        Attendance total;
        for (const auto& [id, attendance] : lines) total += attendance;
        return total;
    };
    EXPECT_EQ(sum(report.by_site), report.total);
    EXPECT_EQ(sum(report.by_group), report.total);
    EXPECT_EQ(sum(report.by_agency), report.total);
}

}  // namespace
}  // namespace kinhmoi::test_report

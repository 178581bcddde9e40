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

struct TurnoutCase {
    const char* what;
    Turnout turnout;
    int present, excused, absent, beyond;
};

TEST(Attendance, EveryPassIsCountedByItself) {
    const TurnoutCase cases[] = {
        {"nobody came", {1, 0, 0}, 0, 0, 1, 0},
        {"nobody came, and said so", {1, 1, 0}, 0, 1, 0, 0},
        {"came", {1, 0, 1}, 1, 0, 0, 0},
        {"gave notice, yet came", {1, 1, 1}, 1, 0, 0, 0},
        {"a walk-in", {0, 0, 1}, 0, 0, 0, 1},
        {"came on a seat given up since", {0, 0, 1}, 0, 0, 0, 1},
        {"a party that emptied, all of it inside", {0, 0, 5}, 0, 0, 0, 5},
        {"a part of a party", {5, 0, 2}, 2, 0, 3, 0},
        {"a part, and who gave notice stayed away", {5, 2, 2}, 2, 2, 1, 0},
        {"a part with some who gave notice", {5, 4, 3}, 3, 2, 0, 0},
        {"a party that gave notice and came", {5, 5, 5}, 5, 0, 0, 0},
        {"a party let in over its size", {5, 0, 8}, 5, 0, 0, 3},
        {"over its size, and all had given notice", {5, 5, 8}, 5, 0, 0, 3},
    };
    for (const TurnoutCase& c : cases) {
        EXPECT_EQ(c.turnout.present(), c.present) << c.what;
        EXPECT_EQ(c.turnout.excused(), c.excused) << c.what;
        EXPECT_EQ(c.turnout.absent(), c.absent) << c.what;
        EXPECT_EQ(c.turnout.beyond(), c.beyond) << c.what;
        AttendanceFacts facts{.seats = c.turnout.seats, .gave_notice = c.turnout.gave_notice};
        facts.count(c.turnout, 1);
        const Attendance alone = attendance_of(facts);
        EXPECT_EQ(alone.present, c.present) << c.what;
        EXPECT_EQ(alone.excused, c.excused) << c.what;
        EXPECT_EQ(alone.absent, c.absent) << c.what;
        EXPECT_EQ(alone.walk_in, c.beyond) << c.what;
    }
}

TEST(Attendance, WhoCameInExcessHidesNobodyOfTheSamePlace) {
    AttendanceFacts facts{.seats = 8, .gave_notice = 1};
    facts.count({5, 0, 8}, 1);
    facts.count({1, 1, 1}, 1);
    const Attendance got = attendance_of(facts);
    EXPECT_EQ(got.present, 6);
    EXPECT_EQ(got.absent, 2);
    EXPECT_EQ(got.excused, 0);
    EXPECT_EQ(got.walk_in, 3);
    facts.count({5, 0, 8}, -1);
    EXPECT_EQ(attendance_of(facts).walk_in, 0);
    EXPECT_EQ(attendance_of(facts).absent, 7);
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

// SPDX-License-Identifier: Apache-2.0
// The arithmetic of attendance.
#include "common/domain/report.hpp"

#include <algorithm>

namespace kinhmoi {
Attendance& Attendance::operator+=(const Attendance& other) {
    quota += other.quota;
    nominated += other.nominated;
    approved += other.approved;
    accepted += other.accepted;
    expected += other.expected;
    present += other.present;
    absent += other.absent;
    excused += other.excused;
    substituted += other.substituted;
    walk_in += other.walk_in;
    return *this;
}

Attendance& Attendance::operator-=(const Attendance& other) {
    quota -= other.quota;
    nominated -= other.nominated;
    approved -= other.approved;
    accepted -= other.accepted;
    expected -= other.expected;
    present -= other.present;
    absent -= other.absent;
    excused -= other.excused;
    substituted -= other.substituted;
    walk_in -= other.walk_in;
    return *this;
}

int Turnout::present() const {
    return std::min(came, seats);
}

int Turnout::excused() const {
    return std::min(gave_notice, seats - present());
}

int Turnout::absent() const {
    return seats - present() - excused();
}

void AttendanceFacts::count(const Turnout& turnout, int passes) {
    present += passes * turnout.present();
    present_with_notice += passes * (turnout.gave_notice - turnout.excused());
    walk_in += passes * turnout.beyond();
}

Attendance attendance_of(const AttendanceFacts& facts) {
    Attendance out;
    out.quota = facts.quota;
    out.nominated = facts.waiting + facts.seats;
    out.approved = facts.seats;
    out.accepted = facts.accepted;
    out.expected = facts.seats;
    out.present = std::min(facts.present, facts.seats);
    const int stayed_away_with_notice = std::max(0, facts.gave_notice - facts.present_with_notice);
    out.excused = std::min(stayed_away_with_notice, out.expected - out.present);
    out.absent = out.expected - out.present - out.excused;
    out.substituted = facts.substituted;
    out.walk_in = facts.walk_in;
    return out;
}

AttendanceReport add_up(const std::vector<AttendanceCell>& cells) {
    AttendanceReport report;
    for (const AttendanceCell& cell : cells) {
        report.total += cell.attendance;
        report.by_site[cell.site] += cell.attendance;
        report.by_group[cell.group] += cell.attendance;
        report.by_agency[cell.agency] += cell.attendance;
    }
    return report;
}

}  // namespace kinhmoi

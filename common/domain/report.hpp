// SPDX-License-Identifier: Apache-2.0
// Attendance in numbers. Every table is a sum of the same cells, so the tables agree.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "common/base/ids.hpp"

namespace kinhmoi {

/// expected = present + absent + excused, always. Walk-ins stand apart: nobody expected them.
struct Attendance {
    int quota = 0;        ///< units given: max, else min; quotas without a number add nothing
    int nominated = 0;    ///< on a submitted list and still standing, approved ones included
    int approved = 0;     ///< hold a seat
    int accepted = 0;     ///< said they come
    int expected = 0;     ///< = approved
    int present = 0;      ///< of those expected
    int absent = 0;       ///< expected, not present, no word
    int excused = 0;      ///< expected, not present, and said so before or after
    int substituted = 0;  ///< replaced by somebody who is counted in their place
    int walk_in = 0;      ///< came without a seat on a list, see Turnout
    bool operator==(const Attendance&) const = default;

    Attendance& operator+=(const Attendance& other);
    Attendance& operator-=(const Attendance& other);
};

/// Where a report counts somebody.
using Place = std::tuple<SiteId, GroupId, AgencyId>;

/// What one pass stands for, and how many came with it. A party is counted by heads: who of it gave
/// notice and who came cannot be told apart, so notice is taken to be of those who stayed away.
struct Turnout {
    int seats = 0;        ///< 1, a party's members; 0: a walk-in, or a seat that was given up since
    int gave_notice = 0;  ///< of the seats: declined or excused
    int came = 0;         ///< persons who were let in
    bool operator==(const Turnout&) const = default;

    /// Held within the seats, so that who came in excess hides nobody who is absent.
    int present() const;
    int excused() const;
    int absent() const;  ///< seats = present + excused + absent
    /// Nobody expected them: walk-ins, more than a party has, a green on a seat given up.
    int beyond() const { return came - present(); }
};

/// What is counted for one place.
struct AttendanceFacts {
    int quota = 0;
    int waiting = 0;  ///< nominated and not yet approved
    int seats = 0;    ///< approved, invited, accepted or declined
    int accepted = 0;
    int gave_notice = 0;          ///< of the seats: declined or excused
    int present = 0;              ///< of the seats
    int present_with_notice = 0;  ///< gave notice, and came all the same
    int substituted = 0;
    int walk_in = 0;

    /// Counts so many passes of that turnout; a negative number takes them back.
    void count(const Turnout& turnout, int passes);
};
Attendance attendance_of(const AttendanceFacts& facts);

struct AttendanceCell {
    SiteId site;
    GroupId group;
    AgencyId agency;
    Attendance attendance;
};

struct AttendanceReport {
    Attendance total;
    std::map<SiteId, Attendance> by_site;
    std::map<GroupId, Attendance> by_group;
    std::map<AgencyId, Attendance> by_agency;
};
AttendanceReport add_up(const std::vector<AttendanceCell>& cells);

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// Revocations of passes, standings of devices, and incidents of devices.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/domain/door_support.hpp"

namespace kinhmoi::test_door_facts {
namespace {

using namespace door_test;

TEST(Pass, EachIssueStopsWhenItsOwnRevocationCame) {
    auto pass = single_pass();
    EXPECT_EQ(min_issue(pass), 0);
    EXPECT_FALSE(revoked_at(pass, 1));
    pass.revocations = {{3, day_start + 9'000, "đổi thẻ"}, {2, day_start + 8'000, "mất thẻ"}};
    for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(min_issue(pass), 3);
        EXPECT_EQ(revoked_at(pass, 1), day_start + 8'000);
        EXPECT_EQ(revoked_at(pass, 2), day_start + 9'000);
        EXPECT_FALSE(revoked_at(pass, 3));
        std::reverse(pass.revocations.begin(), pass.revocations.end());
    }
    EXPECT_FALSE(is_revoked(pass, 1, day_start + 7'999));
    EXPECT_TRUE(is_revoked(pass, 1, day_start + 8'000));
    EXPECT_FALSE(is_revoked(pass, 2, day_start + 8'500));
}

TEST(DeviceStanding, FollowsTheWindowAndTheRevocation) {
    const auto device = door_device(1);
    auto revoked = device;
    revoked.revoked_at = day_start;
    const auto last = device.valid_until;
    const struct {
        const char* name;
        DoorDevice device;
        Instant now;
        DeviceStanding standing;
    } cases[] = {
        {"before", device, device.valid_from + -1, DeviceStanding::not_yet},
        {"from", device, device.valid_from, DeviceStanding::active},
        {"last moment", device, last + -1, DeviceStanding::active},
        {"until", device, last, DeviceStanding::expired},
        {"backlog", device, last + 72 * hour_ms + -1, DeviceStanding::expired},
        {"no more", device, last + 72 * hour_ms, DeviceStanding::gone},
        {"before the revocation", revoked, day_start + -1, DeviceStanding::active},
        {"revoked", revoked, day_start, DeviceStanding::backlog_only},
        {"revoked, backlog", revoked, day_start + 72 * hour_ms + -1, DeviceStanding::backlog_only},
        {"revoked, no more", revoked, day_start + 72 * hour_ms, DeviceStanding::gone},
    };
    for (const auto& c : cases) {
        EXPECT_STREQ(name_of(device_standing(c.device, c.now)), name_of(c.standing)) << c.name;
    }
}

TEST(Incidents, OfAClonedDeviceDoNotDependOnTheOrder) {
    const auto pass = single_pass();
    const StoredScan first = ScanBuilder(pass, 8, 1, 0).dseq(7);
    const StoredScan second = ScanBuilder(pass, 2, 1, 5'000).dseq(7);
    const auto incident = clone_incident({first, second});
    EXPECT_EQ(incident, clone_incident({second, first}));
    EXPECT_EQ(incident.key,
              "cloned_device:01010101-0101-0101-0101-010101010101:0101010101010101:7");
    EXPECT_EQ(incident.scans, (std::vector{scan_id(8), scan_id(2)}));
    EXPECT_EQ(incident.opened_at, day_start + 5'000);
}

TEST(Incidents, OfAClockAreOneAnEnrolment) {
    const auto device = id_of<DeviceId>(1);
    const auto early = clock_incident(device, id_of<EpochId>(1), day_start);
    const auto late = clock_incident(device, id_of<EpochId>(1), day_start + hour_ms);
    const auto again = clock_incident(device, id_of<EpochId>(2), day_start);
    EXPECT_EQ(early.key, late.key);
    EXPECT_NE(early.key, again.key);
}

TEST(Incidents, EveryKindHasANameAndATitleOfItsOwn) {
    std::vector<std::string> titles;
    for (int i = 0; i <= static_cast<int>(IncidentKind::clock_suspect); ++i) {
        const auto kind = static_cast<IncidentKind>(i);
        EXPECT_EQ(parse_incident_kind(name_of(kind)), kind);
        titles.push_back(incident_title(kind).vi);
        titles.push_back(incident_title(kind).en);
    }
    std::sort(titles.begin(), titles.end());
    EXPECT_EQ(std::adjacent_find(titles.begin(), titles.end()), titles.end());
    EXPECT_FALSE(titles.front().empty());
}

}  // namespace
}  // namespace kinhmoi::test_door_facts

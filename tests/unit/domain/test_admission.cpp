// SPDX-License-Identifier: Apache-2.0
// Every situation at the doors as a row: scans in, state and incidents out.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/domain/door_support.hpp"

namespace kinhmoi::test_admission {
namespace {

using namespace door_test;

struct Case {
    const char* name;
    Pass pass;
    std::vector<StoredScan> scans;
    int inside;
    int present;
    int visits;
    int first_in;                        ///< number of the scan; 0: nobody came in
    std::vector<std::string> incidents;  ///< "kind scan,scan"
};

std::string written(const Incident& incident) {
    std::string text = name_of(incident.kind);
    char separator = ' ';
    for (const auto& scan : incident.scans) {
        text += separator + std::to_string(scan.bytes[14] * 256 + scan.bytes[15]);
        separator = ',';
    }
    return text;
}

void expect_case(const Case& c) {
    SCOPED_TRACE(c.name);
    auto scans = c.scans;
    std::sort(scans.begin(), scans.end(),
              [](const auto& a, const auto& b) { return a.scan.id < b.scan.id; });
    do {
        const auto result = fold(c.pass, scans);
        EXPECT_EQ(result.state.inside, c.inside);
        EXPECT_EQ(result.state.present, c.present);
        EXPECT_EQ(result.state.visits, c.visits);
        ASSERT_EQ(result.state.first_in.has_value(), c.first_in != 0);
        if (c.first_in) {
            EXPECT_EQ(result.state.first_in->scan, scan_id(c.first_in));
        }
        std::vector<std::string> incidents;
        for (const auto& incident : result.incidents) incidents.push_back(written(incident));
        EXPECT_EQ(incidents, c.incidents);
    } while (std::next_permutation(scans.begin(), scans.end(), [](const auto& a, const auto& b) {
        return a.scan.id < b.scan.id;
    }));
}

using Scans = ScanBuilder;
const Pass one = single_pass();
const Pass five = party_pass(5);

Pass revoked_pass(std::int64_t at_ms) {
    auto pass = one;
    pass.revocations.push_back({2, day_start + at_ms, "mất thẻ"});
    return pass;
}
const Pass revoked = revoked_pass(5'000);

TEST(Admission, SinglePass) {
    const Case cases[] = {
        {"nobody", one, {}, 0, 0, 0, 0, {}},
        {"the first accepted IN admits", one, {Scans(one, 1, 1, 0)}, 1, 1, 1, 1, {}},
        {"a walk-in admits", one, {Scans(one, 1, 1, 0).walk_in()}, 1, 1, 1, 1, {}},
        {"an online green admits",
         one,
         {Scans(one, 1, 1, 0).online(Verdict::admitted)},
         1,
         1,
         1,
         1,
         {}},
        {"an online refusal admits nobody",
         one,
         {Scans(one, 1, 1, 0).online(Verdict::already_in)},
         0,
         0,
         0,
         0,
         {}},
        {"a refusal by the phone admits nobody",
         one,
         {Scans(one, 1, 1, 0).shown(Verdict::wrong_site)},
         0,
         0,
         0,
         0,
         {}},
        {"a scan in quarantine has no effect",
         one,
         {Scans(one, 1, 1, 0).quarantined(QuarantineReason::revoked_device)},
         0,
         0,
         0,
         0,
         {}},
        {"double read within 10 s",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 9'999)},
         1,
         1,
         1,
         1,
         {}},
        {"10 s later it is no double read",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 10'000)},
         1,
         1,
         1,
         1,
         {"double_admission 1,2"}},
        {"a chain of double reads counts from the first",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 6'000), Scans(one, 3, 1, 12'000)},
         1,
         1,
         1,
         1,
         {"double_admission 1,3"}},
        {"another door at once is no double read",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 1'000)},
         1,
         1,
         1,
         1,
         {"double_admission 1,2"}},
        {"online green that did not know of an offline one",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 60'000).online(Verdict::admitted)},
         1,
         1,
         1,
         1,
         {"double_admission 1,2"}},
        {"refused at the other door",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 60'000).online(Verdict::already_in)},
         1,
         1,
         1,
         1,
         {}},
        {"three doors offline",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 60'000), Scans(one, 3, 3, 90'000)},
         1,
         1,
         1,
         1,
         {"double_admission 1,2", "double_admission 2,3"}},
        {"out closes the visit",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 60'000).out()},
         0,
         1,
         1,
         1,
         {}},
        {"and back in",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 60'000).out(), Scans(one, 3, 1, 120'000)},
         1,
         1,
         2,
         1,
         {}},
        {"back in at the same device within 10 s of going out",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 2'000).out(), Scans(one, 3, 1, 4'000)},
         1,
         1,
         2,
         1,
         {}},
        {"out without in", one, {Scans(one, 1, 1, 0).out()}, 0, 0, 0, 0, {"missed_in 1"}},
        {"out read twice",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 60'000).out(), Scans(one, 3, 1, 65'000).out()},
         0,
         1,
         1,
         1,
         {}},
        {"out twice",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 60'000).out(), Scans(one, 3, 1, 75'000).out()},
         0,
         1,
         1,
         1,
         {"missed_in 3"}},
        {"a count on a single pass is one person",
         one,
         {Scans(one, 1, 1, 0).count(3)},
         1,
         1,
         1,
         1,
         {}},
    };
    for (const auto& c : cases) expect_case(c);
}

TEST(Admission, RevokedAndOverridden) {
    const Case cases[] = {
        {"offline green before the revocation", revoked, {Scans(one, 1, 1, 4'999)}, 1, 1, 1, 1, {}},
        {"offline green at the revocation",
         revoked,
         {Scans(one, 1, 1, 5'000)},
         1,
         1,
         1,
         1,
         {"admitted_revoked 1"}},
        {"the new issue is good", revoked, {Scans(one, 1, 1, 6'000).issue(2)}, 1, 1, 1, 1, {}},
        {"going out with a revoked pass",
         revoked,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 60'000).out()},
         0,
         1,
         1,
         1,
         {}},
        {"override of a refusal",
         one,
         {Scans(one, 1, 1, 0).against(Verdict::wrong_site)},
         1,
         1,
         1,
         1,
         {"override_used 1"}},
        {"override of revoked is known, not a slip",
         revoked,
         {Scans(one, 1, 1, 6'000).against(Verdict::revoked)},
         1,
         1,
         1,
         1,
         {"override_used 1"}},
        {"override of another refusal with a revoked pass",
         revoked,
         {Scans(one, 1, 1, 6'000).against(Verdict::closed)},
         1,
         1,
         1,
         1,
         {"override_used 1", "admitted_revoked 1"}},
        {"override while inside: one person stays one",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 5'000).against(Verdict::already_in)},
         1,
         1,
         1,
         1,
         {"override_used 2"}},
    };
    for (const auto& c : cases) expect_case(c);
}

TEST(Admission, Party) {
    const Case cases[] = {
        {"two doors let in a part each",
         five,
         {Scans(five, 1, 1, 0).count(3), Scans(five, 2, 2, 1'000).count(2)},
         5,
         5,
         2,
         1,
         {}},
        {"one by one at one door is no double read",
         five,
         {Scans(five, 1, 1, 0), Scans(five, 2, 1, 2'000)},
         2,
         2,
         2,
         1,
         {}},
        {"more than the party has",
         five,
         {Scans(five, 1, 1, 0).count(3), Scans(five, 2, 2, 1'000).count(3)},
         5,
         5,
         2,
         1,
         {"over_party 1,2"}},
        {"more than the party has, said by staff",
         five,
         {Scans(five, 1, 1, 0).count(3), Scans(five, 2, 2, 1'000).count(4).against(Verdict::check)},
         7,
         7,
         2,
         1,
         {"override_used 2"}},
        {"some leave, some come back",
         five,
         {Scans(five, 1, 1, 0).count(5), Scans(five, 2, 2, 1'000).count(2).out(),
          Scans(five, 3, 2, 2'000).count(1)},
         4,
         5,
         2,
         1,
         {}},
        {"more leave than came",
         five,
         {Scans(five, 1, 1, 0).count(2), Scans(five, 2, 2, 1'000).count(3).out()},
         0,
         2,
         1,
         1,
         {"missed_in 2"}},
    };
    for (const auto& c : cases) expect_case(c);
}

TEST(Admission, Undo) {
    const Case cases[] = {
        {"taken back by the same device",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 5'000).undoes(1)},
         0,
         0,
         0,
         0,
         {}},
        {"an undo dated before its scan",
         one,
         {Scans(one, 1, 1, 5'000), Scans(one, 2, 1, 0).undoes(1)},
         0,
         0,
         0,
         0,
         {}},
        {"another device may not",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 5'000).undoes(1)},
         1,
         1,
         1,
         1,
         {}},
        {"an organizer may",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 5'000).undoes(1).by_organizer()},
         0,
         0,
         0,
         0,
         {}},
        {"an undo in quarantine takes nothing back",
         one,
         {Scans(one, 1, 1, 0),
          Scans(one, 2, 1, 5'000).undoes(1).quarantined(QuarantineReason::bad_undo)},
         1,
         1,
         1,
         1,
         {}},
        {"an undo cannot be undone",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 5'000).undoes(1),
          Scans(one, 3, 1, 6'000).undoes(2)},
         0,
         0,
         0,
         0,
         {}},
        {"scanned again after the undo",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 2'000).undoes(1), Scans(one, 3, 1, 4'000)},
         1,
         1,
         1,
         3,
         {}},
        {"the second door becomes the first",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 2, 1'000), Scans(one, 3, 1, 4'000).undoes(1)},
         1,
         1,
         1,
         2,
         {}},
        {"an undone exit",
         one,
         {Scans(one, 1, 1, 0), Scans(one, 2, 1, 60'000).out(), Scans(one, 3, 1, 61'000).undoes(2)},
         1,
         1,
         1,
         1,
         {}},
    };
    for (const auto& c : cases) expect_case(c);
}

TEST(Admission, TiesAreBrokenByDeviceThenByTheDevicesOwnCount) {
    const Case cases[] = {
        {"two doors at one instant: the smaller device",
         one,
         {Scans(one, 1, 2, 0), Scans(one, 2, 1, 0)},
         1,
         1,
         1,
         2,
         {"double_admission 2,1"}},
        {"one device at one instant: its own count",
         one,
         {Scans(one, 1, 1, 0).out().dseq(8), Scans(one, 2, 1, 0).dseq(7)},
         0,
         1,
         1,
         2,
         {}},
        {"clones at one instant: the smaller scan id, both stay",
         one,
         {Scans(one, 1, 1, 0).dseq(7), Scans(one, 2, 1, 0).dseq(7)},
         1,
         1,
         1,
         1,
         {}},
    };
    for (const auto& c : cases) expect_case(c);
}

TEST(Admission, AnIncidentTellsTheOtherDoor) {
    const auto result =
        fold(one, std::vector<StoredScan>{Scans(one, 1, 1, 0), Scans(one, 2, 2, 60'000)});
    ASSERT_EQ(result.incidents.size(), 1u);
    const auto& incident = result.incidents[0];
    EXPECT_EQ(incident.key, "double_admission:a1a1a1a1a1a1a1a1:" + to_text(scan_id(2)));
    EXPECT_EQ(incident.device, id_of<DeviceId>(2));
    EXPECT_EQ(incident.also, std::vector{id_of<DeviceId>(1)});
    EXPECT_EQ(incident.gate, id_of<GateId>(2));
    EXPECT_EQ(incident.opened_at, day_start + 60'000);
}

TEST(Admission, OverrideKeepsItsReason) {
    const auto result =
        fold(one, std::vector<StoredScan>{Scans(one, 1, 1, 0).against(Verdict::closed)});
    ASSERT_EQ(result.incidents.size(), 1u);
    EXPECT_EQ(result.incidents[0].reason, "Khách mời của ban tổ chức");
    EXPECT_TRUE(result.state.was_overridden);
}

TEST(Admission, StepRefusesWhatItCannotPlace) {
    const StoredScan early = Scans(one, 1, 1, 0);
    const StoredScan late = Scans(one, 2, 2, 60'000);
    const auto state = fold(one, std::vector{late}).state;
    EXPECT_FALSE(step(one, state, early)) << "an earlier scan";
    EXPECT_FALSE(step(one, state, late)) << "the same scan";
    const StoredScan undo = Scans(one, 3, 2, 90'000).undoes(2);
    EXPECT_FALSE(step(one, state, undo)) << "an undo";

    const StoredScan waiting = Scans(one, 4, 1, 0).undoes(9);
    const auto open = fold(one, std::vector{waiting}).state;
    EXPECT_EQ(open.open_undos, 1);
    EXPECT_FALSE(step(one, open, late)) << "perhaps the scan that an undo waits for";

    const StoredScan refused = Scans(one, 5, 1, 0).shown(Verdict::closed);
    const auto unchanged = step(one, state, refused);
    ASSERT_TRUE(unchanged) << "a refusal changes nothing, whenever it was";
    EXPECT_EQ(unchanged->state, state);
}

}  // namespace
}  // namespace kinhmoi::test_admission

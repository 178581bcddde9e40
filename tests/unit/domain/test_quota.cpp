// SPDX-License-Identifier: Apache-2.0
// Quotas: counting a list, judging it, and the sums an organizer is shown.
#include <gtest/gtest.h>

#include "common/domain/quota.hpp"

namespace kinhmoi::test_quota {
namespace {

using Max = std::optional<int>;

Quota quota_of(QuotaUnit unit, Max min, Max max, bool is_approximate = false, Max seats = {}) {
    Quota quota;
    quota.unit = unit;
    quota.min = min;
    quota.max = max;
    quota.is_approximate = is_approximate;
    quota.seats_per_unit = seats;
    return quota;
}

TEST(Quota, CountsPersonsAndDifferentOrganizations) {
    struct Case {
        std::vector<std::string> keys;
        QuotaUse use;
    };
    const Case cases[] = {
        {{}, {0, 0, 0}},
        {{"a"}, {1, 1, 1}},
        {{"a", "a", "b"}, {3, 2, 2}},
        // A missing name hides no unit.
        {{"", "", "a"}, {3, 3, 1}},
        {{""}, {1, 1, 1}},
    };
    for (const Case& c : cases) EXPECT_EQ(count_use(c.keys), c.use);
}

TEST(Quota, JudgesUse) {
    const auto person = QuotaUnit::person;
    const auto organization = QuotaUnit::organization;
    struct Case {
        const char* name;
        Quota quota;
        QuotaUse use;
        QuotaJudgement judgement;
    };
    const Case cases[] = {
        {"exactly full", quota_of(person, 5, 5), {5, 5, 1}, {QuotaFit::fits, 5, 0}},
        {"one over", quota_of(person, 5, 5), {6, 1, 6}, {QuotaFit::over_exact, 6, 1}},
        {"too few", quota_of(person, 5, 5), {4, 1, 4}, {QuotaFit::under_minimum, 4, 0}},
        {"empty list", quota_of(person, 1, {}), {0, 0, 0}, {QuotaFit::under_minimum, 0, 0}},
        {"no number", quota_of(person, {}, {}), {500, 1, 500}, {QuotaFit::fits, 500, 0}},
        {"zero", quota_of(person, {}, 0), {1, 1, 1}, {QuotaFit::over_exact, 1, 1}},
        {"about, inside", quota_of(person, 60, 65, true), {65, 1, 65}, {QuotaFit::fits, 65, 0}},
        {"about, over",
         quota_of(person, 60, 65, true),
         {67, 1, 67},
         {QuotaFit::over_approximate, 67, 2}},
        {"20 schools, two persons each",
         quota_of(organization, 20, 20),
         {40, 20, 2},
         {QuotaFit::fits, 20, 0}},
        {"21 schools", quota_of(organization, 20, 20), {21, 21, 1}, {QuotaFit::over_exact, 21, 1}},
        {"seats kept", quota_of(organization, {}, 20, false, 2), {4, 2, 2}, {QuotaFit::fits, 2, 0}},
        {"seats passed",
         quota_of(organization, {}, 20, false, 2),
         {4, 2, 3},
         {QuotaFit::over_seats_per_unit, 2, 0}},
        {"seats refuse before a hint",
         quota_of(organization, 5, 20, false, 2),
         {4, 2, 3},
         {QuotaFit::over_seats_per_unit, 2, 0}},
        {"seats refuse before a warning",
         quota_of(organization, {}, 1, true, 2),
         {4, 2, 3},
         {QuotaFit::over_seats_per_unit, 2, 1}},
    };
    for (const Case& c : cases) EXPECT_EQ(judge(c.quota, c.use), c.judgement) << c.name;
}

TEST(Quota, SaysByHowMuchAndWhatToDo) {
    const Quota quota = quota_of(QuotaUnit::person, {}, 5);
    const Message message = quota_message(quota, judge(quota, {6, 1, 6}));
    EXPECT_EQ(message.vi,
              "Vượt chỉ tiêu 1 người: đã nhập 6, được cử tối đa 5. "
              "Đề nghị bớt 1 người trước khi gửi.");
    EXPECT_NE(message.en.find("Over the quota by 1"), std::string::npos);
    for (const QuotaFit fit : {QuotaFit::fits, QuotaFit::under_minimum, QuotaFit::over_approximate,
                               QuotaFit::over_exact, QuotaFit::over_seats_per_unit}) {
        const Message any = quota_message(quota, {fit, 7, 2});
        EXPECT_FALSE(any.vi.empty() || any.en.empty()) << name_of(fit);
    }
}

/// Cần Thơ: four groups without a number, 5 enterprises, 30 KOLs, 20 schools, 50 pupils, 10
/// associations, 20 press agencies; "khoảng 275 đại biểu".
std::vector<Quota> can_tho() {
    const auto person = QuotaUnit::person;
    const auto organization = QuotaUnit::organization;
    return {quota_of(person, {}, {}),       quota_of(person, {}, {}),
            quota_of(person, {}, {}),       quota_of(organization, {}, {}),
            quota_of(organization, 5, 5),   quota_of(person, 30, 30),
            quota_of(organization, 20, 20), quota_of(person, 50, 50),
            quota_of(organization, 10, 10), quota_of(organization, 20, 20)};
}

TEST(Quota, AddsUpCanTho) {
    const QuotaArithmetic sums = add_up(can_tho(), 275, std::nullopt);
    EXPECT_EQ(sums.units_assigned, 135);
    EXPECT_EQ(sums.persons_assigned, 80);
    EXPECT_EQ(sums.organizations_assigned, 55);
    EXPECT_EQ(sums.seats_assigned, 135);
    EXPECT_EQ(sums.quotas_without_number, 4);
    EXPECT_EQ(sums.unassigned, 140);
    EXPECT_EQ(sums.seats_over_capacity, std::nullopt);
}

TEST(Quota, SumsShowSeatsAndCapacity) {
    const std::vector<Quota> quotas = {quota_of(QuotaUnit::organization, {}, 20, false, 3),
                                       quota_of(QuotaUnit::person, 10, {})};
    const QuotaArithmetic sums = add_up(quotas, std::nullopt, 60);
    EXPECT_EQ(sums.units_assigned, 30);
    EXPECT_EQ(sums.seats_assigned, 70);
    EXPECT_EQ(sums.seats_over_capacity, 10);
    EXPECT_EQ(sums.unassigned, std::nullopt);
    EXPECT_EQ(add_up(quotas, 25, 70).seats_over_capacity, std::nullopt);
    EXPECT_EQ(add_up(quotas, 25, 70).unassigned, -5);
    EXPECT_EQ(add_up({}, {}, {}), QuotaArithmetic{});
}

TEST(Quota, RulesOfOneQuota) {
    EXPECT_TRUE(quota_faults(quota_of(QuotaUnit::person, 5, 5)).empty());
    EXPECT_TRUE(quota_faults(quota_of(QuotaUnit::organization, {}, {}, false, 2)).empty());
    const auto upside_down = quota_faults(quota_of(QuotaUnit::person, 6, 5));
    ASSERT_EQ(upside_down.size(), 1u);
    EXPECT_EQ(upside_down[0].path, "min");
    const auto seats = quota_faults(quota_of(QuotaUnit::person, {}, 5, false, 2));
    ASSERT_EQ(seats.size(), 1u);
    EXPECT_EQ(seats[0].path, "seats_per_unit");
}

TEST(Quota, WordsReadBothWays) {
    for (const auto unit : {QuotaUnit::person, QuotaUnit::organization})
        EXPECT_EQ(parse_quota_unit(name_of(unit)), unit);
    for (const auto mode :
         {InvitationMode::invite, InvitationMode::summon, InvitationMode::propose})
        EXPECT_EQ(parse_invitation_mode(name_of(mode)), mode);
    EXPECT_EQ(parse_quota_unit("people"), std::nullopt);
    EXPECT_EQ(parse_invitation_mode(""), std::nullopt);
}

}  // namespace
}  // namespace kinhmoi::test_quota

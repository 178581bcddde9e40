// SPDX-License-Identifier: Apache-2.0
// Agencies by any of their names; groups and the labels that stand for them.
#include <gtest/gtest.h>

#include "common/domain/agency.hpp"
#include "common/domain/participant_group.hpp"

namespace kinhmoi::test_agency {
namespace {

TEST(Agency, IsFoundByAnyOfItsNames) {
    Agency agency;
    agency.name = "Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao";
    agency.short_name = "A05";
    agency.aliases = {"Cục ANM và PCTP sử dụng CNC, Bộ Công an"};
    const char* named[] = {
        "Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao",
        "Cục An ninh mạng và phòng chống tội phạm sử dụng công nghệ cao",  // without the comma
        "CỤC AN NINH MẠNG VÀ PHÒNG CHỐNG TỘI PHẠM SỬ DỤNG CÔNG NGHỆ CAO",
        "a05",
        " A 05. ",
        "Cục ANM và PCTP sử dụng CNC - Bộ Công an",
    };
    for (const char* text : named) EXPECT_TRUE(is_named(agency, text)) << text;
    for (const char* text : {"", " ", "...", "A06", "Cục An ninh mạng"})
        EXPECT_FALSE(is_named(agency, text)) << text;
}

TEST(Agency, AnEmptyShortNameNamesNobody) {
    Agency agency;
    agency.name = "Sở Nội vụ";
    EXPECT_FALSE(is_named(agency, ""));
    EXPECT_FALSE(is_named(agency, ","));
}

TEST(Agency, OnlyASetHasMembersAndNeverItself) {
    Agency agency;
    agency.id.bytes[0] = 1;
    AgencyId other;
    other.bytes[0] = 2;
    EXPECT_TRUE(agency_faults(agency).empty());
    agency.members = {other};
    ASSERT_EQ(agency_faults(agency).size(), 1u);
    EXPECT_EQ(agency_faults(agency)[0].path, "is_set");
    agency.is_set = true;
    EXPECT_TRUE(agency_faults(agency).empty());
    agency.members.push_back(agency.id);
    EXPECT_EQ(agency_faults(agency).size(), 1u);
    agency.members.clear();
    agency.parent = agency.id;
    EXPECT_EQ(agency_faults(agency).size(), 1u);
}

TEST(ParticipantGroup, AVulnerableGroupNeedsANeutralLabel) {
    ParticipantGroup group;
    group.name = "Học sinh, trẻ em có hoàn cảnh khó khăn";
    group.is_vulnerable = true;
    struct Case {
        const char* label;
        bool is_neutral;
    };
    const Case cases[] = {
        {"Đại biểu ngành Giáo dục", true},
        {"Học sinh", true},
        {"Học sinh, trẻ em có hoàn cảnh khó khăn", false},
        {"HỌC SINH TRẺ EM CÓ HOÀN CẢNH KHÓ KHĂN", false},
        {"Đoàn học sinh, trẻ em có hoàn cảnh khó khăn", false},
        {"Trẻ em có hoàn cảnh khó khăn", false},
    };
    for (const Case& c : cases) {
        group.badge_label = c.label;
        EXPECT_EQ(group_faults(group).empty(), c.is_neutral) << c.label;
    }
    group.is_vulnerable = false;
    EXPECT_TRUE(group_faults(group).empty());
}

TEST(ParticipantGroup, OutsideSetUpTheLabelStandsForTheName) {
    ParticipantGroup group;
    group.name = "Học sinh, trẻ em có hoàn cảnh khó khăn";
    group.badge_label = "Đại biểu ngành Giáo dục";
    group.is_vulnerable = true;
    group.is_minors = true;
    EXPECT_EQ(label_of(group), "Đại biểu ngành Giáo dục");
    const ParticipantGroup seen = seen_outside_setup(group);
    EXPECT_EQ(seen.name, "Đại biểu ngành Giáo dục");
    EXPECT_FALSE(seen.is_vulnerable);
    EXPECT_TRUE(seen.is_minors);
}

TEST(ParticipantGroup, ChildrenComeAsParties) {
    EXPECT_EQ(default_pass_mode(true), PassMode::party);
    EXPECT_EQ(default_pass_mode(false), PassMode::individual);
}

TEST(ParticipantGroup, WordsReadBothWays) {
    for (const auto basis : {LegalBasis::state_duty, LegalBasis::consent})
        EXPECT_EQ(parse_legal_basis(name_of(basis)), basis);
    for (const auto mode : {PassMode::individual, PassMode::party})
        EXPECT_EQ(parse_pass_mode(name_of(mode)), mode);
    EXPECT_EQ(parse_legal_basis("duty"), std::nullopt);
    EXPECT_EQ(parse_pass_mode("group"), std::nullopt);
}

}  // namespace
}  // namespace kinhmoi::test_agency

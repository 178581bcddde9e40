// SPDX-License-Identifier: Apache-2.0
// The rules of a person's row: what each sort of group may hold, keys and labels.
#include <gtest/gtest.h>

#include <set>

#include "common/domain/delegate.hpp"

namespace kinhmoi::test_delegate {
namespace {

Person child() {
    Person p;
    p.full_name = "Tô Mẫu Hữu";
    p.organization = "Trường Tiểu học Giả Định 21";
    p.leader_name = "Nguyễn Mẫu Ước";
    p.leader_phone = "+84500000100";
    p.age_band = AgeBand::from_7_to_15;
    p.consents.guardian_attend = Answer::yes;
    p.consents.child_attend = Answer::yes;
    return p;
}

Person adult() {
    Person p;
    p.full_name = "Ngô Thử Ánh";
    return p;
}

struct FaultCase {
    const char* what;
    bool is_minors;
    void (*change)(Person&);
    std::set<std::string> expected;  // "path code"
};
const FaultCase fault_cases[] = {
    {"an adult needs a name and nothing else", false, [](Person&) {}, {}},
    {"no name", false, [](Person& p) { p.full_name.clear(); }, {"full_name required"}},
    {"name too long",
     false,
     [](Person& p) { p.full_name = std::string(121, 'a'); },
     {"full_name too_long"}},
    {"name as long as allowed", false, [](Person& p) { p.full_name = std::string(120, 'a'); }, {}},
    {"bad phone", false, [](Person& p) { p.phone = "gọi sau"; }, {"phone phone_unreadable"}},
    {"bad email", false, [](Person& p) { p.email = "anh@"; }, {"email email_unreadable"}},
    {"good email", false, [](Person& p) { p.email = "anh@vi-du.example"; }, {}},
    {"an adult has no age band",
     false,
     [](Person& p) { p.age_band = AgeBand::from_16; },
     {"age_band not_for_adults"}},
    {"a complete child", true, [](Person&) {}, {}},
    {"a child's phone",
     true,
     [](Person& p) { p.phone = "+84500000101"; },
     {"phone not_for_minors"}},
    {"a child's email", true, [](Person& p) { p.email = "a@b.c"; }, {"email not_for_minors"}},
    {"a child's position", true, [](Person& p) { p.position = "x"; }, {"position not_for_minors"}},
    {"a child's rank", true, [](Person& p) { p.rank = "x"; }, {"rank not_for_minors"}},
    {"a child's honorific",
     true,
     [](Person& p) { p.honorific = "Em"; },
     {"honorific not_for_minors"}},
    {"a child's note", true, [](Person& p) { p.note = "x"; }, {"note not_for_minors"}},
    {"an adult's note", false, [](Person& p) { p.note = "x"; }, {}},
    {"no school", true, [](Person& p) { p.organization.clear(); }, {"organization required"}},
    {"no leader", true, [](Person& p) { p.leader_name.clear(); }, {"leader_name required"}},
    {"no age band", true, [](Person& p) { p.age_band.reset(); }, {"age_band required"}},
    {"guardian silent",
     true,
     [](Person& p) { p.consents.guardian_attend.reset(); },
     {"consents/guardian_attend consent_required"}},
    {"guardian says no",
     true,
     [](Person& p) { p.consents.guardian_attend = Answer::no; },
     {"consents/guardian_attend consent_required"}},
    {"child of seven silent",
     true,
     [](Person& p) { p.consents.child_attend.reset(); },
     {"consents/child_attend consent_required"}},
    {"child of sixteen says no",
     true,
     [](Person& p) {
         p.age_band = AgeBand::from_16;
         p.consents.child_attend = Answer::no;
     },
     {"consents/child_attend consent_required"}},
    {"a small child is not asked",
     true,
     [](Person& p) {
         p.age_band = AgeBand::under_7;
         p.consents.child_attend = Answer::not_applicable;
     },
     {}},
    {"a small child was asked",
     true,
     [](Person& p) { p.age_band = AgeBand::under_7; },
     {"consents/child_attend not_applicable"}},
};

TEST(Delegate, PersonFaults) {
    for (const FaultCase& c : fault_cases) {
        Person person = c.is_minors ? child() : adult();
        c.change(person);
        ParticipantGroup group;
        group.is_minors = c.is_minors;
        std::set<std::string> found;
        for (const FieldFault& fault : person_faults(person, group)) {
            found.insert(fault.path + ' ' + fault.code);
            EXPECT_FALSE(fault.message.vi.empty()) << c.what;
            EXPECT_FALSE(fault.message.en.empty()) << c.what;
        }
        EXPECT_EQ(found, c.expected) << c.what;
    }
}

TEST(Delegate, WhatAChildMayNotCarryIsTakenOffAndNothingElse) {
    Person sent = child();
    sent.note = sent.rank = sent.position = sent.honorific = "x";
    sent.phone = "+84500000101";
    sent.email = "a@b.c";
    ParticipantGroup group;
    EXPECT_EQ(without_forbidden(sent, group), sent);
    group.is_minors = true;
    EXPECT_EQ(without_forbidden(sent, group), child());
}

TEST(Delegate, IdentityIsTheSameHoweverTyped) {
    const auto identity = [](const char* name, const char* phone, const char* organization) {
        Person p;
        p.full_name = name;
        p.phone = phone;
        p.organization = organization;
        return identity_of(normalized(p));
    };
    const std::string one = identity("Huỳnh Mẫu Thúy", "0500 000 211", "Nhóm A");
    EXPECT_EQ(one, identity("  HUỲNH  MẪU THUÝ ", "+84500000211", "Nhóm B"));
    EXPECT_NE(one, identity("Huỳnh Mẫu Thúy", "0500000212", "Nhóm A"));
    EXPECT_NE(one, identity("Huỳnh Mẫu Thùy", "0500000211", "Nhóm A"));
    EXPECT_EQ(identity("Lê Mẫu A", "", "Công ty  CP Giả-Định"),
              identity("lê mẫu a", "", "CÔNG TY CP GIẢ ĐỊNH"));
    EXPECT_NE(identity("Lê Mẫu A", "", "X"), identity("Lê Mẫu A", "", "Y"));
    EXPECT_EQ(identity("", "0500000211", "X"), "");
}

TEST(Delegate, NormalizedKeepsWhatItCannotRead) {
    Person p = adult();
    p.phone = "0500.000.202";
    EXPECT_EQ(normalized(p).phone, "+84500000202");
    p.phone = "gọi sau";
    EXPECT_EQ(normalized(p).phone, "gọi sau");
    p.full_name = "  PHẠM   giả Đức ";
    EXPECT_EQ(normalized(p).full_name, "PHẠM giả Đức");
}

TEST(Delegate, ShortNamesAndDoorLabels) {
    EXPECT_EQ(short_name("Nguyễn Văn An"), "Nguyễn V. An");
    EXPECT_EQ(short_name("Đặng Thị Đào Ánh"), "Đặng T. Đ. Ánh");
    EXPECT_EQ(short_name("Lê An"), "Lê An");
    EXPECT_EQ(short_name("An"), "An");
    EXPECT_EQ(short_name(""), "");
    EXPECT_EQ(door_label(adult(), false, true, 0), "Ngô Thử Ánh");
    EXPECT_EQ(door_label(adult(), false, false, 0), "Ngô T. Ánh");
    for (const bool full : {true, false}) {
        const std::string label = door_label(child(), true, full, 7);
        EXPECT_EQ(label, "Trường Tiểu học Giả Định 21 – số 7");
        EXPECT_EQ(label.find("Hữu"), std::string::npos);
    }
}

TEST(Delegate, ANoteForTheDoorIsShortAndOfAChildOneOfAFew) {
    EXPECT_FALSE(door_note_fault("", false));
    EXPECT_FALSE(door_note_fault("Khách VIP, bàn 3", false));
    std::string forty;
    for (int i = 0; i < 40; ++i) forty += "ễ";
    EXPECT_FALSE(door_note_fault(forty, false)) << "counted as people count";
    EXPECT_EQ(door_note_fault(forty + "n", false)->code, "too_long");
    EXPECT_FALSE(door_note_fault("", true));
    EXPECT_FALSE(door_note_fault("Xe lăn", true));
    EXPECT_EQ(door_note_fault("Hen suyễn nặng", true)->code, "not_about_children");
}

TEST(Delegate, PartyIsSchoolAndLeader) {
    Person other = child();
    other.organization = "TRƯỜNG TIỂU HỌC GIẢ ĐỊNH 21";
    EXPECT_EQ(party_key(child()), party_key(other));
    other.leader_name = "Trần Thử B";
    EXPECT_NE(party_key(child()), party_key(other));
}

TEST(Delegate, StatusesThatHoldASeat) {
    const std::set<DelegateStatus> seated{DelegateStatus::approved, DelegateStatus::invited,
                                          DelegateStatus::accepted, DelegateStatus::declined};
    for (int i = 0; i <= static_cast<int>(DelegateStatus::cancelled); ++i) {
        const auto status = static_cast<DelegateStatus>(i);
        EXPECT_EQ(holds_seat(status), seated.count(status) == 1) << name_of(status);
        EXPECT_EQ(is_live(status), holds_seat(status) || status == DelegateStatus::nominated);
        EXPECT_EQ(parse_delegate_status(name_of(status)), status);
    }
}

}  // namespace
}  // namespace kinhmoi::test_delegate

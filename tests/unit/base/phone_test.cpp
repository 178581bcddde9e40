// SPDX-License-Identifier: Apache-2.0
#include "common/base/phone.hpp"

#include <gtest/gtest.h>

#include "tests/support/vectors.hpp"

namespace kinhmoi {
namespace {

std::vector<std::string> names_of(const std::vector<IssueCode>& issues) {
    std::vector<std::string> names;
    for (const IssueCode code : issues) names.emplace_back(issue_text(code).name);
    return names;
}

const char* kind_text(PhoneKind kind) {
    switch (kind) {
        case PhoneKind::mobile:
            return "mobile";
        case PhoneKind::fixed:
            return "fixed";
        case PhoneKind::short_code:
            return "short_code";
        case PhoneKind::foreign:
            return "foreign";
    }
    return "";
}

TEST(Phone, FixtureCases) {
    for (const auto& c : test::vector_json("vi/phone-cases-vi.json")["cases"]) {
        const std::string in = c["in"];
        const PhoneParse got = parse_phone(in);
        ASSERT_EQ(got.number.has_value(), c["ok"].get<bool>()) << in;
        EXPECT_EQ(names_of(got.issues), c.value("issues", std::vector<std::string>{})) << in;
        if (!got.number) continue;
        if (c.contains("national")) {
            EXPECT_EQ(got.number->national, c["national"].get<std::string>()) << in;
        }
        if (c.contains("e164")) {
            EXPECT_EQ(got.number->e164, c["e164"].get<std::string>()) << in;
        }
        EXPECT_EQ(kind_text(got.number->kind), c.value("kind", std::string("mobile"))) << in;
    }
}

TEST(Phone, OtherWritings) {
    struct Case {
        const char* in;
        const char* e164;  // nullptr: refused
        std::vector<std::string> issues;
    };
    const Case cases[] = {
        {"+84 (0) 500 000 201", "+84500000201", {}},
        {"\u202D0500000201\u202C", "+84500000201", {}},
        {"2920000000", "+842920000000", {"phone_leading_zero_restored"}},
        {"0500000201 hoặc 0500000202", "+84500000201", {"phone_multiple"}},
        {"05000002 / 0500000202", "+84500000202", {"phone_multiple"}},
        {"+1 202 555 0100", "+12025550100", {}},
        {"0400000201", nullptr, {"phone_wrong_prefix"}},
        {"050000020111", nullptr, {"phone_wrong_length"}},
        {"1200000201", nullptr, {"phone_old_11_digit"}},
        {"không có", nullptr, {"phone_unrecoverable"}},
        {" \u00A0", nullptr, {"phone_missing"}},
        {"-", nullptr, {"phone_missing"}},
    };
    for (const Case& c : cases) {
        const PhoneParse got = parse_phone(c.in);
        EXPECT_EQ(got.number.has_value(), c.e164 != nullptr) << c.in;
        if (got.number && c.e164) {
            EXPECT_EQ(got.number->e164, c.e164) << c.in;
        }
        EXPECT_EQ(names_of(got.issues), c.issues) << c.in;
    }
}

TEST(Phone, ShowsGroupsOfDigits) {
    EXPECT_EQ(phone_display("+84500000201"), "0500 000 201");
    EXPECT_EQ(phone_display("+842920000000"), "0292 0000 000");
    EXPECT_EQ(phone_display("+12025550100"), "+12025550100");
    EXPECT_EQ(phone_display(*parse_phone("111").number), "111");
}

TEST(Issues, TableIsInTheOrderOfTheCodes) {
    for (int i = 0; i <= static_cast<int>(IssueCode::party_leader_missing); ++i) {
        const auto code = static_cast<IssueCode>(i);
        const IssueText& row = issue_text(code);
        EXPECT_EQ(row.code, code) << row.name;
        EXPECT_EQ(find_issue(row.name), code) << row.name;
        EXPECT_FALSE(row.vi.empty());
        EXPECT_FALSE(row.en.empty());
    }
    EXPECT_EQ(find_issue("nonsense"), std::nullopt);
}

TEST(Issues, SeveritiesAreTheAgreedOnes) {
    const auto agreed =
        test::vector_json("vi/delegates-dirty-can-tho-cong-an.expected.json")["severity"];
    for (const auto& [severity, names] : agreed.items()) {
        for (const std::string name : names) {
            const auto code = find_issue(name);
            ASSERT_TRUE(code) << name;
            EXPECT_EQ(severity_name(issue_text(*code).severity), severity) << name;
        }
    }
}

}  // namespace
}  // namespace kinhmoi

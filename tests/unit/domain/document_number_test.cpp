// SPDX-License-Identifier: Apache-2.0
#include "common/domain/document_number.hpp"

#include <gtest/gtest.h>

#include "tests/support/vectors.hpp"

namespace kinhmoi::document_number_test {
namespace {

TEST(DocumentNumber, FixtureCases) {
    for (const auto& c : test::vector_json("vi/document-number-cases-vi.json")["cases"]) {
        const std::string text = c["text"];
        const auto got = parse_document_number(text);
        ASSERT_TRUE(got) << text;
        EXPECT_EQ(got->number,
                  c["number"].is_null() ? std::nullopt : std::optional<int>(c["number"].get<int>()))
            << text;
        EXPECT_EQ(got->symbol, c["symbol"].get<std::string>()) << text;
        EXPECT_EQ(got->year, std::nullopt) << text;
        if (c.contains("type")) {
            EXPECT_EQ(got->type, c["type"].get<std::string>()) << text;
        }
    }
}

TEST(DocumentNumber, OtherForms) {
    const auto decree = parse_document_number("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020");
    ASSERT_TRUE(decree);
    EXPECT_EQ(*decree, (DocumentNumber{30, 2020, "NĐ-CP", "nghi_dinh"}));
    const auto law = parse_document_number("91/2025/QH15");
    ASSERT_TRUE(law);
    EXPECT_EQ(law->number, 91);
    EXPECT_EQ(law->year, 2025);
    EXPECT_EQ(law->symbol, "QH15");
    EXPECT_EQ(parse_document_number("Số:      /CATP-ANM ngày 27/5/2026")->symbol, "CATP-ANM");
    EXPECT_EQ(parse_document_number("Số: 12/qđ-ttg.")->symbol, "QĐ-TTg");
    EXPECT_EQ(parse_document_number("999999999999/KH-UBND")->number, std::nullopt);
    for (const char* none : {"", "/", "29/5/2026", "Số: 12", "12/-", "//&"}) {
        EXPECT_FALSE(parse_document_number(none)) << none;
    }
}

TEST(DocumentNumber, Line) {
    EXPECT_EQ(document_number_line(5, "KH-UBND"), "Số: 05/KH-UBND");
    EXPECT_EQ(document_number_line(1347, "QĐ-UBND"), "Số: 1347/QĐ-UBND");
    EXPECT_EQ(document_number_line(std::nullopt, "GM-UBND"), "Số:       /GM-UBND");
}

}  // namespace
}  // namespace kinhmoi::document_number_test

// SPDX-License-Identifier: Apache-2.0
#include "common/base/csv.hpp"

#include <gtest/gtest.h>

#include <random>

#include "common/base/limits.hpp"
#include "common/base/syllable.hpp"
#include "common/base/text.hpp"
#include "tests/support/vectors.hpp"

namespace kinhmoi {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(Legacy, EveryLetterOfTheTables) {
    const auto tables = test::vector_json("vi/legacy-encodings-vi.json");
    const auto check = [&](const char* table, TextEncoding encoding) {
        for (const auto& [letter, seen] : tables[table].items()) {
            const auto bytes = as_windows_1252(seen.get<std::string>());
            ASSERT_TRUE(bytes) << letter;
            EXPECT_EQ(decode_8bit(*bytes, encoding), letter) << seen;
        }
    };
    check("tcvn3", TextEncoding::tcvn3);
    check("vni_lower", TextEncoding::vni);
    check("vni_upper", TextEncoding::vni);
}

TEST(Legacy, SyllablesAreTold) {
    for (const char* word : {"Nguyễn", "quý", "gì", "giếng", "Ước", "Hoà", "hòa", "Thuý", "Đặng",
                             "ÁNH", "khuya", "nghiêng", "Quỳnh", "Phượng", "ỷ", "Huỳnh"}) {
        EXPECT_TRUE(is_vietnamese_syllable(word)) << word;
    }
    for (const char* word :
         {"NguyÔn", "Th¾ng", "Traàn", "café", "tèc", "đặngg", "zá", "áá", "ng"}) {
        EXPECT_FALSE(is_vietnamese_syllable(word)) << word;
    }
}

TEST(Legacy, RepairsMojibakeRowsOnly) {
    Rows good{{"Nguyễn Mẫu Thắng", "Phó Giám đốc"},
              {"Lê Công", "Hà Nam"},
              {"Lê", "Phó"},
              {"Café René", "Hà"},
              {"Y Bíh Niê Êban", "Đắk Lắk"},
              {"ASCII only", "x"},
              {}};
    for (auto& row : good) {
        const auto before = row;
        EXPECT_EQ(repair_mojibake(row), std::nullopt) << (row.empty() ? "" : row[0]);
        EXPECT_EQ(row, before);
    }
    std::vector<std::string> mixed{"NguyÔn MÉu Th¾ng", "Sở Giả Định", "Gi¸m ®èc"};
    EXPECT_EQ(repair_mojibake(mixed), TextEncoding::tcvn3);
    EXPECT_EQ(mixed, (std::vector<std::string>{"Nguyễn Mẫu Thắng", "Sở Giả Định", "Giám đốc"}));
}

/// TCVN3 has no toned capitals, so names need their capitals back before they compare.
void restore_capitals(Rows& rows) {
    for (std::size_t i = 1; i < rows.size(); ++i) rows[i][1] = name_case(rows[i][1]);
}

TEST(Csv, TheSameRowsInEveryEncoding) {
    const Rows expected = test::vector_json("vi/encodings/expected.json")["rows"];
    struct Case {
        const char* file;
        TextEncoding encoding;
        std::optional<TextEncoding> mojibake;
        char delimiter;
        bool bom;
    };
    const Case cases[] = {
        {"list-utf8.csv", TextEncoding::utf8, {}, ',', false},
        {"list-utf8-bom-semicolon.csv", TextEncoding::utf8, {}, ';', true},
        {"list-utf8-nfd.csv", TextEncoding::utf8, {}, ',', false},
        {"list-utf16le-tab.txt", TextEncoding::utf16le, {}, '\t', true},
        {"list-cp1258.csv", TextEncoding::windows_1258, {}, ',', false},
        {"list-tcvn3.csv", TextEncoding::tcvn3, {}, ',', false},
        {"list-vni.csv", TextEncoding::vni, {}, ',', false},
        {"list-tcvn3-mojibake-utf8.csv", TextEncoding::utf8, TextEncoding::tcvn3, ',', false},
        {"list-vni-mojibake-utf8.csv", TextEncoding::utf8, TextEncoding::vni, ',', false},
    };
    for (const Case& c : cases) {
        const auto decoded = decode_text(test::vector_bytes(std::string("vi/encodings/") + c.file));
        ASSERT_TRUE(decoded) << c.file;
        EXPECT_EQ(decoded->encoding, c.encoding) << c.file;
        EXPECT_EQ(decoded->had_bom, c.bom) << c.file;
        auto table = split_csv(decoded->text);
        ASSERT_TRUE(table) << c.file;
        EXPECT_EQ(table->delimiter, c.delimiter) << c.file;
        for (auto& row : table->rows) {
            EXPECT_EQ(repair_mojibake(row), c.mojibake) << c.file << ": " << row[1];
            for (std::string& cell : row) cell = clean(cell);
        }
        const bool is_tcvn3 =
            c.encoding == TextEncoding::tcvn3 || c.mojibake == TextEncoding::tcvn3;
        if (is_tcvn3) restore_capitals(table->rows);
        EXPECT_EQ(table->rows, expected) << c.file;
    }
}

TEST(Csv, RefusesWhatCannotBeRead) {
    const auto lost = decode_text(test::vector_bytes("vi/encodings/list-cp1252-lost.csv"));
    ASSERT_FALSE(lost);
    EXPECT_NE(lost.error().message().vi.find("CSV UTF-8"), std::string::npos);
    using namespace std::string_literals;
    for (const std::string& bytes :
         {"PK\x03\x04 rest"s, "\xD0\xCF\x11\xE0rest"s, "%PDF-1.7"s, "a\0b,c,d,e,f,g,h,i,j,k,l"s,
          "x\x81\x8D\x8F,\xFF\xFE\xFD y\xFC\xFD z\xFA\xFB"s, "Nguy?n Th? M?u,?i?n tho?i"s,
          std::string(limits::sheet_bytes + 1, 'a')}) {
        EXPECT_FALSE(decode_text(bytes)) << bytes.substr(0, 20);
    }
}

TEST(Csv, DecodesUtf16WithoutMark) {
    std::string le, be;
    for (const char c : std::string("STT,Ten\n1,An\n")) {
        (le += c) += '\0';
        (be += '\0') += c;
    }
    EXPECT_EQ(decode_text(le)->text, "STT,Ten\n1,An\n");
    EXPECT_EQ(decode_text(be)->encoding, TextEncoding::utf16be);
    EXPECT_EQ(decode_text("\xFE\xFF" + be)->text, "STT,Ten\n1,An\n");
    EXPECT_EQ(decode_text("")->text, "");
    EXPECT_EQ(decode_text("Ai dự?\nCó không?\n")->text, "Ai dự?\nCó không?\n");
}

TEST(Csv, SplitsQuotesAndLines) {
    struct Case {
        const char* in;
        Rows rows;
        std::vector<int> lines;
    };
    const Case cases[] = {
        {"", {}, {}},
        {"a,b\r\nc,d", {{"a", "b"}, {"c", "d"}}, {1, 2}},
        {"a,\"b;\nc\"\n,d\n", {{"a", "b;\nc"}, {"", "d"}}, {1, 3}},
        {"\"a\"\"b\",\"\"\n", {{"a\"b", ""}}, {1}},
        {"a\"b,c\n", {{"a\"b", "c"}}, {1}},
        {"\"a\"x,b\n", {{"ax", "b"}}, {1}},
        {"a\rb\r", {{"a"}, {"b"}}, {1, 2}},
        {"sep=|\na|b,c\n", {{"a", "b,c"}}, {2}},
        {"a;b,c\nd;e\n", {{"a", "b,c"}, {"d", "e"}}, {1, 2}},
        {"a\tb;c;d\ne\tf\n", {{"a", "b;c;d"}, {"e", "f"}}, {1, 2}},
        {"\n\na,b\n", {{""}, {""}, {"a", "b"}}, {1, 2, 3}},
    };
    for (const Case& c : cases) {
        const auto table = split_csv(c.in);
        ASSERT_TRUE(table) << c.in;
        EXPECT_EQ(table->rows, c.rows) << c.in;
        EXPECT_EQ(table->first_lines, c.lines) << c.in;
    }
    const auto open = split_csv("a,b\nc,\"d\ne,f\n");
    ASSERT_FALSE(open);
    EXPECT_NE(open.error().message().en.find("line 2"), std::string::npos);
}

TEST(Csv, HasLimits) {
    std::string rows;
    for (std::size_t i = 0; i < limits::sheet_rows; ++i) rows += "a,b\n";
    EXPECT_TRUE(split_csv(rows));
    EXPECT_EQ(split_csv(rows + "a,b\n").error().kind(), FailureKind::too_large);
    const std::string columns(limits::sheet_columns - 1, ',');
    EXPECT_EQ(split_csv(columns)->rows[0].size(), limits::sheet_columns);
    EXPECT_EQ(split_csv(columns + ",").error().kind(), FailureKind::too_large);
}

TEST(Csv, WritesFilesThatAreSafeToOpen) {
    EXPECT_EQ(csv_cell("An"), "An");
    EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
    EXPECT_EQ(csv_cell("+84500000201"), "'+84500000201");
    EXPECT_EQ(csv_cell("-nt-"), "'-nt-");
    EXPECT_EQ(csv_cell("@x"), "'@x");
    EXPECT_EQ(csv_cell("\tx"), "'\tx");
    EXPECT_EQ(csv_cell("\rx"), "\"'\rx\"");
    EXPECT_EQ(csv_cell("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
    EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_cell("a,b", ';'), "a,b");
    EXPECT_EQ(write_csv({{"STT", "Họ và tên"}, {"1", "An\nBình"}}),
              "\xEF\xBB\xBFSTT,Họ và tên\r\n1,\"An\nBình\"\r\n");
}

TEST(Csv, ReadsBackWhatItWrote) {
    std::mt19937 random(3);
    const std::string alphabet = "ab,;\"\n\r\t' ";
    for (int round = 0; round < 500; ++round) {
        Rows rows(1 + random() % 4, std::vector<std::string>(2 + random() % 3));
        for (auto& row : rows) {
            for (std::string& cell : row) {
                cell = "x";
                for (std::size_t i = random() % 6; i > 0; --i)
                    cell += alphabet[random() % alphabet.size()];
            }
        }
        const auto decoded = decode_text(write_csv(rows, ';'));
        ASSERT_TRUE(decoded);
        const auto table = split_csv("sep=;\n" + decoded->text);
        ASSERT_TRUE(table);
        EXPECT_EQ(table->rows, rows);
    }
}

}  // namespace
}  // namespace kinhmoi

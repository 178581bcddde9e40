// SPDX-License-Identifier: Apache-2.0
#include "common/base/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/vectors.hpp"

namespace kinhmoi {
namespace {

using test::vector_json;

TEST(Text, FoldsNamesForSearch) {
    for (const auto& c : vector_json("vi/name-fold-vi.json")["cases"]) {
        const std::string in = c["in"];
        EXPECT_EQ(search_key(in), c["fold"].get<std::string>()) << in;
        EXPECT_EQ(nfc(in), c["nfc"].get<std::string>()) << in;
    }
}

TEST(Text, TonePlacementDoesNotMakeTwoNames) {
    const auto fixture = vector_json("vi/tone-placement-vi.json");
    for (const auto& pair : fixture["pairs"]) {
        EXPECT_EQ(identity_key(pair[0].get<std::string>()),
                  identity_key(pair[1].get<std::string>()));
    }
    for (const auto& pair : fixture["never_equal"]) {
        EXPECT_NE(identity_key(pair[0].get<std::string>()),
                  identity_key(pair[1].get<std::string>()));
    }
    for (const auto& pair : vector_json("vi/name-sort-vi.json")["canonicalisation_examples"]) {
        EXPECT_EQ(canonical_tone_placement(pair[0].get<std::string>()), pair[1].get<std::string>());
    }
}

TEST(Text, TonePlacementKeepsOtherSyllables) {
    for (const char* word :
         {"toàn", "hoạt", "quý", "qúy", "QÚY", "của", "mía", "tòan", "độa", "Út", "ò"}) {
        EXPECT_EQ(canonical_tone_placement(word), word);
    }
    EXPECT_EQ(canonical_tone_placement("HÒA THÚY"), "HOÀ THUÝ");
    EXPECT_EQ(canonical_tone_placement("Ủy ban xã Hòa An"), "Uỷ ban xã Hoà An");
}

TEST(Text, SortsByGivenNameAsBytes) {
    const auto fixture = vector_json("vi/name-sort-vi.json");
    const std::vector<std::string> expected = fixture["expected"];
    std::mt19937 random(7);
    for (int round = 0; round < 5; ++round) {
        std::vector<std::string> names = fixture["input"];
        // Thúy and Thuý have one key: a stable order from the input's order keeps them apart.
        if (round) {
            std::shuffle(names.begin(), names.end() - 2, random);
        }
        std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
            return given_name_sort_key(a) < given_name_sort_key(b);
        });
        EXPECT_EQ(names, expected);
    }
}

TEST(Text, SortKeyIgnoresCaseAndTonePlacement) {
    EXPECT_EQ(given_name_sort_key("HOÀNG MẪU THÚY"), given_name_sort_key("Hoàng  Mẫu Thuý"));
    EXPECT_LT(given_name_sort_key("Võ An"), given_name_sort_key("An Võ"));
    EXPECT_LT(given_name_sort_key("An"), given_name_sort_key("Võ An"));
    EXPECT_LT(text_sort_key("Sở Đ"), text_sort_key("Sở E"));
    EXPECT_LT(text_sort_key("Sở D"), text_sort_key("Sở Đ"));
}

TEST(Text, CleansAndSaysWhatItDid) {
    struct Case {
        std::string in, out;
        bool composed, invisible, spaces, lines, eth;
    };
    const Case cases[] = {
        {"Ngô Thử Ánh", "Ngô Thử Ánh", false, false, false, false, false},
        {"Ngo\u0302 Thu\u031B\u0309", "Ngô Thử", true, false, false, false, false},
        {"U\u0341t", "Út", true, false, false, false, false},
        {"  a   b ", "a b", false, false, true, false, false},
        {"a\u00A0b", "a b", false, false, false, false, false},
        {"a\u00A0 b", "a b", false, false, true, false, false},
        {"Giả\u200B Oanh", "Giả Oanh", false, true, false, false, false},
        {"a\u202Eb\u2066\uFEFF\u00AD\u0001\u0085", "ab", false, true, false, false, false},
        {"Ðặng ð", "Đặng đ", false, false, false, false, true},
        {"một;\nhai\r\nba", "một; hai ba", false, false, false, true, false},
        {"", "", false, false, false, false, false},
        {" \t\n ", "", false, false, true, false, false},
    };
    for (const Case& c : cases) {
        const CleanText got = clean_text(c.in);
        EXPECT_EQ(got.text, c.out) << c.in;
        EXPECT_EQ(got.composed, c.composed) << c.in;
        EXPECT_EQ(got.invisible_removed, c.invisible) << c.in;
        EXPECT_EQ(got.spaces_collapsed, c.spaces) << c.in;
        EXPECT_EQ(got.lines_joined, c.lines) << c.in;
        EXPECT_EQ(got.eth_fixed, c.eth) << c.in;
    }
    EXPECT_EQ(clean_multiline(" a  b \r\n\n c\t d \n").text, "a b\nc d");
}

TEST(Text, CleaningIsIdempotent) {
    std::mt19937 random(11);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes(random() % 40, '\0');
        for (char& c : bytes) c = static_cast<char>(random() % 256);
        const std::string once = clean(bytes);
        EXPECT_TRUE(is_valid_utf8(once));
        EXPECT_EQ(clean(once), once);
        EXPECT_EQ(search_key(search_key(bytes)), search_key(bytes));
    }
}

TEST(Text, ComparisonKeys) {
    EXPECT_EQ(identity_key(" NGUYỄN\u00A0 Mẫu  Hòa"), identity_key("nguyễn mẫu hoà"));
    EXPECT_NE(identity_key("Nguyen"), identity_key("Nguyễn"));
    EXPECT_EQ(agency_key("Cục An ninh mạng và phòng, chống tội phạm"),
              agency_key("CỤC AN NINH MẠNG VÀ PHÒNG CHỐNG TỘI PHẠM"));
    EXPECT_EQ(agency_key("Ðoàn TN - TP. Hồ Chí Minh"), agency_key("Đoàn TN TP Hồ Chí Minh"));
    EXPECT_NE(agency_key("Sở Nội vụ"), agency_key("Sở Y tế"));
}

TEST(Text, Utf8AndCase) {
    EXPECT_TRUE(is_valid_utf8("Đặng"));
    EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_valid_utf8("a\xFF"));
    EXPECT_EQ(text_length("Đặng"), 4u);
    EXPECT_EQ(letter_case("PHẠM 1"), LetterCase::upper);
    EXPECT_EQ(letter_case("phạm"), LetterCase::lower);
    EXPECT_EQ(letter_case("Phạm"), LetterCase::mixed);
    EXPECT_EQ(letter_case("12"), LetterCase::none);
    EXPECT_EQ(name_case("PHẠM GIẢ ĐỨC"), "Phạm Giả Đức");
    EXPECT_EQ(name_case("h'hen niê ánh"), "H'Hen Niê Ánh");
    EXPECT_EQ(words_of(" a  b "), (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(is_blank(" \t\r\n"));
    EXPECT_FALSE(is_blank(" x"));
}

}  // namespace
}  // namespace kinhmoi

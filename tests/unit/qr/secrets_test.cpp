// SPDX-License-Identifier: Apache-2.0
// Tokens and typed codes: their form, reading them leniently, and hashes.
#include "qr/secrets.hpp"

#include <gtest/gtest.h>

#include <set>
#include <type_traits>

#include "tests/unit/qr/samples.hpp"

namespace kinhmoi::qr {
namespace {

template <class T>
concept ComparesWithEquals = requires(const T& a, const T& b) {
    a == b;
};
static_assert(!ComparesWithEquals<Secret>);
static_assert(!std::is_copy_constructible_v<Secret>);

constexpr TokenKind kinds[] = {TokenKind::session, TokenKind::device, TokenKind::api,
                               TokenKind::activation};

TEST(Sha256, AgreesWithTheStandardsExample) {
    EXPECT_EQ(to_text(hash_secret("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(RandomBytes, IdsDoNotRepeat) {
    std::set<PassId> ids;
    for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(ids.insert(random_id<PassId>()).second);
}

TEST(Token, HasPrefixAndCrockfordDigits) {
    std::array<std::uint8_t, 32> bytes{};
    EXPECT_EQ(token_text(TokenKind::device, bytes).text(), "kmd_" + std::string(52, '0'));
    bytes.fill(0xff);
    EXPECT_EQ(token_text(TokenKind::session, bytes).text(), "kms_" + std::string(51, 'z') + "g");
    // 00001 00010 00011 00100 … : the digits of the alphabet in their order.
    ASSERT_TRUE(
        from_hex("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", bytes));
    EXPECT_EQ(token_text(TokenKind::api, bytes).text().substr(0, 14), "kmt_04hmasw9nf");
}

TEST(Token, EveryByteCounts) {
    std::set<std::string> texts;
    for (std::size_t bit = 0; bit < 256; ++bit) {
        std::array<std::uint8_t, 32> bytes{};
        bytes[bit / 8] = static_cast<std::uint8_t>(1u << bit % 8);
        EXPECT_TRUE(texts.insert(token_text(TokenKind::api, bytes).text()).second) << bit;
    }
}

TEST(Token, KindIsReadFromWellFormedTextOnly) {
    for (const TokenKind kind : kinds) {
        const Secret token = make_token(kind);
        EXPECT_EQ(token_kind(token.text()), kind);
        EXPECT_EQ(token_kind(token.text().substr(1)), std::nullopt);
        EXPECT_EQ(token_kind(token.text() + "0"), std::nullopt);
        EXPECT_EQ(token_kind(token.text().substr(0, 55) + "u"), std::nullopt);
        EXPECT_EQ(token_kind(token.text().substr(0, 55) + "A"), std::nullopt);
        EXPECT_EQ(token_kind("kmx_" + token.text().substr(4)), std::nullopt);
    }
    EXPECT_EQ(token_kind(""), std::nullopt);
    EXPECT_FALSE(make_token(TokenKind::api).equals(make_token(TokenKind::api).text()));
}

TEST(Secret, ComparesByMethodAndMoves) {
    Secret a("kms_first");
    EXPECT_TRUE(a.equals("kms_first"));
    EXPECT_FALSE(a.equals("kms_firsu"));
    EXPECT_FALSE(a.equals("kms_firs"));
    Secret b(std::move(a));
    EXPECT_EQ(b.text(), "kms_first");
    Secret c("kms_second");
    c = std::move(b);
    EXPECT_EQ(c.text(), "kms_first");
}

TEST(SecretHash, EqualOnlyForTheSameText) {
    EXPECT_TRUE(hashes_equal(hash_secret("a"), hash_secret("a")));
    EXPECT_FALSE(hashes_equal(hash_secret("a"), hash_secret("b")));
}

TEST(TypedCode, IsFourGroupsOfFour) {
    std::array<std::uint8_t, 10> bytes;
    ASSERT_TRUE(from_hex("0123456789abcdef0123", bytes));
    EXPECT_EQ(typed_code_text(bytes).text(), "04HM-ASW9-NF6Y-Y093");
    const Secret code = make_typed_code();
    EXPECT_EQ(code.text().size(), 19u);
    EXPECT_EQ(parse_typed_code(code.text())->text(), code.text());
    EXPECT_FALSE(code.equals(make_typed_code().text()));
}

TEST(TypedCode, IsReadLeniently) {
    const char* const same[] = {"04HM-ASW9-NF6Y-Y013",      "04hmasw9nf6yy013",
                                " 04HM ASW9 NF6Y Y013\r\n", "O4HM-ASW9-NF6Y-YOI3",
                                "o4hm-asw9-nf6y-yol3",      "0-4-H-MASW9NF6YY0L3"};
    for (const char* text : same) {
        const auto code = parse_typed_code(text);
        ASSERT_TRUE(code) << text;
        EXPECT_EQ(code->text(), "04HM-ASW9-NF6Y-Y013") << text;
    }
    const char* const bad[] = {"",
                               "04HM-ASW9-NF6Y-Y01",
                               "04HM-ASW9-NF6Y-Y0133",
                               "U4HM-ASW9-NF6Y-Y013",
                               "04HM_ASW9_NF6Y_Y013",
                               "04HM-ÂSW9-NF6Y-Y013"};
    for (const char* text : bad) EXPECT_FALSE(parse_typed_code(text)) << text;
}

}  // namespace
}  // namespace kinhmoi::qr

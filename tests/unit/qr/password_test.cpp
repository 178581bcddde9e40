// SPDX-License-Identifier: Apache-2.0
// Password hashes (with a cheap cost) and the rule for new passwords.
#include "qr/password.hpp"

#include <gtest/gtest.h>

#include <set>

#include "qr/common_passwords.hpp"

namespace kinhmoi::qr {
namespace {

constexpr PasswordCost cheap{1, 8'192};
const std::vector<std::string> context = {"nguyen.mau", "Sở Nội vụ", "VienKiemSatCaMau", "an"};

TEST(PasswordHash, VerifiesOnlyItsPassword) {
    const std::string password(128, 'p');
    const std::string hash = hash_password(password, cheap);
    EXPECT_TRUE(verify_password(hash, password));
    EXPECT_NE(hash, hash_password(password, cheap)) << "salted";
    std::string wrong = password;
    wrong.back() = 'q';
    EXPECT_FALSE(verify_password(hash, wrong)) << "nothing is cut off";
    EXPECT_FALSE(verify_password(hash, password + "p"));
    EXPECT_FALSE(verify_password(hash, ""));
    EXPECT_FALSE(verify_password("", password));
    EXPECT_FALSE(verify_password("not a hash", password));
    EXPECT_FALSE(verify_password(hash + std::string(200, 'x'), password));
}

TEST(PasswordHash, ZeroByteDoesNotEndThePassword) {
    const std::string with_zero("abc\0def", 7);
    EXPECT_FALSE(verify_password(hash_password(with_zero, cheap), "abc"));
}

TEST(PasswordHash, SaysWhenItsCostIsOld) {
    const std::string hash = hash_password("x", cheap);
    EXPECT_EQ(hash.rfind("$argon2id$v=19$m=8,t=1,p=1$", 0), 0u) << hash;
    EXPECT_FALSE(needs_rehash(hash, cheap));
    EXPECT_TRUE(needs_rehash(hash, {2, 8'192}));
    EXPECT_TRUE(needs_rehash(hash, {1, 16'384}));
    EXPECT_TRUE(needs_rehash(hash));
    EXPECT_TRUE(needs_rehash("not a hash", cheap));
}

TEST(PasswordHash, DefaultCostIsTheAgreedOne) {
    const std::string hash = hash_password("x");
    EXPECT_EQ(hash.rfind("$argon2id$v=19$m=65536,t=3,p=1$", 0), 0u) << hash;
    EXPECT_TRUE(verify_password(hash, "x"));
}

std::string fault_of(const std::string& password) {
    const auto result = check_new_password(password, context, "/new_password");
    if (result) return "";
    EXPECT_EQ(result.error().kind(), FailureKind::invalid);
    EXPECT_EQ(result.error().faults().size(), 1u);
    EXPECT_EQ(result.error().faults()[0].path, "/new_password");
    EXPECT_NE(result.error().message().vi.find("đề nghị"), std::string::npos);
    return result.error().faults()[0].code;
}

TEST(PasswordRule, Cases) {
    const std::pair<std::string, std::string> cases[] = {
        {"", "password_short"},
        {"xk7Qz92mPw4", "password_short"},
        {"xk7Qz92mPw4r", ""},
        {"mười hai chữ", ""},
        {"mười một ch", "password_short"},
        {std::string(8, 'x') + "ạạạ", "password_short"},
        {"con mèo nằm dưới gốc cây khế", ""},
        {"correct horse battery staple", ""},
        {"829104756382", ""},
        {"matkhau123456", "password_common"},
        {"Mat-Khau_2026!", "password_common"},
        {"MatKhau@Hanoi1", "password_common"},
        {"mật khẩu 2026", "password_common"},
        {"123456789012", "password_common"},
        {"aaaaaaaaaaaa", "password_common"},
        {"abzabzabzabz", "password_common"},
        {"qwertyuiop[]", "password_common"},
        {"P@ssw0rd1234", "password_common"},
        {"passwordpassword", "password_common"},
        {"iloveyou@1990", "password_common"},
        {"!@#$%^&*()_+", "password_common"},
        {"VienKiemSatCaMau@26", "password_context"},
        {"nguyen.mau-2026!", "password_context"},
        {"sở nội vụ 2026", "password_context"},
        {"VienKiemSatCaMau xk7Qz92", ""},
    };
    for (const auto& [password, code] : cases) EXPECT_EQ(fault_of(password), code) << password;
}

TEST(PasswordRule, LongestIs128Characters) {
    std::string vietnamese;
    for (int i = 0; i < 32; ++i)
        vietnamese += "ạếữ" + std::string(1, static_cast<char>('a' + i % 26));
    EXPECT_EQ(fault_of(vietnamese), "");
    EXPECT_EQ(fault_of(vietnamese + "x"), "password_long");
}

TEST(CommonPasswords, AreManyFoldedAndUnique) {
    std::set<std::string_view> seen;
    for (const std::string_view word : common_passwords()) {
        EXPECT_TRUE(seen.insert(word).second) << word;
        EXPECT_GE(word.size(), 4u) << word;
        EXPECT_EQ(word.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ -_."), std::string_view::npos)
            << word;
    }
    EXPECT_GE(seen.size(), 300u);
}

}  // namespace
}  // namespace kinhmoi::qr

// SPDX-License-Identifier: Apache-2.0
// Codes of authenticator apps against the vectors of RFC 4226 and RFC 6238; the sealed secret.
#include "qr/totp.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "common/domain/second_factor.hpp"

namespace kinhmoi::qr {
namespace {

/// The secret of both RFCs.
TotpSecret rfc_secret() {
    TotpSecret secret;
    std::ranges::copy(std::string_view("12345678901234567890"), secret.fill().begin());
    return secret;
}

MasterKey master_key(std::uint8_t first) {
    MasterKey key;
    std::ranges::fill(key.fill(), std::uint8_t{7});
    key.fill()[0] = first;
    return key;
}

AccountId account(std::uint8_t last) {
    AccountId id;
    id.bytes[15] = last;
    return id;
}

TEST(TotpCode, IsThatOfRfc4226) {
    const TotpSecret secret = rfc_secret();
    constexpr std::uint32_t expected[] = {755224, 287082, 359152, 969429, 338314,
                                          254676, 287922, 162583, 399871, 520489};
    for (std::int64_t step = 0; step < 10; ++step)
        EXPECT_EQ(totp_code(secret, step), expected[step]) << step;
}

TEST(TotpCode, IsThatOfRfc6238) {
    const TotpSecret secret = rfc_secret();
    // The RFC prints eight digits; six are their end.
    constexpr struct {
        std::int64_t at_s;
        std::uint32_t eight_digits;
    } vectors[] = {{59, 94287082},         {1111111109, 7081804},  {1111111111, 14050471},
                   {1234567890, 89005924}, {2000000000, 69279037}, {20000000000, 65353130}};
    for (const auto& vector : vectors) {
        EXPECT_EQ(totp_code(secret, totp_step({vector.at_s * second_ms})),
                  vector.eight_digits % 1'000'000)
            << vector.at_s;
    }
}

TEST(TotpText, IsWhatAppsRead) {
    EXPECT_EQ(totp_secret_text(rfc_secret()).text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    EXPECT_EQ(totp_uri(rfc_secret(), "van.phong@so", "kinhmoi.cantho.example").text(),
              "otpauth://totp/kinhmoi.cantho.example:van.phong%40so"
              "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=kinhmoi.cantho.example"
              "&algorithm=SHA1&digits=6&period=30");
}

TEST(SealedTotp, OpensForItsAccountUnderItsKeyOnly) {
    const auto sealed = seal_totp_secret(rfc_secret(), account(1), master_key(1));
    const auto opened = open_totp_secret(sealed, account(1), master_key(1));
    ASSERT_TRUE(opened);
    EXPECT_TRUE(std::ranges::equal(opened->view(), rfc_secret().view()));
    EXPECT_FALSE(open_totp_secret(sealed, account(1), master_key(2)));
    EXPECT_FALSE(open_totp_secret(sealed, account(2), master_key(1))) << "a row moved to another";
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= 1;
        EXPECT_FALSE(open_totp_secret(changed, account(1), master_key(1))) << i;
    }
    EXPECT_FALSE(open_totp_secret(std::span(sealed).first(20), account(1), master_key(1)));
    EXPECT_NE(seal_totp_secret(rfc_secret(), account(1), master_key(1)), sealed) << "fresh nonce";
    const auto secret = std::string_view("12345678901234567890");
    EXPECT_EQ(std::ranges::search(sealed, secret).begin(), sealed.end());
}

}  // namespace
}  // namespace kinhmoi::qr

// SPDX-License-Identifier: Apache-2.0
// The bytes, digits and signature of a pass: layout, round trips, and what must not verify.
#include <gtest/gtest.h>

#include <algorithm>

#include "qr/key_ring.hpp"
#include "qr/pass_digits.hpp"
#include "tests/unit/qr/samples.hpp"

namespace kinhmoi::qr {
namespace {

using samples::id_for;
using samples::key_for;
using samples::payload_for;

PassPayload fixed_payload() {
    PassPayload payload{0x0102, {}, 5, pass_flag_minor};
    for (std::size_t i = 0; i < 8; ++i)
        payload.pass_id.bytes[i] = static_cast<std::uint8_t>(0xa0 + i);
    return payload;
}

TEST(PassPayload, BodyHasTheDocumentedLayout) {
    EXPECT_EQ(to_hex(encode_pass_body(fixed_payload())), "010102a0a1a2a3a4a5a6a70580");
}

TEST(PassPayload, SigningMessageHasTheDocumentedLayout) {
    EventId event_id;
    event_id.bytes.fill(0xee);
    EXPECT_EQ(
        to_hex(signing_message(event_id, encode_pass_body(fixed_payload()))),
        "4b494e484d4f492d504153532d3100" + std::string(32, 'e') + "010102a0a1a2a3a4a5a6a70580");
}

TEST(PassPayload, DecodesWhatItEncodes) {
    for (int i = 0; i < 200; ++i) {
        const auto payload =
            payload_for(static_cast<std::uint16_t>(i * 327), "round trip " + std::to_string(i));
        PassCode code{};
        std::ranges::copy(encode_pass_body(payload), code.begin());
        const auto decoded = decode_pass(code);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(*decoded, payload);
    }
}

TEST(PassPayload, MinorIsBitSeven) {
    EXPECT_TRUE((PassPayload{1, {}, 1, 0x80}).is_minor());
    EXPECT_FALSE((PassPayload{1, {}, 1, 0}).is_minor());
}

TEST(PassPayload, UnlookedAtRefusalThrows) {
    const PassRead<PassPayload> refused = decode_pass(PassCode{});
    EXPECT_EQ(refused.error(), PassOutcome::bad_version);
    EXPECT_THROW(refused.value(), std::logic_error);
}

TEST(PassDigits, GroupsAreBigEndianWithLeadingZeros) {
    PassCode code{};
    code[6] = 1;                                                         // group 0 = 1
    std::fill(code.begin() + 7, code.begin() + 14, std::uint8_t{0xff});  // group 1 = 2^56 - 1
    code[14] = 1;                                                        // group 2 = 2^48
    const std::string digits = to_digits(code);
    EXPECT_EQ(digits.size(), 187u);
    EXPECT_EQ(digits.substr(0, 51),
              "00000000000000001"
              "72057594037927935"
              "00281474976710656");
    EXPECT_EQ(digits.substr(51), std::string(136, '0'));
}

TEST(PassDigits, EveryCodeComesBack) {
    for (int i = 0; i < 300; ++i) {
        PassCode code;
        for (std::size_t at = 0; at < code.size(); ++at)
            code[at] =
                samples::bytes_for(std::to_string(i) + "/" + std::to_string(at / 32))[at % 32];
        const auto back = from_digits(to_digits(code));
        ASSERT_TRUE(back);
        EXPECT_EQ(*back, code);
    }
}

TEST(PassDigits, FoundDigitsPointIntoTheText) {
    const std::string digits(187, '4');
    const std::string text = "HTTPS://H.EXAMPLE/P/" + digits + "\r\n";
    const auto found = find_pass_digits(text);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, digits);
    EXPECT_EQ(found->data(), text.data() + 20);
}

/// A misread character of any kind must never give another valid pass.
TEST(PassDigits, NoChangedDigitOrSwappedPairVerifies) {
    const auto pair = key_for("changed digits");
    const auto event_id = id_for<EventId>("changed digits");
    const KeyRing keys({{9, event_id, pair.public_key, KeyState::active}});
    const auto digits = to_digits(sign_pass(payload_for(9, "x"), event_id, pair.private_key));
    ASSERT_EQ(judge_digits(digits, keys).outcome, PassOutcome::valid);
    for (std::size_t at = 0; at < digits.size(); ++at) {
        std::string changed = digits;
        changed[at] = static_cast<char>('0' + (changed[at] - '0' + 1 + at % 9) % 10);
        EXPECT_FALSE(judge_digits(changed, keys).is_signed()) << at;
        std::string swapped = digits;
        if (at == 0 || swapped[at] == swapped[at - 1]) continue;
        std::swap(swapped[at], swapped[at - 1]);
        EXPECT_FALSE(judge_digits(swapped, keys).is_signed()) << at;
    }
}

// RFC 8032, section 7.1, tests 1 and 3.
TEST(Signature, AgreesWithTheStandardsExamples) {
    struct Example {
        const char *seed, *public_key, *message, *signature;
    };
    const Example examples[] = {
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
         "cf"
         "9b46bd25bf5f0595bbe24655141438e7a100b"},
        {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
         "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f7609"
         "84"
         "dc6594a7c15e9716ed28dc027beceea1ec40a"},
    };
    for (const Example& example : examples) {
        std::array<std::uint8_t, 32> seed;
        ASSERT_TRUE(from_hex(example.seed, seed));
        std::vector<std::uint8_t> message(std::string_view(example.message).size() / 2);
        ASSERT_TRUE(from_hex(example.message, message));
        const KeyPair pair = make_key_pair(seed);
        EXPECT_EQ(to_hex(pair.public_key), example.public_key);
        EXPECT_EQ(public_key_of(pair.private_key), pair.public_key);
        const Signature signature = sign(message, pair.private_key);
        EXPECT_EQ(to_hex(signature), example.signature);
        EXPECT_TRUE(verify(signature, message, pair.public_key));
        message.push_back(0);
        EXPECT_FALSE(verify(signature, message, pair.public_key));
    }
}

/// With such a "key" anyone could sign anything; libsodium must refuse it.
TEST(Signature, SmallOrderKeyVerifiesNothing) {
    PublicKey neutral{};
    neutral[0] = 1;
    Signature signature{};
    signature[0] = 1;
    EXPECT_FALSE(verify(signature, {}, neutral));
}

TEST(Signature, SigningIsDeterministicAndBoundToTheEvent) {
    const auto pair = key_for("bound");
    const auto event_id = id_for<EventId>("bound");
    const auto code = sign_pass(payload_for(1, "bound"), event_id, pair.private_key);
    EXPECT_EQ(code, sign_pass(payload_for(1, "bound"), event_id, pair.private_key));
    EXPECT_TRUE(verify_pass(code, event_id, pair.public_key));
    EXPECT_FALSE(verify_pass(code, id_for<EventId>("other"), pair.public_key));
    EXPECT_FALSE(verify_pass(code, event_id, key_for("other").public_key));
}

TEST(Signature, ConstantTimeEqualComparesAllBytes) {
    const std::array<std::uint8_t, 3> a = {1, 2, 3};
    const std::array<std::uint8_t, 3> first = {0, 2, 3};
    const std::array<std::uint8_t, 3> last = {1, 2, 4};
    EXPECT_TRUE(constant_time_equal(a, a));
    EXPECT_FALSE(constant_time_equal(a, first));
    EXPECT_FALSE(constant_time_equal(a, last));
    EXPECT_FALSE(constant_time_equal(a, std::span(a).first(2)));
    EXPECT_TRUE(constant_time_equal({}, {}));
}

}  // namespace
}  // namespace kinhmoi::qr

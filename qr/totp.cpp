// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-1 of OpenSSL (libsodium has no SHA-1), crypto_secretbox of libsodium.
#include "qr/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "common/domain/second_factor.hpp"

namespace kinhmoi::qr {
namespace {

static_assert(sealed_totp_bytes == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES +
                                       TotpSecret::size + AccountId::size);

constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t base32_chars = TotpSecret::size * 8 / 5;

using Plain = SecureBytes<struct SealedTotpTag, TotpSecret::size + AccountId::size>;

/// gap: characters between two spaces; 0 for none.
void append_base32(std::string& out, const TotpSecret& secret, std::size_t gap) {
    unsigned buffer = 0;
    int bits = 0;
    std::size_t chars = 0;
    for (const std::uint8_t byte : secret.view()) {
        buffer = (buffer << 8 | byte) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5) {
            if (gap > 0 && chars > 0 && chars % gap == 0) out += ' ';
            out += base32_digits[buffer >> (bits - 5) & 31];
            ++chars;
        }
    }
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    constexpr std::string_view plain = "-._~";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z') || plain.find(c) != std::string_view::npos;
        if (is_plain) out += c;
        else out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return out;
}

}  // namespace

std::uint32_t totp_code(const TotpSecret& secret, std::int64_t step) {
    std::array<std::uint8_t, 8> counter;
    for (std::size_t i = 0; i < 8; ++i)
        counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
    std::array<std::uint8_t, 20> hmac;
    unsigned size = hmac.size();
    if (!HMAC(EVP_sha1(), secret.view().data(), TotpSecret::size, counter.data(), counter.size(),
              hmac.data(), &size) ||
        size != hmac.size())
        throw std::runtime_error("HMAC-SHA-1");
    return totp_truncate(hmac);
}

Secret totp_secret_text(const TotpSecret& secret) {
    std::string text;
    text.reserve(base32_chars + base32_chars / 4);
    append_base32(text, secret, 4);
    return Secret(std::move(text));
}

Secret totp_uri(const TotpSecret& secret, std::string_view username, std::string_view issuer) {
    const std::string from = percent_encoded(issuer);
    const std::string name = percent_encoded(username);
    std::string uri;
    uri.reserve(80 + 2 * from.size() + name.size() + base32_chars);
    uri += "otpauth://totp/" + from + ":" + name + "?secret=";
    append_base32(uri, secret, 0);
    uri += "&issuer=" + from + "&algorithm=SHA1&digits=6&period=30";
    return Secret(std::move(uri));
}

std::vector<std::uint8_t> seal_totp_secret(const TotpSecret& secret, const AccountId& account,
                                           const MasterKey& master) {
    Plain plain;
    std::ranges::copy(secret.view(), plain.fill().begin());
    std::ranges::copy(account.bytes, plain.fill().begin() + TotpSecret::size);
    std::vector<std::uint8_t> sealed(sealed_totp_bytes);
    const auto nonce = std::span(sealed).first<crypto_secretbox_NONCEBYTES>();
    random_bytes(nonce);
    crypto_secretbox_easy(sealed.data() + nonce.size(), plain.view().data(), Plain::size,
                          nonce.data(), master.view().data());
    return sealed;
}

Result<TotpSecret> open_totp_secret(std::span<const std::uint8_t> sealed, const AccountId& account,
                                    const MasterKey& master) {
    const Failure refusal(
        FailureKind::unavailable,
        {"Không kiểm tra được mã xác thực: khoá chủ của máy chủ không đúng hoặc dữ liệu đã bị thay "
         "đổi. Đề nghị dùng mã dự phòng và báo quản trị viên.",
         "The code cannot be checked: the server's master key is not the right one, or the data "
         "was changed. Use a recovery code and tell the administrator."});
    if (sealed.size() != sealed_totp_bytes) return refusal;
    Plain plain;
    const auto nonce = sealed.first<crypto_secretbox_NONCEBYTES>();
    const auto box = sealed.subspan(nonce.size());
    if (crypto_secretbox_open_easy(plain.fill().data(), box.data(), box.size(), nonce.data(),
                                   master.view().data()) != 0)
        return refusal;
    if (!std::ranges::equal(plain.view().last<AccountId::size>(), account.bytes)) return refusal;
    TotpSecret secret;
    std::ranges::copy(plain.view().first<TotpSecret::size>(), secret.fill().begin());
    return secret;
}

}  // namespace kinhmoi::qr

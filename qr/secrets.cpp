// SPDX-License-Identifier: Apache-2.0
// Crockford base32 for tokens and typed codes; SHA-256 and random bytes of libsodium.
#include "qr/secrets.hpp"

#include <sodium.h>

#include <cassert>

#include "qr/secure_bytes.hpp"
#include "qr/signature.hpp"

namespace kinhmoi::qr {
namespace {

// Crockford's: no I, L, O, U.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view alphabet_lower = "0123456789abcdefghjkmnpqrstvwxyz";

struct Prefix {
    TokenKind kind;
    std::string_view text;
};
constexpr Prefix prefixes[] = {
    {TokenKind::session, "kms_"},
    {TokenKind::device, "kmd_"},
    {TokenKind::api, "kmt_"},
    {TokenKind::activation, "kma_"},
};
constexpr std::size_t token_chars = 52;  // ceil(256 / 5)
constexpr std::size_t code_chars = 16;   // 80 / 5
constexpr std::size_t code_group = 4;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Five bits a character, the first bit first; the last character is filled up with zero bits.
void append_base32(std::string& out, std::span<const std::uint8_t> bytes, std::string_view digits) {
    unsigned buffer = 0;
    int bits = 0;
    for (const std::uint8_t byte : bytes) {
        buffer = (buffer << 8 | byte) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5) out += digits[buffer >> (bits - 5) & 31];
    }
    if (bits > 0) out += digits[buffer << (5 - bits) & 31];
}

/// The character of the alphabet that was meant, or 0.
char meant(char typed) {
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'O') return '0';
    if (typed == 'I' || typed == 'L') return '1';
    return alphabet.find(typed) == std::string_view::npos ? '\0' : typed;
}

}  // namespace

void random_bytes(std::span<std::uint8_t> out) {
    sodium_ready();
    randombytes_buf(out.data(), out.size());
}

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
    other.wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    text_ = std::move(other.text_);
    other.wipe();
    return *this;
}

Secret::~Secret() {
    wipe();
}

void Secret::wipe() {
    // Up to the capacity: a move may leave characters of a short text behind its new end.
    text_.resize(text_.capacity());
    sodium_memzero(text_.data(), text_.size());
    text_.clear();
}

bool Secret::equals(std::string_view other) const {
    return constant_time_equal(bytes_of(text_), bytes_of(other));
}

std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes) {
    std::array<std::uint8_t, 32> out;
    static_assert(crypto_hash_sha256_BYTES == sizeof(out));
    crypto_hash_sha256(out.data(), bytes.data(), bytes.size());
    return out;
}

SecretHash hash_secret(std::string_view text) {
    return {sha256(bytes_of(text))};
}

bool hashes_equal(const SecretHash& a, const SecretHash& b) {
    return constant_time_equal(a.bytes, b.bytes);
}

Secret token_text(TokenKind kind, std::span<const std::uint8_t, 32> random) {
    std::string text;
    text.reserve(8 + token_chars);  // no reallocation: it would leave a copy behind
    for (const Prefix& prefix : prefixes)
        if (prefix.kind == kind) text += prefix.text;
    append_base32(text, random, alphabet_lower);
    return Secret(std::move(text));
}

Secret make_token(TokenKind kind) {
    std::array<std::uint8_t, 32> random;
    random_bytes(random);
    Secret token = token_text(kind, random);
    sodium_memzero(random.data(), random.size());
    return token;
}

std::optional<TokenKind> token_kind(std::string_view text) {
    for (const Prefix& prefix : prefixes) {
        if (!text.starts_with(prefix.text)) continue;
        const std::string_view rest = text.substr(prefix.text.size());
        if (rest.size() != token_chars) return std::nullopt;
        if (rest.find_first_not_of(alphabet_lower) != std::string_view::npos) return std::nullopt;
        return prefix.kind;
    }
    return std::nullopt;
}

Secret typed_code_text(std::span<const std::uint8_t, 10> random) {
    std::string plain;
    append_base32(plain, random, alphabet);
    Secret wiped(std::move(plain));
    std::optional<Secret> code = parse_typed_code(wiped.text());
    assert(code);
    return std::move(*code);
}

Secret make_typed_code() {
    std::array<std::uint8_t, 10> random;
    random_bytes(random);
    Secret code = typed_code_text(random);
    sodium_memzero(random.data(), random.size());
    return code;
}

std::optional<Secret> parse_typed_code(std::string_view typed) {
    std::string code;
    code.reserve(code_chars + code_chars / code_group);
    std::size_t chars = 0;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n') continue;
        const char clean = meant(c);
        if (clean == '\0' || chars == code_chars) return std::nullopt;
        if (chars > 0 && chars % code_group == 0) code += '-';
        code += clean;
        ++chars;
    }
    if (chars != code_chars) return std::nullopt;
    return Secret(std::move(code));
}

}  // namespace kinhmoi::qr

// SPDX-License-Identifier: Apache-2.0
// Random bytes, tokens and codes that people and programs carry, and the hashes we keep of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "common/base/ids.hpp"

namespace kinhmoi::qr {

/// Fills out from the system's generator.
void random_bytes(std::span<std::uint8_t> out);
/// A random PassId, EpochId, ScanId, … (UUIDs come from a transaction).
template <class IdType>
IdType random_id() {
    IdType id;
    random_bytes(id.bytes);
    return id;
}

/// A text that opens something. Cannot be copied or compared with ==; wiped when destroyed.
class Secret {
public:
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    /// To hand to its owner, once; never to a log.
    const std::string& text() const { return text_; }
    /// In constant time, but for the length.
    bool equals(std::string_view other) const;
    bool operator==(const Secret&) const = delete;

private:
    void wipe();
    std::string text_;
};

/// SHA-256 of the text: what is stored and looked up. Enough without salt for secrets of 80 random
/// bits or more; passwords need hash_password.
SecretHash hash_secret(std::string_view text);
/// SHA-256 of any bytes.
std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes);
/// In constant time. (== on SecretHash is for keys of maps and queries.)
bool hashes_equal(const SecretHash& a, const SecretHash& b);

enum class TokenKind {
    session,     ///< kms_  the cookie of a signed-in browser
    device,      ///< kmd_  a door phone
    api,         ///< kmt_  a program
    activation,  ///< kma_  a link that activates an account
};
/// The prefix and 52 characters of lower-case Crockford base32: 256 bits.
Secret token_text(TokenKind kind, std::span<const std::uint8_t, 32> random);
Secret make_token(TokenKind kind);
/// The kind of a well-formed token; nothing for other text. Says nothing about whether it exists.
std::optional<TokenKind> token_kind(std::string_view text);

/// A code that people type: 80 bits as "7K2M-Q4XD-9TRH-0BVN", for one use, a short life and
/// throttled tries only.
Secret typed_code_text(std::span<const std::uint8_t, 10> random);
Secret make_typed_code();
/// What was meant by what was typed, in the form of typed_code_text: any case, spaces, hyphens or
/// none, O for 0, I and L for 1. Nothing unless 16 characters of the alphabet remain.
std::optional<Secret> parse_typed_code(std::string_view typed);

}  // namespace kinhmoi::qr

// SPDX-License-Identifier: Apache-2.0
// Passwords: Argon2id hashes and the rule for new ones. Slow on purpose: never on the io thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/base/result.hpp"

namespace kinhmoi::qr {

constexpr std::size_t password_min_chars = 12;
constexpr std::size_t password_max_chars = 128;

/// Argon2id with one lane. The default takes about 75 ms and 64 MiB; tests use a cheap one.
struct PasswordCost {
    std::uint64_t passes = 3;
    std::size_t memory_bytes = 64 * 1024 * 1024;
};

/// "$argon2id$v=19$m=65536,t=3,p=1$…", with a random salt. Throws std::bad_alloc without memory.
std::string hash_password(std::string_view password, const PasswordCost& cost = {});
/// False for a wrong password and for a text that is no hash.
bool verify_password(std::string_view hash, std::string_view password);
/// True when hash was made with another cost and should be made anew at the next login.
bool needs_rehash(std::string_view hash, const PasswordCost& cost = {});

/// The rule for a new password, NFC already: 12 to 128 characters, any kind; not made of common
/// passwords, nor of context_words (login, agency, event); ASCII case is folded, accents are not. A
/// refusal is `invalid` with one fault at path: password_short, password_long, password_common or
/// password_context.
Result<void> check_new_password(std::string_view password,
                                std::span<const std::string> context_words,
                                const std::string& path = "/password");

}  // namespace kinhmoi::qr

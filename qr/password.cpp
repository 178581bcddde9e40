// SPDX-License-Identifier: Apache-2.0
// Argon2id of libsodium (crypto_pwhash_str), and the rule for new passwords.
#include "qr/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <set>
#include <vector>

#include "qr/common_passwords.hpp"
#include "qr/secure_bytes.hpp"

namespace kinhmoi::qr {
namespace {

// What must remain of a password once the words that an attacker tries first are taken out of it.
constexpr std::size_t min_rest_bytes = 6;
constexpr std::size_t min_rest_distinct = 4;
constexpr std::size_t min_context_bytes = 4;

std::size_t count_chars(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

/// ASCII lower case, without the signs that people put between words.
std::string fold(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ' || c == '-' || c == '_' || c == '.') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/// Longest first, so that "matkhau123" is not cut up by "khau".
std::vector<std::string> by_length(std::vector<std::string> words) {
    std::ranges::stable_sort(words, std::ranges::greater(), &std::string::size);
    return words;
}

bool is_made_of(std::string rest, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        // A sign in its place, so that the parts on both sides do not join into another word.
        for (std::size_t at; (at = rest.find(word)) != std::string::npos;)
            rest.replace(at, word.size(), 1, ' ');
    }
    std::erase_if(rest, [](char c) { return !is_letter_or_digit(c); });
    return rest.size() < min_rest_bytes ||
           std::set<char>(rest.begin(), rest.end()).size() < min_rest_distinct;
}

Failure refuse(const std::string& path, std::string code, Message message) {
    return Failure(FailureKind::invalid, message, {{path, std::move(code), message}});
}

}  // namespace

std::string hash_password(std::string_view password, const PasswordCost& cost) {
    sodium_ready();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost.passes,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return hash.data();
}

bool verify_password(std::string_view hash, std::string_view password) {
    if (hash.size() >= crypto_pwhash_STRBYTES) return false;
    sodium_ready();
    return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) ==
           0;
}

bool needs_rehash(std::string_view hash, const PasswordCost& cost) {
    if (hash.size() >= crypto_pwhash_STRBYTES) return true;
    return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), cost.passes,
                                          cost.memory_bytes) != 0;
}

Result<void> check_new_password(std::string_view password,
                                std::span<const std::string> context_words,
                                const std::string& path) {
    const std::size_t chars = count_chars(password);
    if (chars < password_min_chars)
        return refuse(path, "password_short",
                      {"Mật khẩu quá ngắn: đề nghị đặt ít nhất 12 ký tự, ví dụ một câu dễ nhớ.",
                       "The password is too short: use at least 12 characters, such as a sentence "
                       "that is easy to remember."});
    if (chars > password_max_chars)
        return refuse(path, "password_long",
                      {"Mật khẩu quá dài: đề nghị đặt nhiều nhất 128 ký tự.",
                       "The password is too long: use at most 128 characters."});
    std::vector<std::string> words;
    for (const std::string_view word : common_passwords()) words.emplace_back(word);
    const std::string folded = fold(password);
    if (is_made_of(folded, by_length(words)))
        return refuse(path, "password_common",
                      {"Mật khẩu quá dễ đoán: đề nghị không ghép từ những mật khẩu thông dụng, dãy "
                       "phím hay dãy số.",
                       "The password is too easy to guess: do not build it from common passwords, "
                       "rows of keys or rows of digits."});
    for (const std::string& word : context_words)
        if (std::string part = fold(word); part.size() >= min_context_bytes) words.push_back(part);
    if (is_made_of(folded, by_length(words)))
        return refuse(
            path, "password_context",
            {"Mật khẩu quá dễ đoán: đề nghị không dùng tên đăng nhập, tên cơ quan hay tên "
             "sự kiện.",
             "The password is too easy to guess: do not use the login, the agency's name "
             "or the event's name."});
    return {};
}

}  // namespace kinhmoi::qr

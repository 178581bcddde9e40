// SPDX-License-Identifier: Apache-2.0
#include "common/base/ids.hpp"

namespace kinhmoi {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

/// The value of each hexadecimal digit, -1 for any other byte.
constexpr std::array<std::int8_t, 256> nibbles = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (int value = 0; value < 16; ++value) {
        values[static_cast<unsigned char>(hex_digits[value])] = static_cast<std::int8_t>(value);
        if (value >= 10) values['A' + value - 10] = static_cast<std::int8_t>(value);
    }
    return values;
}();

int nibble(char c) {
    return nibbles[static_cast<unsigned char>(c)];
}

bool hyphen_after(std::size_t byte) {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

}  // namespace

std::string to_hex(std::span<const std::uint8_t> bytes) {
    std::string text(bytes.size() * 2, '0');
    char* at = text.data();
    for (std::uint8_t b : bytes) {
        *at++ = hex_digits[b >> 4];
        *at++ = hex_digits[b & 15];
    }
    return text;
}

bool from_hex(std::string_view text, std::span<std::uint8_t> out) {
    if (text.size() != out.size() * 2) return false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = nibble(text[2 * i]);
        const int low = nibble(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return true;
}

std::string uuid_text(std::span<const std::uint8_t, 16> bytes) {
    std::string text(36, '-');
    char* at = text.data();
    for (std::size_t i = 0; i < 16; ++i) {
        if (hyphen_after(i)) ++at;
        *at++ = hex_digits[bytes[i] >> 4];
        *at++ = hex_digits[bytes[i] & 15];
    }
    return text;
}

bool parse_uuid(std::string_view text, std::span<std::uint8_t, 16> out) {
    if (text.size() != 36) return false;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        if (hyphen_after(i) && text[at++] != '-') return false;
        const int high = nibble(text[at]);
        const int low = nibble(text[at + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = static_cast<std::uint8_t>(high << 4 | low);
        at += 2;
    }
    return true;
}

std::array<std::uint8_t, 16> UuidSequence::next(Instant now,
                                                std::span<const std::uint8_t, 8> random) {
    constexpr std::uint16_t counter_end = 1 << 12;
    if (now.ms > ms_) {
        ms_ = now.ms;
        counter_ = 0;
    } else if (++counter_ == counter_end) {
        ++ms_;
        counter_ = 0;
    }
    std::array<std::uint8_t, 16> out;
    const auto ms = static_cast<std::uint64_t>(ms_);
    for (std::size_t i = 0; i < 6; ++i) out[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    out[6] = static_cast<std::uint8_t>(0x70 | counter_ >> 8);
    out[7] = static_cast<std::uint8_t>(counter_);
    for (std::size_t i = 0; i < 8; ++i) out[8 + i] = random[i];
    out[8] = static_cast<std::uint8_t>((out[8] & 0x3f) | 0x80);
    return out;
}

}  // namespace kinhmoi

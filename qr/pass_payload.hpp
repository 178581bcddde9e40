// SPDX-License-Identifier: Apache-2.0
// The 77 bytes of a pass: constants, the signed part, and a strict decoder. DESIGN.md has the
// table.
#pragma once

#include <array>
#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/base/ids.hpp"

namespace kinhmoi::qr {

constexpr std::uint8_t pass_version = 1;
constexpr std::size_t pass_body_bytes = 13;
constexpr std::size_t pass_signature_bytes = 64;
constexpr std::size_t pass_code_bytes = pass_body_bytes + pass_signature_bytes;
constexpr std::uint8_t pass_flag_minor = 0x80;

/// A whole pass: the body, then the signature.
using PassCode = std::array<std::uint8_t, pass_code_bytes>;
/// The signed part as it stands in the code.
using PassBody = std::array<std::uint8_t, pass_body_bytes>;

/// What reading a code can end in, in the order in which it is found. The vectors use these names.
enum class PassOutcome {
    bad_length,       ///< not exactly 187 digits
    bad_digit,        ///< a character that is not 0-9
    group_overflow,   ///< a group of 17 digits is 2^56 or more
    bad_version,      ///< made by a later program, or not by us
    bad_issue,        ///< issue 0
    bad_flags,        ///< a flag this version does not know
    unknown_key,      ///< no such kid in the key ring
    bad_signature,    ///< forged, edited, or signed for another event
    compromised_key,  ///< signed by a stolen key: counts only if the snapshot has this pass and
                      ///< issue
    valid_retired,    ///< signed by a key that no longer signs: valid
    valid,
};
/// "bad_length", …
const char* outcome_name(PassOutcome outcome);

/// A T, or why there is none (never one of the two valid outcomes).
template <class T>
using PassRead = boost::system::result<T, PassOutcome>;
/// Called by PassRead::value() on a refusal nobody looked at: a bug, so it throws std::logic_error.
[[noreturn]] void throw_exception_from_error(PassOutcome outcome,
                                             const boost::source_location& where);

struct PassPayload {
    std::uint16_t kid = 0;
    PassId pass_id;
    std::uint8_t issue = 1;  ///< 1..255
    std::uint8_t flags = 0;

    bool is_minor() const { return (flags & pass_flag_minor) != 0; }
    bool operator==(const PassPayload&) const = default;
};

/// Bytes 0..12 of the code. Issue and flags must be ones that decode_pass accepts.
PassBody encode_pass_body(const PassPayload& payload);
/// What Ed25519 signs: "KINHMOI-PASS-1\0" || event_id || body.
std::vector<std::uint8_t> signing_message(const EventId& event_id, const PassBody& body);
/// The fields of a code whose signature is NOT checked here. Refuses bad_version, bad_issue,
/// bad_flags.
PassRead<PassPayload> decode_pass(const PassCode& code);

}  // namespace kinhmoi::qr

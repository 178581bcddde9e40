// SPDX-License-Identifier: Apache-2.0
// Encodes and strictly decodes the fixed bytes of a pass; ends up in the signing message.
#include "qr/pass_payload.hpp"

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kinhmoi::qr {
namespace {

// Offsets in the code; the signature follows the body.
constexpr std::size_t version_at = 0;
constexpr std::size_t kid_at = 1;
constexpr std::size_t pass_id_at = 3;
constexpr std::size_t issue_at = 11;
constexpr std::size_t flags_at = 12;

// With its final zero byte: no other message that we sign begins like this.
constexpr std::string_view signing_context("KINHMOI-PASS-1\0", 15);

}  // namespace

const char* outcome_name(PassOutcome outcome) {
    switch (outcome) {
        case PassOutcome::bad_length:
            return "bad_length";
        case PassOutcome::bad_digit:
            return "bad_digit";
        case PassOutcome::group_overflow:
            return "group_overflow";
        case PassOutcome::bad_version:
            return "bad_version";
        case PassOutcome::bad_issue:
            return "bad_issue";
        case PassOutcome::bad_flags:
            return "bad_flags";
        case PassOutcome::unknown_key:
            return "unknown_key";
        case PassOutcome::bad_signature:
            return "bad_signature";
        case PassOutcome::compromised_key:
            return "compromised_key";
        case PassOutcome::valid_retired:
            return "valid_retired";
        case PassOutcome::valid:
            return "valid";
    }
    return "";
}

void throw_exception_from_error(PassOutcome outcome, const boost::source_location& where) {
    throw std::logic_error(std::string("refusal not looked at: ") + outcome_name(outcome) + " at " +
                           where.to_string());
}

PassBody encode_pass_body(const PassPayload& payload) {
    assert(payload.issue >= 1);
    assert((payload.flags & ~pass_flag_minor) == 0);
    PassBody body{};
    body[version_at] = pass_version;
    body[kid_at] = static_cast<std::uint8_t>(payload.kid >> 8);
    body[kid_at + 1] = static_cast<std::uint8_t>(payload.kid & 0xff);
    std::ranges::copy(payload.pass_id.bytes, body.begin() + pass_id_at);
    body[issue_at] = payload.issue;
    body[flags_at] = payload.flags;
    return body;
}

std::vector<std::uint8_t> signing_message(const EventId& event_id, const PassBody& body) {
    std::vector<std::uint8_t> message;
    message.reserve(signing_context.size() + event_id.bytes.size() + body.size());
    message.insert(message.end(), signing_context.begin(), signing_context.end());
    message.insert(message.end(), event_id.bytes.begin(), event_id.bytes.end());
    message.insert(message.end(), body.begin(), body.end());
    return message;
}

PassRead<PassPayload> decode_pass(const PassCode& code) {
    if (code[version_at] != pass_version) return PassOutcome::bad_version;
    if (code[issue_at] == 0) return PassOutcome::bad_issue;
    if ((code[flags_at] & ~pass_flag_minor) != 0) return PassOutcome::bad_flags;
    PassPayload payload;
    payload.kid = static_cast<std::uint16_t>(code[kid_at] << 8 | code[kid_at + 1]);
    std::copy_n(code.begin() + pass_id_at, PassId::size, payload.pass_id.bytes.begin());
    payload.issue = code[issue_at];
    payload.flags = code[flags_at];
    return payload;
}

}  // namespace kinhmoi::qr

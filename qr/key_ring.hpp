// SPDX-License-Identifier: Apache-2.0
// The keys of all events: lookup by kid, judging a code, and private keys sealed under a master
// key.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "qr/pass_payload.hpp"
#include "qr/signature.hpp"

namespace kinhmoi::qr {

enum class KeyState {
    active,       ///< signs and verifies
    retired,      ///< signs no more; what it signed stays valid
    compromised,  ///< what it signed counts only if the snapshot knows it
};
/// "active", … and back.
const char* key_state_name(KeyState state);
std::optional<KeyState> parse_key_state(std::string_view name);

struct KeyRecord {
    std::uint16_t kid = 0;  ///< one event and one public key; never reused
    EventId event_id;
    PublicKey public_key{};
    KeyState state = KeyState::active;
};

class KeyRing {
public:
    /// In any order; a kid may stand there once.
    explicit KeyRing(std::vector<KeyRecord> records);
    /// Null when there is no such key. Points into the ring.
    const KeyRecord* find(std::uint16_t kid) const;

private:
    std::vector<KeyRecord> records_;  // by kid
};

struct PassJudgement {
    PassOutcome outcome = PassOutcome::bad_length;
    /// All-default unless the signature was good: never act on the fields of an unsigned code.
    PassPayload payload;
    EventId event_id;

    /// Signed by us: valid, valid_retired or compromised_key.
    bool is_signed() const;
};

/// Decode, version, kid known, signature, key state: in that order, without any database.
PassJudgement judge_pass(const PassCode& code, const KeyRing& keys);
/// The same from exactly 187 digits; see find_pass_digits for text as scanned.
PassJudgement judge_digits(std::string_view digits, const KeyRing& keys);

}  // namespace kinhmoi::qr

// SPDX-License-Identifier: Apache-2.0
// Lookup by kid and the order in which a code is judged.
#include "qr/key_ring.hpp"

#include <algorithm>
#include <cassert>

#include "qr/pass_digits.hpp"

namespace kinhmoi::qr {
namespace {

PassOutcome outcome_of(KeyState state) {
    switch (state) {
        case KeyState::active:
            return PassOutcome::valid;
        case KeyState::retired:
            return PassOutcome::valid_retired;
        case KeyState::compromised:
            break;
    }
    return PassOutcome::compromised_key;
}

PassJudgement refused(PassOutcome outcome) {
    return {outcome, {}, {}};
}

}  // namespace

const char* key_state_name(KeyState state) {
    switch (state) {
        case KeyState::active:
            return "active";
        case KeyState::retired:
            return "retired";
        case KeyState::compromised:
            return "compromised";
    }
    return "";
}

std::optional<KeyState> parse_key_state(std::string_view name) {
    for (const KeyState state : {KeyState::active, KeyState::retired, KeyState::compromised})
        if (name == key_state_name(state)) return state;
    return std::nullopt;
}

KeyRing::KeyRing(std::vector<KeyRecord> records) : records_(std::move(records)) {
    std::ranges::sort(records_, {}, &KeyRecord::kid);
    assert(std::ranges::adjacent_find(records_, {}, &KeyRecord::kid) == records_.end());
}

const KeyRecord* KeyRing::find(std::uint16_t kid) const {
    const auto at = std::ranges::lower_bound(records_, kid, {}, &KeyRecord::kid);
    return at != records_.end() && at->kid == kid ? &*at : nullptr;
}

bool PassJudgement::is_signed() const {
    return outcome == PassOutcome::valid || outcome == PassOutcome::valid_retired ||
           outcome == PassOutcome::compromised_key;
}

PassJudgement judge_pass(const PassCode& code, const KeyRing& keys) {
    const auto payload = decode_pass(code);
    if (!payload) return refused(payload.error());
    const KeyRecord* key = keys.find(payload->kid);
    if (key == nullptr) return refused(PassOutcome::unknown_key);
    if (!verify_pass(code, key->event_id, key->public_key))
        return refused(PassOutcome::bad_signature);
    return {outcome_of(key->state), *payload, key->event_id};
}

PassJudgement judge_digits(std::string_view digits, const KeyRing& keys) {
    const auto code = from_digits(digits);
    if (!code) return refused(code.error());
    return judge_pass(*code, keys);
}

}  // namespace kinhmoi::qr

// SPDX-License-Identifier: Apache-2.0
// codes.json: a key ring, and more than 1,000 codes with what judging them must give.
#include <nlohmann/json.hpp>

#include "qr/pass_digits.hpp"
#include "tests/unit/qr/samples.hpp"
#include "tests/unit/qr/vector_maker.hpp"

namespace kinhmoi::qr::vectors {
namespace {

using Json = nlohmann::ordered_json;
using samples::bytes_for;
using samples::id_for;
using samples::payload_for;

// Kids at an even number of bits from one another: a single flipped bit never names another key.
constexpr std::uint16_t kid_main = 0x0003;
constexpr std::uint16_t kid_relay = 0x0005;
constexpr std::uint16_t kid_retired = 0x0107;
constexpr std::uint16_t kid_compromised = 0xfffc;
constexpr std::uint16_t kid_unknown = 0x0009;
constexpr std::size_t signature_at = pass_body_bytes;

EventId event_main() {
    return id_for<EventId>("event main");
}
EventId event_relay() {
    return id_for<EventId>("event relay");
}

struct Key {
    std::uint16_t kid;
    EventId event_id;
    KeyState state;
    std::string label;
};
const std::vector<Key>& keys() {
    static const std::vector<Key> all = {
        {kid_main, event_main(), KeyState::active, "key main"},
        {kid_relay, event_relay(), KeyState::active, "key relay"},
        {kid_retired, event_main(), KeyState::retired, "key retired"},
        {kid_compromised, event_main(), KeyState::compromised, "key compromised"},
    };
    return all;
}

PassCode code_of(const Key& key, const PassPayload& payload) {
    return sign_pass(payload, key.event_id, samples::key_for(key.label).private_key);
}

/// Correctly signed bytes that encode_pass_body would never make.
PassCode signed_body(const Key& key, const PassBody& body) {
    const auto signature =
        sign(signing_message(key.event_id, body), samples::key_for(key.label).private_key);
    PassCode code;
    std::ranges::copy(body, code.begin());
    std::ranges::copy(signature, code.begin() + signature_at);
    return code;
}

/// Adds times * L, the order of the group, to the signature's S: the same equation holds again, so
/// only a verifier that insists on S < L refuses it.
PassCode malleated(PassCode code, int times) {
    constexpr std::array<std::uint8_t, 32> order = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                                    0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                                    0,    0,    0,    0,    0,    0,    0,    0,
                                                    0,    0,    0,    0,    0,    0,    0,    0x10};
    for (; times > 0; --times) {
        unsigned carry = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            carry += code[signature_at + 32 + i] + order[i];
            code[signature_at + 32 + i] = static_cast<std::uint8_t>(carry & 0xff);
            carry >>= 8;
        }
    }
    return code;
}

class Cases {
public:
    void add_text(const std::string& name, const std::string& digits, PassOutcome outcome) {
        lines_.push_back({{"name", name}, {"digits", digits}, {"outcome", outcome_name(outcome)}});
    }
    void add(const std::string& name, const PassCode& code, PassOutcome outcome) {
        add_text(name, to_digits(code), outcome);
    }
    void add_signed(const std::string& name, const Key& key, const PassPayload& payload,
                    PassOutcome outcome) {
        add(name, code_of(key, payload), outcome);
        lines_.back()["pass"] = {{"event_id", to_text(key.event_id)},
                                 {"kid", payload.kid},
                                 {"pass_id", to_text(payload.pass_id)},
                                 {"issue", payload.issue},
                                 {"minor", payload.is_minor()}};
    }
    const std::vector<Json>& lines() const { return lines_; }

private:
    std::vector<Json> lines_;
};

void add_signed_cases(Cases& cases) {
    constexpr std::pair<int, PassOutcome> plan[] = {{150, PassOutcome::valid},
                                                    {100, PassOutcome::valid},
                                                    {40, PassOutcome::valid_retired},
                                                    {40, PassOutcome::compromised_key}};
    for (std::size_t k = 0; k < keys().size(); ++k)
        for (int i = 0; i < plan[k].first; ++i) {
            const std::string name = keys()[k].label + " " + std::to_string(i);
            cases.add_signed(name, keys()[k], payload_for(keys()[k].kid, name), plan[k].second);
        }
    PassPayload edge{kid_main, {}, 1, 0};
    cases.add_signed("smallest fields", keys()[0], edge, PassOutcome::valid);
    edge.pass_id.bytes.fill(0xff);
    edge.issue = 255;
    edge.flags = pass_flag_minor;
    cases.add_signed("largest fields", keys()[0], edge, PassOutcome::valid);
}

PassOutcome flipped_outcome(std::size_t byte, int bit) {
    if (byte == 0) return PassOutcome::bad_version;
    if (byte <= 2) return PassOutcome::unknown_key;
    if (byte == 11 && bit == 0) return PassOutcome::bad_issue;  // the sample's issue is 1
    if (byte == 12 && bit != 7) return PassOutcome::bad_flags;
    return PassOutcome::bad_signature;
}

void add_bit_flips(Cases& cases) {
    PassPayload payload = payload_for(kid_main, "flipped");
    payload.issue = 1;
    payload.flags = 0;
    const PassCode code = code_of(keys()[0], payload);
    cases.add_signed("before the flips", keys()[0], payload, PassOutcome::valid);
    for (std::size_t byte = 0; byte < code.size(); ++byte)
        for (int bit = 0; bit < 8; ++bit) {
            PassCode flipped = code;
            flipped[byte] = static_cast<std::uint8_t>(flipped[byte] ^ (1u << bit));
            cases.add("byte " + std::to_string(byte) + " bit " + std::to_string(bit), flipped,
                      flipped_outcome(byte, bit));
        }
}

void add_forgeries(Cases& cases) {
    const Key& main_key = keys()[0];
    const auto thief = samples::key_for("thief");
    for (int i = 0; i < 40; ++i) {
        const std::string n = std::to_string(i);
        const PassPayload payload = payload_for(kid_main, "forgery " + n);
        const PassCode good = code_of(main_key, payload);
        cases.add("S plus L " + n, malleated(good, 1 + i % 3), PassOutcome::bad_signature);
        cases.add("S plus many L " + n, malleated(good, 8), PassOutcome::bad_signature);
        cases.add("signed for another event " + n,
                  sign_pass(payload, event_relay(), samples::key_for(main_key.label).private_key),
                  PassOutcome::bad_signature);
        cases.add("signed by a thief's key " + n,
                  sign_pass(payload, event_main(), thief.private_key), PassOutcome::bad_signature);
        PassPayload unknown = payload;
        unknown.kid = kid_unknown;
        cases.add("unknown kid " + n, code_of(main_key, unknown), PassOutcome::unknown_key);
        PassCode moved = good;  // the signature of another pass of the same event
        const PassCode other = code_of(main_key, payload_for(kid_main, "other " + n));
        std::copy(other.begin() + signature_at, other.end(), moved.begin() + signature_at);
        cases.add("another pass's signature " + n, moved, PassOutcome::bad_signature);
    }
    PassCode code = code_of(main_key, payload_for(kid_main, "patched"));
    std::rotate(code.begin() + signature_at, code.begin() + signature_at + 32, code.end());
    cases.add("R and S swapped", code, PassOutcome::bad_signature);
    std::fill(code.begin() + signature_at, code.end(), std::uint8_t{0});
    cases.add("signature of zeros", code, PassOutcome::bad_signature);
    code[signature_at] = 1;
    cases.add("R is the neutral point, S is 0", code, PassOutcome::bad_signature);
    std::fill(code.begin() + signature_at, code.end(), std::uint8_t{0xff});
    cases.add("signature of ones", code, PassOutcome::bad_signature);
}

/// Fields that this version does not allow, rightly signed; and which of two faults is named.
void add_field_faults(Cases& cases) {
    const Key& key = keys()[0];
    const PassBody good = encode_pass_body(payload_for(kid_main, "fields"));
    struct Fault {
        std::string name;
        std::vector<std::pair<std::size_t, int>> bytes;
        PassOutcome outcome;
    };
    std::vector<Fault> faults;
    for (const int version : {0, 2, 3, 16, 127, 128, 129, 254, 255})
        faults.push_back(
            {"version " + std::to_string(version), {{0, version}}, PassOutcome::bad_version});
    for (const int flags : {1, 2, 4, 8, 16, 32, 64, 127, 129, 192, 255})
        faults.push_back({"flags " + std::to_string(flags), {{12, flags}}, PassOutcome::bad_flags});
    faults.push_back({"issue 0", {{11, 0}}, PassOutcome::bad_issue});
    faults.push_back({"version before issue", {{0, 2}, {11, 0}}, PassOutcome::bad_version});
    faults.push_back({"issue before flags", {{11, 0}, {12, 1}}, PassOutcome::bad_issue});
    faults.push_back({"flags before kid", {{12, 1}, {1, 0x77}}, PassOutcome::bad_flags});
    faults.push_back({"kid before signature", {{1, 0x77}}, PassOutcome::unknown_key});
    for (const Fault& fault : faults) {
        PassBody body = good;
        for (const auto& [at, value] : fault.bytes) body[at] = static_cast<std::uint8_t>(value);
        cases.add(fault.name, signed_body(key, body), fault.outcome);
    }
}

/// Group 0 holds the version and the kid, group 1 the flags, the others the signature.
PassOutcome all_ones_outcome(std::size_t group) {
    if (group == 0) return PassOutcome::bad_version;
    return group == 1 ? PassOutcome::bad_flags : PassOutcome::bad_signature;
}

/// Faults of the text itself. ASCII only: a program that counts UTF-16 units must find the same.
void add_digit_faults(Cases& cases) {
    const std::string good = to_digits(code_of(keys()[0], payload_for(kid_main, "digits")));
    cases.add_text("empty", "", PassOutcome::bad_length);
    cases.add_text("one digit", "0", PassOutcome::bad_length);
    cases.add_text("one digit short", good.substr(1), PassOutcome::bad_length);
    cases.add_text("last digit lost", good.substr(0, 186), PassOutcome::bad_length);
    cases.add_text("a digit more", good + "0", PassOutcome::bad_length);
    cases.add_text("a zero before", "0" + good, PassOutcome::bad_length);
    cases.add_text("twice", good + good, PassOutcome::bad_length);
    cases.add_text("a space after", good + " ", PassOutcome::bad_length);
    for (const char c : std::string(" -+.,/:aAeEoOlIxX\t\n_"))
        for (const std::size_t at : {0, 16, 17, 93, 186}) {
            std::string digits = good;
            digits[at] = c;
            cases.add_text("character " + std::to_string(int{c}) + " at " + std::to_string(at),
                           digits, PassOutcome::bad_digit);
        }
    for (std::size_t group = 0; group < pass_groups; ++group) {
        const std::string n = std::to_string(group);
        std::string digits = good;
        const std::size_t at = group * pass_group_digits;
        digits.replace(at, pass_group_digits, "72057594037927935");
        cases.add_text("group " + n + " is 2^56 - 1", digits, all_ones_outcome(group));
        digits.replace(at, pass_group_digits, "72057594037927936");
        cases.add_text("group " + n + " is 2^56", digits, PassOutcome::group_overflow);
        digits.replace(at, pass_group_digits, "99999999999999999");
        cases.add_text("group " + n + " is all nines", digits, PassOutcome::group_overflow);
    }
    cases.add_text("digit before overflow", std::string(186, '9') + "x", PassOutcome::bad_digit);
    cases.add_text("all zeros", std::string(187, '0'), PassOutcome::bad_version);
}

}  // namespace

std::string make_codes() {
    Cases cases;
    add_signed_cases(cases);
    add_bit_flips(cases);
    add_forgeries(cases);
    add_field_faults(cases);
    add_digit_faults(cases);
    std::vector<Json> key_lines;
    for (const Key& key : keys())
        key_lines.push_back({{"kid", key.kid},
                             {"event_id", to_text(key.event_id)},
                             {"public_key", to_hex(samples::key_for(key.label).public_key)},
                             {"state", key_state_name(key.state)}});
    return "{\n\"keys\": " + lines_of(key_lines) + ",\n\"cases\": " + lines_of(cases.lines()) +
           "\n}\n";
}

}  // namespace kinhmoi::qr::vectors

// SPDX-License-Identifier: Apache-2.0
// The keys of all events: lookup by kid, judging a code, and private keys sealed under a master
// key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "qr/pass_payload.hpp"
#include "qr/secure_bytes.hpp"
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

/// nonce(24) || MAC(16) || the private key's 64 bytes, encrypted with XSalsa20-Poly1305.
constexpr std::size_t sealed_key_bytes = 24 + 16 + PrivateKey::size;
/// Safe to store. A fresh random nonce each time.
std::vector<std::uint8_t> seal_private_key(const PrivateKey& key, const MasterKey& master);
/// Refuses bytes sealed under another master key or changed since, and a key that is not the
/// private half of public_key (a row moved to another kid).
Result<PrivateKey> open_private_key(std::span<const std::uint8_t> sealed, const MasterKey& master,
                                    const PublicKey& public_key);

/// 32 raw bytes, or 64 hexadecimal digits and at most one line end. The file must be a regular one
/// with mode 0600 or 0400 (see key_file_is_private); every failure says which file and what to do.
Result<MasterKey> load_master_key(const std::filesystem::path& file);
/// True when nobody but the owner and root can read the file. 0440 of root:root is what systemd
/// shows for a credential that it opens to the service's user by an access list.
bool key_file_is_private(unsigned mode, unsigned owner, unsigned group);

}  // namespace kinhmoi::qr

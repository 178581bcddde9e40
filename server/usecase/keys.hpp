// SPDX-License-Identifier: Apache-2.0
// The signing keys of an event: one signs, older ones stay valid, a stolen one counts only for
// passes the doors have in their list.
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secure_bytes.hpp"
#include "server/store/rows/key_rows.hpp"

namespace kinhmoi::usecase {

struct KeyView {
    std::uint16_t kid = 0;
    qr::PublicKey public_key{};
    qr::KeyState state = qr::KeyState::active;
    Instant created_at;
    Instant changed_at;
};

/// Newest first. Failure not_found for an event out of scope.
Result<std::vector<KeyView>> list_keys(store::ReadTx& tx, const Actor& actor, const EventId& event);

/// The key that signs now, opened; made when the event has none yet.
struct OpenKey {
    std::uint16_t kid = 0;
    qr::PrivateKey private_key;
};
Result<OpenKey> open_signing_key(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                 const qr::MasterKey& master_key);

/// A new key signs from now on; the old one retires and stays valid.
Result<KeyView> rotate_key(store::WriteTx& tx, const Actor& actor, const EventId& event,
                           const qr::MasterKey& master_key);
/// The key was stolen: what it signed counts only where a door knows that pass and issue. An active
/// key is replaced at the same time. Issue the passes anew afterwards.
Result<KeyView> mark_key_compromised(store::WriteTx& tx, const Actor& actor, std::uint16_t kid,
                                     const qr::MasterKey& master_key);

}  // namespace kinhmoi::usecase

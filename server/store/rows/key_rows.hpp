// SPDX-License-Identifier: Apache-2.0
// Signing keys. A kid belongs to one event and one public key, and is never used again.
#pragma once

#include <optional>
#include <vector>

#include "common/base/ids.hpp"
#include "qr/key_ring.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct SigningKey {
    qr::KeyRecord record;                  ///< kid, event, public key, state
    std::vector<std::uint8_t> sealed_key;  ///< see qr/key_seal.hpp
    Instant created_at;
    Instant changed_at;
};

/// One above the highest ever given; 65,535 is the last.
std::uint16_t next_kid(ReadTx& tx);
void insert_key(WriteTx& tx, const SigningKey& key);
void set_key_state(WriteTx& tx, std::uint16_t kid, qr::KeyState state);
std::optional<SigningKey> load_key(ReadTx& tx, std::uint16_t kid);
/// Newest first.
std::vector<SigningKey> keys_of_event(ReadTx& tx, const EventId& event);
/// The newest active key.
std::optional<SigningKey> active_key(ReadTx& tx, const EventId& event);
/// Public halves of every event: what judges a code before any other look-up.
std::vector<qr::KeyRecord> all_key_records(ReadTx& tx);

}  // namespace kinhmoi::store

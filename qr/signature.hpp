// SPDX-License-Identifier: Apache-2.0
// Ed25519 over passes, through libsodium: make keys, sign, verify.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "qr/pass_payload.hpp"
#include "qr/secure_bytes.hpp"

namespace kinhmoi::qr {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, pass_signature_bytes>;

struct KeyPair {
    PublicKey public_key{};
    PrivateKey private_key;
};

/// The one key pair of a seed. The caller draws the seed (random_bytes) and wipes it.
KeyPair make_key_pair(std::span<const std::uint8_t, 32> seed);
/// The public half that a private key carries.
PublicKey public_key_of(const PrivateKey& key);

Signature sign(std::span<const std::uint8_t> message, const PrivateKey& key);
/// Refuses malleated (S + L) signatures and small-order points too.
bool verify(const Signature& signature, std::span<const std::uint8_t> message,
            const PublicKey& key);

/// The finished code. Deterministic: the same payload, event and key give the same bytes.
PassCode sign_pass(const PassPayload& payload, const EventId& event_id, const PrivateKey& key);
bool verify_pass(const PassCode& code, const EventId& event_id, const PublicKey& key);

/// Takes the same time wherever two texts of one length differ. False when the lengths differ.
bool constant_time_equal(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

}  // namespace kinhmoi::qr

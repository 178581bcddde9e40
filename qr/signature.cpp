// SPDX-License-Identifier: Apache-2.0
// Ed25519 of libsodium, applied to the body of a pass.
#include "qr/signature.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace kinhmoi::qr {

static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_PUBLICKEYBYTES == sizeof(PublicKey));
static_assert(crypto_sign_SECRETKEYBYTES == PrivateKey::size);
static_assert(crypto_sign_BYTES == pass_signature_bytes);

KeyPair make_key_pair(std::span<const std::uint8_t, 32> seed) {
    KeyPair pair;
    if (crypto_sign_seed_keypair(pair.public_key.data(), pair.private_key.fill().data(),
                                 seed.data()) != 0)
        throw std::runtime_error("libsodium cannot make a key pair");
    return pair;
}

PublicKey public_key_of(const PrivateKey& key) {
    PublicKey out;
    std::ranges::copy(key.view().last<sizeof(PublicKey)>(), out.begin());
    return out;
}

Signature sign(std::span<const std::uint8_t> message, const PrivateKey& key) {
    Signature out;
    if (crypto_sign_detached(out.data(), nullptr, message.data(), message.size(),
                             key.view().data()) != 0)
        throw std::runtime_error("libsodium cannot sign");
    return out;
}

bool verify(const Signature& signature, std::span<const std::uint8_t> message,
            const PublicKey& key) {
    sodium_ready();
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                       key.data()) == 0;
}

PassCode sign_pass(const PassPayload& payload, const EventId& event_id, const PrivateKey& key) {
    const PassBody body = encode_pass_body(payload);
    const Signature signature = sign(signing_message(event_id, body), key);
    PassCode code;
    std::ranges::copy(body, code.begin());
    std::ranges::copy(signature, code.begin() + pass_body_bytes);
    return code;
}

bool verify_pass(const PassCode& code, const EventId& event_id, const PublicKey& key) {
    PassBody body;
    Signature signature;
    std::copy_n(code.begin(), body.size(), body.begin());
    std::copy_n(code.begin() + pass_body_bytes, signature.size(), signature.begin());
    return verify(signature, signing_message(event_id, body), key);
}

bool constant_time_equal(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace kinhmoi::qr

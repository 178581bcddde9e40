// SPDX-License-Identifier: Apache-2.0
// N secret bytes in libsodium's guarded memory: cannot be copied, wiped when destroyed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace kinhmoi::qr {

/// Makes libsodium usable; cheap after the first call, safe from any thread. Throws on failure.
void sodium_ready();

struct GuardedDelete {
    void operator()(std::uint8_t* bytes) const;
};
using GuardedBytes = std::unique_ptr<std::uint8_t[], GuardedDelete>;
/// size zero bytes. Throws std::bad_alloc.
GuardedBytes guarded_bytes(std::size_t size);

/// Tag keeps one kind of key from another. A moved-from object may only be destroyed or assigned.
template <class Tag, std::size_t N>
class SecureBytes {
public:
    static constexpr std::size_t size = N;

    SecureBytes() : bytes_(guarded_bytes(N)) {}
    std::span<const std::uint8_t, N> view() const {
        return std::span<const std::uint8_t, N>(bytes_.get(), N);
    }
    std::span<std::uint8_t, N> fill() { return std::span<std::uint8_t, N>(bytes_.get(), N); }

private:
    GuardedBytes bytes_;
};

/// Seals the private keys. Comes from a file or a systemd credential, never from the database.
using MasterKey = SecureBytes<struct MasterKeyTag, 32>;
/// Ed25519: the seed, then the public key.
using PrivateKey = SecureBytes<struct PrivateKeyTag, 64>;

}  // namespace kinhmoi::qr

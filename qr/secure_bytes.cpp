// SPDX-License-Identifier: Apache-2.0
// Guarded memory of libsodium (sodium_malloc).
#include "qr/secure_bytes.hpp"

#include <sodium.h>

#include <cstring>
#include <new>
#include <stdexcept>

namespace kinhmoi::qr {

void sodium_ready() {
    static const bool is_ready = sodium_init() >= 0;
    if (!is_ready) throw std::runtime_error("libsodium cannot start");
}

void GuardedDelete::operator()(std::uint8_t* bytes) const {
    sodium_free(bytes);
}

GuardedBytes guarded_bytes(std::size_t size) {
    sodium_ready();
    auto* bytes = static_cast<std::uint8_t*>(sodium_malloc(size));
    if (bytes == nullptr) throw std::bad_alloc();
    std::memset(bytes, 0, size);
    return GuardedBytes(bytes);
}

}  // namespace kinhmoi::qr

// SPDX-License-Identifier: Apache-2.0
// Private keys sealed under a master key (crypto_secretbox), and the master key's file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "common/base/result.hpp"
#include "qr/secure_bytes.hpp"
#include "qr/signature.hpp"

namespace kinhmoi::qr {

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

// SPDX-License-Identifier: Apache-2.0
// The secret an account shares with an authenticator app: its codes, its text forms, and how it is
// sealed under the master key.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "qr/secrets.hpp"
#include "qr/secure_bytes.hpp"

namespace kinhmoi::qr {

/// As long as the HMAC's output (RFC 4226 asks for that).
using TotpSecret = SecureBytes<struct TotpSecretTag, 20>;

/// The six digits of a step of time (RFC 6238 with SHA-1, which is what the apps know).
std::uint32_t totp_code(const TotpSecret& secret, std::int64_t step);

/// "JBSW Y3DP …": RFC 4648 base32 in groups of four, to be typed into an app.
Secret totp_secret_text(const TotpSecret& secret);
/// What the app reads from the QR: "otpauth://totp/Kinh%20moi:van-phong?secret=…&issuer=…".
/// username: of the account, so of harmless characters; issuer: the server's name.
Secret totp_uri(const TotpSecret& secret, std::string_view username, std::string_view issuer);

/// nonce(24) || MAC(16) || the secret and its account, encrypted with XSalsa20-Poly1305.
constexpr std::size_t sealed_totp_bytes = 24 + 16 + TotpSecret::size + AccountId::size;
std::vector<std::uint8_t> seal_totp_secret(const TotpSecret& secret, const AccountId& account,
                                           const MasterKey& master);
/// Refuses bytes sealed under another master key, changed since, or moved from another account.
Result<TotpSecret> open_totp_secret(std::span<const std::uint8_t> sealed, const AccountId& account,
                                    const MasterKey& master);

}  // namespace kinhmoi::qr

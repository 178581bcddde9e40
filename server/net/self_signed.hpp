// SPDX-License-Identifier: Apache-2.0
// A certificate for trying things out on this machine: the browser will warn once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kinhmoi::net {

/// Writes an ECDSA P-256 key (mode 0600) and a certificate for names (DNS names or IPv4 addresses),
/// valid from one day ago for 825 days. Throws std::runtime_error when OpenSSL or the disk refuses.
void make_self_signed(const std::filesystem::path& certificate_file,
                      const std::filesystem::path& key_file, const std::vector<std::string>& names);

}  // namespace kinhmoi::net

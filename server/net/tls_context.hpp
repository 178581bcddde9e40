// SPDX-License-Identifier: Apache-2.0
// The server side of TLS: which protocol, which ciphers, whose certificate.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace kinhmoi::net {

/// TLS 1.2 and 1.3, ECDHE with AEAD only, no renegotiation, compression or early data. Throws
/// std::runtime_error that names the file when one is unreadable or key and certificate do not
/// match.
std::shared_ptr<boost::asio::ssl::context> make_tls_context(const std::string& certificate_file,
                                                            const std::string& key_file);

}  // namespace kinhmoi::net

// SPDX-License-Identifier: Apache-2.0
// OpenSSL's settings, each once.
#include "server/net/tls_context.hpp"

#include <openssl/ssl.h>

#include <stdexcept>

namespace kinhmoi::net {
namespace {

constexpr const char* tls12_ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* tls13_ciphers =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr unsigned char session_id_context[] = "kinhmoi";

void require(bool good, const std::string& what) {
    if (!good) throw std::runtime_error("TLS: " + what);
}

}  // namespace

std::shared_ptr<boost::asio::ssl::context> make_tls_context(const std::string& certificate_file,
                                                            const std::string& key_file) {
    namespace ssl = boost::asio::ssl;
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX* const native = context->native_handle();
    require(SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1, "minimum version");
    SSL_CTX_set_options(
        native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    require(SSL_CTX_set_max_early_data(native, 0) == 1, "early data");
    require(SSL_CTX_set_cipher_list(native, tls12_ciphers) == 1, "TLS 1.2 ciphers");
    require(SSL_CTX_set_ciphersuites(native, tls13_ciphers) == 1, "TLS 1.3 ciphers");
    require(SSL_CTX_set1_groups_list(native, "X25519:P-256") == 1, "groups");
    require(SSL_CTX_set_session_id_context(native, session_id_context,
                                           sizeof session_id_context - 1) == 1,
            "session id context");

    boost::system::error_code error;
    context->use_certificate_chain_file(certificate_file, error);
    require(!error, "certificate " + certificate_file + ": " + error.message());
    context->use_private_key_file(key_file, ssl::context::pem, error);
    require(!error, "key " + key_file + ": " + error.message());
    require(SSL_CTX_check_private_key(native) == 1,
            "key " + key_file + " does not belong to certificate " + certificate_file);
    return context;
}

}  // namespace kinhmoi::net

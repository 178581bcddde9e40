// SPDX-License-Identifier: Apache-2.0
#include "server/net/self_signed.hpp"

#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>

namespace kinhmoi::net {
namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* what) const {
        Free(what);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;

void require(bool good, const char* what) {
    if (!good) throw std::runtime_error(std::string("self-signed certificate: ") + what);
}

bool is_ipv4(const std::string& name) {
    return name.find_first_not_of("0123456789.") == std::string::npos;
}

void add_extension(X509* certificate, int nid, const std::string& value) {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str()));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}

Certificate certify(EVP_PKEY* key, const std::vector<std::string>& names) {
    Certificate certificate(X509_new());
    require(certificate != nullptr, "memory");
    X509_set_version(certificate.get(), 2);
    std::uint64_t serial = 0;
    require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "random");
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1);
    constexpr long day = 24 * 3600;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 824 * day);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(names.front().c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    std::string alternatives;
    for (const std::string& name : names) {
        alternatives += alternatives.empty() ? "" : ",";
        alternatives += (is_ipv4(name) ? "IP:" : "DNS:") + name;
    }
    add_extension(certificate.get(), NID_subject_alt_name, alternatives);
    add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
    require(X509_sign(certificate.get(), key, EVP_sha256()) != 0, "signature");
    return certificate;
}

Bio create_file(const std::filesystem::path& path, mode_t mode) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    require(file >= 0, path.c_str());
    FILE* stream = ::fdopen(file, "w");
    require(stream != nullptr, path.c_str());
    return Bio(BIO_new_fp(stream, BIO_CLOSE));
}

}  // namespace

void make_self_signed(const std::filesystem::path& certificate_file,
                      const std::filesystem::path& key_file,
                      const std::vector<std::string>& names) {
    const Key key(EVP_EC_gen("P-256"));
    require(key != nullptr, "key");
    const Certificate certificate = certify(key.get(), names);
    const Bio key_out = create_file(key_file, 0600);
    require(PEM_write_bio_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                     nullptr) == 1,
            key_file.c_str());
    const Bio certificate_out = create_file(certificate_file, 0644);
    require(PEM_write_bio_X509(certificate_out.get(), certificate.get()) == 1,
            certificate_file.c_str());
}

}  // namespace kinhmoi::net

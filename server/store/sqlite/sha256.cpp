// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/sha256.hpp"

#include <sodium.h>

#include <array>
#include <fstream>

#include "common/base/ids.hpp"
#include "server/store/driver.hpp"

namespace kinhmoi::store::sqlite {
namespace {

std::string finish(crypto_hash_sha256_state& state) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256_final(&state, digest.data());
    return to_hex(digest);
}

void update(crypto_hash_sha256_state& state, const char* data, std::size_t size) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(data), size);
}

}  // namespace

std::string sha256_hex(std::string_view text) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    update(state, text.data(), text.size());
    return finish(state);
}

std::string sha256_hex_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> block(256 * 1024);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
        update(state, block.data(), static_cast<std::size_t>(in.gcount()));
    if (!in.eof()) throw StoreError(Fault::io, "cannot read " + file.string());
    return finish(state);
}

}  // namespace kinhmoi::store::sqlite

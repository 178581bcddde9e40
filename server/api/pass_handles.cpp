// SPDX-License-Identifier: Apache-2.0
#include "server/api/pass_handles.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "qr/secrets.hpp"

namespace kinhmoi::api {
namespace {

// pass id (8), issue (1), kid (2), end of life in milliseconds (8); big-endian.
constexpr std::size_t note_bytes = 19;
constexpr std::size_t nonce_bytes = crypto_secretbox_NONCEBYTES;
constexpr std::size_t handle_bytes = nonce_bytes + crypto_secretbox_MACBYTES + note_bytes;
static_assert(qr::SecureBytes<struct PassHandleTag, 32>::size == crypto_secretbox_KEYBYTES);

using Note = std::array<std::uint8_t, note_bytes>;
using Handle = std::array<std::uint8_t, handle_bytes>;

Note note_of(const usecase::PresentedPass& pass, Instant ends_at) {
    Note note{};
    std::copy(pass.id.bytes.begin(), pass.id.bytes.end(), note.begin());
    note[8] = pass.issue;
    note[9] = static_cast<std::uint8_t>(pass.kid >> 8);
    note[10] = static_cast<std::uint8_t>(pass.kid);
    for (std::size_t i = 0; i < 8; ++i)
        note[11 + i] = static_cast<std::uint8_t>(ends_at.ms >> (8 * (7 - i)));
    return note;
}

usecase::PresentedPass pass_in(const Note& note) {
    usecase::PresentedPass pass;
    std::copy(note.begin(), note.begin() + 8, pass.id.bytes.begin());
    pass.issue = note[8];
    pass.kid = static_cast<std::uint16_t>(note[9] << 8 | note[10]);
    return pass;
}

Instant end_in(const Note& note) {
    std::uint64_t ms = 0;
    for (std::size_t i = 0; i < 8; ++i) ms = ms << 8 | note[11 + i];
    return {static_cast<std::int64_t>(ms)};
}

}  // namespace

PassHandles::PassHandles() {
    qr::random_bytes(key_.fill());
}

std::string PassHandles::seal(const usecase::PresentedPass& pass, Instant now) const {
    const Note note = note_of(pass, now + pass_handle_life_ms);
    Handle handle;
    qr::random_bytes(std::span(handle).first(nonce_bytes));
    crypto_secretbox_easy(handle.data() + nonce_bytes, note.data(), note.size(), handle.data(),
                          key_.view().data());
    return to_hex(handle);
}

std::optional<usecase::PresentedPass> PassHandles::open(std::string_view text, Instant now) const {
    Handle handle;
    if (!from_hex(text, handle)) return std::nullopt;
    Note note;
    if (crypto_secretbox_open_easy(note.data(), handle.data() + nonce_bytes,
                                   handle.size() - nonce_bytes, handle.data(),
                                   key_.view().data()) != 0)
        return std::nullopt;
    if (now >= end_in(note)) return std::nullopt;
    return pass_in(note);
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// What the tests of qr/ share: fixed "random" bytes, keys and ids, all from a label.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "qr/key_ring.hpp"
#include "qr/secrets.hpp"
#include "qr/signature.hpp"

namespace kinhmoi::qr::samples {

/// The same 32 bytes for the same label, for ever.
inline std::array<std::uint8_t, 32> bytes_for(const std::string& label) {
    return sha256({reinterpret_cast<const std::uint8_t*>(label.data()), label.size()});
}

template <class IdType>
IdType id_for(const std::string& label) {
    IdType id;
    std::ranges::copy_n(bytes_for(label).begin(), IdType::size, id.bytes.begin());
    return id;
}

inline KeyPair key_for(const std::string& label) {
    return make_key_pair(bytes_for(label));
}

inline PassPayload payload_for(std::uint16_t kid, const std::string& label) {
    const auto bytes = bytes_for(label);
    PassPayload payload{kid, id_for<PassId>("pass " + label), 1, 0};
    payload.issue = static_cast<std::uint8_t>(1 + bytes[0] % 255);
    payload.flags = bytes[1] % 4 == 0 ? pass_flag_minor : 0;
    return payload;
}

}  // namespace kinhmoi::qr::samples

// SPDX-License-Identifier: Apache-2.0
#include "server/api/entity_tag.hpp"

#include <string_view>

#include "qr/secrets.hpp"

namespace kinhmoi::api {
namespace {

constexpr std::size_t tag_bytes =
    16;  ///< of the hash; two states of one thing never meet in 128 bits

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

Json tagged(Json representation) {
    const std::string text = dump(representation);
    const auto hash = qr::sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    representation["etag"] = to_hex(std::span(hash).first(tag_bytes));
    return representation;
}

bool if_match(const std::string& field, const std::string& etag) {
    std::string_view rest = field;
    const std::string quoted = '"' + etag + '"';
    while (true) {
        const std::size_t comma = rest.find(',');
        const std::string_view one = trimmed(rest.substr(0, comma));
        if (one == "*" || one == quoted) return true;
        if (comma == std::string_view::npos) return false;
        rest.remove_prefix(comma + 1);
    }
}

}  // namespace kinhmoi::api

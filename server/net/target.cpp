// SPDX-License-Identifier: Apache-2.0
// Percent-decoding and the path rules.
#include "server/net/target.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "server/net/ascii.hpp"

namespace kinhmoi::net {
namespace {

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The byte that text[i..i+2] ("%41") stands for, or -1.
int escaped_byte(std::string_view text, std::size_t i) {
    if (i + 2 >= text.size()) return -1;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

/// UTF-8, with the common case first.
bool is_text(std::string_view text) {
    return is_ascii(text) || is_valid_utf8(text);
}

bool has_dot_segment(std::string_view path) {
    for (auto dot = path.find("/."); dot != path.npos; dot = path.find("/.", dot + 1)) {
        auto rest = path.substr(dot + 2);
        if (rest.starts_with('.')) rest.remove_prefix(1);
        if (rest.empty() || rest.front() == '/') return true;
    }
    return false;
}

bool decode_path(std::string_view raw, std::string& path) {
    path.clear();
    path.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '\\') return false;
        if (raw[i] != '%') {
            path += raw[i];
            continue;
        }
        const int byte = escaped_byte(raw, i);
        if (byte < 0x20 || byte == 0x7f || byte == '/' || byte == '\\') return false;
        path += static_cast<char>(byte);
        i += 2;
    }
    return !has_dot_segment(path) && is_text(path);
}

bool decode_value(std::string_view raw, std::string& value) {
    value.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '+') value += ' ';
        else if (raw[i] != '%') value += raw[i];
        else {
            const int byte = escaped_byte(raw, i);
            if (byte <= 0) return false;
            value += static_cast<char>(byte);
            i += 2;
        }
    }
    return is_text(value);
}

bool decode_query(std::string_view raw, std::vector<std::pair<std::string, std::string>>& query) {
    while (!raw.empty()) {
        const auto piece = raw.substr(0, raw.find('&'));
        raw.remove_prefix(std::min(piece.size() + 1, raw.size()));
        if (piece.empty()) continue;
        const auto equals = std::min(piece.find('='), piece.size());
        auto& [name, value] = query.emplace_back();
        if (!decode_value(piece.substr(0, equals), name)) return false;
        if (equals < piece.size() && !decode_value(piece.substr(equals + 1), value)) return false;
    }
    return true;
}

}  // namespace

bool parse_target(std::string_view target, std::string& path,
                  std::vector<std::pair<std::string, std::string>>& query) {
    query.clear();
    if (!target.starts_with('/')) return false;
    const auto is_plain = [](char c) { return c > 0x20 && c < 0x7f && c != '#'; };
    if (!std::all_of(target.begin(), target.end(), is_plain)) return false;
    const auto mark = std::min(target.find('?'), target.size());
    if (!decode_path(target.substr(0, mark), path)) return false;
    return mark == target.size() || decode_query(target.substr(mark + 1), query);
}

}  // namespace kinhmoi::net

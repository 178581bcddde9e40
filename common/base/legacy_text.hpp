// SPDX-License-Identifier: Apache-2.0
// Vietnamese encodings from before Unicode: TCVN3 (ABC fonts), VNI, Windows-1258. They arrive as
// bytes of old files, and as mojibake (their bytes read as Western letters) inside UTF-8 text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kinhmoi {

enum class TextEncoding {
    utf8,
    utf16le,
    utf16be,
    windows_1258,
    windows_1252,
    tcvn3,
    vni,
};
/// "utf-8", "windows-1258", "tcvn3", …
std::string_view encoding_name(TextEncoding encoding);
std::optional<TextEncoding> parse_encoding(std::string_view name);

/// Bytes of an 8-bit encoding as NFC UTF-8; bytes without a meaning are read as Windows-1252.
/// TCVN3 has no toned capitals: "Ánh" comes out as "ánh".
std::string decode_8bit(std::string_view bytes, TextEncoding encoding);
/// Which 8-bit encoding makes Vietnamese syllables out of the bytes; nothing if none does.
std::optional<TextEncoding> guess_8bit(std::string_view bytes);

/// UTF-8 text as the Windows-1252 bytes that would show it; nothing if some letter has none.
std::optional<std::string> as_windows_1252(std::string_view text);
/// If the cells of a row, taken together, are mojibake: decodes them in place and says of what.
/// Cells that read better as they are stay.
std::optional<TextEncoding> repair_mojibake(std::vector<std::string>& cells);

/// True when letters were replaced by "?" or U+FFFD in a good part of the words: such a text
/// cannot be recovered.
bool looks_lossy(std::string_view text);
/// True when text has a "?" beside a letter inside a word, or a U+FFFD.
bool has_lost_letter(std::string_view text);

}  // namespace kinhmoi

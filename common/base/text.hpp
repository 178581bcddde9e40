// SPDX-License-Identifier: Apache-2.0
// Vietnamese text: cleaning on the way in, and the keys that compare, search and sort it.
// All text is UTF-8. Except for is_valid_utf8, bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kinhmoi {

bool is_valid_utf8(std::string_view bytes);
/// Code points, not bytes.
std::size_t text_length(std::string_view text);

/// Unicode normalization form C and nothing else: spaces and confusable letters stay.
std::string nfc(std::string_view text);
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);

/// Text as we keep it, and what had to be done to it.
struct CleanText {
    std::string text;
    bool composed = false;           ///< was not in form C
    bool invisible_removed = false;  ///< zero-width, bidi control, soft hyphen, control character
    bool spaces_collapsed = false;   ///< outer or repeated spaces
    bool lines_joined = false;       ///< line breaks became spaces
    bool eth_fixed = false;          ///< Ð ð (Icelandic eth) became Đ đ
};
/// One line: form C, no invisible or control characters, every kind of space one plain space.
/// Never changes the case or the place of a tone.
CleanText clean_text(std::string_view text);
/// The same, keeping line breaks (as "\n") and tabs (as a space): for long free text.
CleanText clean_multiline(std::string_view text);
/// clean_text(text).text
std::string clean(std::string_view text);

/// The tone of a final oa, oe, uy on its second vowel (hòa -> hoà, thúy -> thuý); qu+y is left
/// alone. For comparison only: what a person typed is what we show.
std::string canonical_tone_placement(std::string_view text);

/// For search: no accents, đ = d, lower case, single spaces. "Đặng  Thử Ánh" -> "dang thu anh".
std::string search_key(std::string_view text);
/// For "is it the same name": lower case, single spaces, canonical tone placement; tones stay.
std::string identity_key(std::string_view text);
/// For names of agencies, schools, headings: identity_key without spaces and punctuation.
std::string agency_key(std::string_view text);
/// Bytes whose memcmp order is the order of Vietnamese names: by given name (the last word), then
/// by the rest, ICU locale vi, letters then tones; case and tone placement do not matter.
/// Keys of one ICU version compare only with keys of the same version.
std::string given_name_sort_key(std::string_view full_name);
/// The same order for any text, from its first word (names of agencies, schools, sites).
std::string text_sort_key(std::string_view text);

enum class LetterCase { none, lower, upper, mixed };
LetterCase letter_case(std::string_view text);
/// "PHẠM GIẢ ĐỨC" -> "Phạm Giả Đức". Only for text whose case is known to be lost.
std::string name_case(std::string_view text);

/// The words of text, split at spaces.
std::vector<std::string> words_of(std::string_view text);
/// True for ASCII white space or an empty text.
bool is_blank(std::string_view text);

}  // namespace kinhmoi

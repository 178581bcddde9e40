// SPDX-License-Identifier: Apache-2.0
// Is a word spelled like a Vietnamese syllable? How legacy encodings are told apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kinhmoi {

/// Onset, rhyme and tone fit together; case and the place of the tone do not matter.
bool is_vietnamese_syllable(std::string_view word);

/// The words of text that have a letter outside ASCII. A word ends at ASCII white space, digit or
/// punctuation and at a no-break space; bytes need not be UTF-8.
std::vector<std::string_view> accented_words(std::string_view text);

}  // namespace kinhmoi

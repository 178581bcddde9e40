// SPDX-License-Identifier: Apache-2.0
#include "common/domain/import_names.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "common/base/text.hpp"

namespace kinhmoi {
namespace {

// Keys as agency_key makes them: no spaces, no punctuation, tones on the second vowel.
constexpr std::array<std::string_view, 15> honorifics{"ông",  "bà",   "ôngbà", "đc",  "đồngchí",
                                                      "đchí", "anh",  "chị",   "cô",  "thầy",
                                                      "em",   "cháu", "mr",    "mrs", "ms"};
constexpr std::array<std::string_view, 36> ranks{
    "đạitướng", "thượngtướng", "trungtướng", "thiếutướng", "đạitá",      "thượngtá",
    "trungtá",  "thiếutá",     "đạiuý",      "thượnguý",   "trunguý",    "thiếuuý",
    "chuẩnuý",  "thượngsĩ",    "trungsĩ",    "hạsĩ",       "thượngsỹ",   "trungsỹ",
    "hạsỹ",     "binhnhất",    "binhnhì",    "đôđốc",      "chuẩnđôđốc", "tiếnsĩ",
    "thạcsĩ",   "tiếnsỹ",      "thạcsỹ",     "giáosư",     "phógiáosư",  "bácsĩ",
    "gs",       "pgs",         "pgsts",      "gsts",       "ts",         "ths"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& table, const std::string& key) {
    return std::find(table.begin(), table.end(), key) != table.end();
}

std::string join(const std::vector<std::string>& words, std::size_t from, std::size_t count) {
    std::string text;
    for (std::size_t i = from; i < from + count; ++i) text += (i == from ? "" : " ") + words[i];
    return text;
}

/// How many words from `at` are in the table, at most three; two words of name must remain.
template <std::size_t N>
std::size_t match(const std::array<std::string_view, N>& table,
                  const std::vector<std::string>& words, std::size_t at) {
    for (std::size_t count = 3; count >= 1; --count) {
        if (at + count + 2 > words.size()) continue;
        if (holds(table, agency_key(join(words, at, count)))) return count;
    }
    return 0;
}

std::string without_comma(std::string text) {
    while (text.ends_with(',') || text.ends_with(':')) text.pop_back();
    return text;
}

/// The case of the letters that every encoding has.
LetterCase ascii_case(std::string_view text) {
    std::string ascii;
    std::copy_if(text.begin(), text.end(), std::back_inserter(ascii),
                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return letter_case(ascii);
}

std::string capitalised(const std::string& text) {
    std::string out;
    for (const std::string& word : words_of(text)) {
        // Only the first letter changes: "McMẫu" stays.
        std::size_t first = 1;
        while (first < word.size() && (static_cast<unsigned char>(word[first]) & 0xC0) == 0x80)
            ++first;
        out += (out.empty() ? "" : " ") + upper_case(word.substr(0, first)) + word.substr(first);
    }
    return out;
}

}  // namespace

SplitName split_name(std::string_view text, bool from_tcvn3) {
    SplitName out;
    const std::vector<std::string> words = words_of(text);
    std::size_t at = 0;
    if (const std::size_t count = match(honorifics, words, at)) {
        out.honorific = without_comma(join(words, at, count));
        at += count;
    }
    const std::size_t first_rank = at;
    while (const std::size_t count = match(ranks, words, at)) at += count;
    if (at > first_rank) out.rank = without_comma(join(words, first_rank, at - first_rank));
    out.full_name = join(words, at, words.size() - at);
    const LetterCase letters = from_tcvn3 ? ascii_case(out.full_name) : letter_case(out.full_name);
    if (letters == LetterCase::upper || letters == LetterCase::lower) {
        const std::string fixed = name_case(out.full_name);
        out.case_fixed = fixed != out.full_name;
        out.full_name = fixed;
    } else if (from_tcvn3) {
        out.full_name = capitalised(out.full_name);
    }
    return out;
}

}  // namespace kinhmoi

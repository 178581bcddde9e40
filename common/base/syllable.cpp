// SPDX-License-Identifier: Apache-2.0
#include "common/base/syllable.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "common/base/text.hpp"
#include "common/base/text_icu.hpp"

namespace kinhmoi {
namespace {

constexpr std::array<std::string_view, 28> onsets{
    "",  "b",  "c",   "ch", "d", "đ",  "g",  "gh", "gi", "h", "k",  "kh", "l", "m",
    "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",  "s",  "t", "th", "tr", "v", "x"};

const std::unordered_set<std::string>& rhymes() {
    static const std::unordered_set<std::string> set = [] {
        constexpr std::string_view all =
            "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
            "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp "
            "iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc "
            "oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp "
            "ôt ơ ơi ơm ơn ơng ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc "
            "uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm "
            "ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu yn ynh yt yu";
        std::unordered_set<std::string> made;
        for (const std::string& rhyme : words_of(all)) made.insert(rhyme);
        return made;
    }();
    return set;
}

bool ends_in_stop(std::string_view rhyme) {
    return rhyme.ends_with('c') || rhyme.ends_with("ch") || rhyme.ends_with('p') ||
           rhyme.ends_with('t');
}

constexpr char16_t acute = 0x0301;
constexpr char16_t dot_below = 0x0323;

}  // namespace

bool is_vietnamese_syllable(std::string_view word) {
    const icu::UnicodeString source = normalized(to_utf16(lower_case(word)), false);
    icu::UnicodeString bare;
    char16_t tone = 0;
    for (std::int32_t i = 0; i < source.length(); ++i) {
        const char16_t c = source[i];
        const bool is_tone =
            c == 0x0300 || c == acute || c == 0x0303 || c == 0x0309 || c == dot_below;
        if (!is_tone) {
            bare.append(c);
            continue;
        }
        if (tone != 0 || i == 0) return false;
        tone = c;
    }
    const std::string letters = to_utf8(normalized(bare, true));
    return std::any_of(onsets.begin(), onsets.end(), [&](std::string_view onset) {
        if (!letters.starts_with(onset)) return false;
        const std::string rhyme = letters.substr(onset.size());
        if (rhyme.empty()) return onset == "gi";
        if (ends_in_stop(rhyme) && tone != acute && tone != dot_below) return false;
        return rhymes().contains(rhyme);
    });
}

std::vector<std::string_view> accented_words(std::string_view text) {
    std::vector<std::string_view> words;
    const auto in_word = [&](std::size_t at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x80) return true;
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t first = at;
        bool accented = false;
        while (at < text.size() && in_word(at) && text.substr(at, 2) != "\xC2\xA0") {
            accented |= static_cast<unsigned char>(text[at]) >= 0x80;
            ++at;
        }
        if (accented) words.push_back(text.substr(first, at - first));
        if (at < text.size()) at += text.substr(at, 2) == "\xC2\xA0" ? 2 : 1;
    }
    return words;
}

}  // namespace kinhmoi

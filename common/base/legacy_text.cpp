// SPDX-License-Identifier: Apache-2.0
#include "common/base/legacy_text.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/base/syllable.hpp"
#include "common/base/text.hpp"
#include "common/base/text_icu.hpp"

namespace kinhmoi {
namespace {

constexpr std::u16string_view cp1252_80_9f =
    u"\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D"
    u"\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D"
    u"\u017E\u0178";
static_assert(cp1252_80_9f.size() == 32);

/// Bytes A1..FF of TCVN3; '_' where it has no letter.
constexpr std::u16string_view tcvn3_a1_ff =
    u"ĂÂÊÔƠƯĐăâêôơưđ______àảãáạ_ằẳẵắ_______ặầẩẫấậè_ẻẽéẹềểễếệìỉ___ĩíịò_ỏõóọồổỗốộờởỡớợù_"
    u"ủũúụừửữứựỳỷỹýỵ_";
static_assert(tcvn3_a1_ff.size() == 95);

struct Substitution {
    std::uint8_t byte;
    char16_t letter;
};

/// Where Windows-1258 differs from Windows-1252: mostly tones that combine with the letter before.
constexpr std::array<Substitution, 14> cp1258_over_1252{{{0xC3, u'Ă'},
                                                         {0xCC, 0x0300},
                                                         {0xD0, u'Đ'},
                                                         {0xD2, 0x0309},
                                                         {0xD5, u'Ơ'},
                                                         {0xDD, u'Ư'},
                                                         {0xDE, 0x0303},
                                                         {0xE3, u'ă'},
                                                         {0xEC, 0x0301},
                                                         {0xF0, u'đ'},
                                                         {0xF2, 0x0323},
                                                         {0xF5, u'ơ'},
                                                         {0xFD, u'ư'},
                                                         {0xFE, u'₫'}}};

/// VNI: letters of their own, in lower case; the capital is 0x20 below.
constexpr std::array<Substitution, 9> vni_letters{{{0xF4, u'ơ'},
                                                   {0xF6, u'ư'},
                                                   {0xE6, u'ỉ'},
                                                   {0xF3, u'ĩ'},
                                                   {0xF2, u'ị'},
                                                   {0xEE, u'ỵ'},
                                                   {0xF1, u'đ'},
                                                   {0xEC, u'ì'},
                                                   {0xED, u'í'}}};

/// VNI: marks behind a letter. `bases` are the letters (lower case) that may carry the mark.
struct VniMark {
    std::uint8_t byte;
    std::u16string_view marks;
    std::u16string_view bases;
};
constexpr std::u16string_view any_vowel = u"aeouyơư";
constexpr std::array<VniMark, 17> vni_marks{{{0xF8, u"\u0300", any_vowel},
                                             {0xFB, u"\u0309", any_vowel},
                                             {0xF5, u"\u0303", any_vowel},
                                             {0xF9, u"\u0301", any_vowel},
                                             {0xEF, u"\u0323", any_vowel},
                                             {0xE2, u"\u0302", u"aeo"},
                                             {0xE0, u"\u0302\u0300", u"aeo"},
                                             {0xE5, u"\u0302\u0309", u"aeo"},
                                             {0xE3, u"\u0302\u0303", u"aeo"},
                                             {0xE1, u"\u0302\u0301", u"aeo"},
                                             {0xE4, u"\u0302\u0323", u"aeo"},
                                             {0xEA, u"\u0306", u"a"},
                                             {0xE8, u"\u0306\u0300", u"a"},
                                             {0xFA, u"\u0306\u0309", u"a"},
                                             {0xFC, u"\u0306\u0303", u"a"},
                                             {0xE9, u"\u0306\u0301", u"a"},
                                             {0xEB, u"\u0306\u0323", u"a"}}};

char16_t cp1252(std::uint8_t byte) {
    return byte >= 0x80 && byte <= 0x9F ? cp1252_80_9f[byte - 0x80u] : byte;
}

char16_t cp1258(std::uint8_t byte) {
    for (const Substitution& s : cp1258_over_1252) {
        if (s.byte == byte) return s.letter;
    }
    return cp1252(byte);
}

char16_t tcvn3(std::uint8_t byte) {
    if (byte < 0xA1) return cp1252(byte);
    const char16_t letter = tcvn3_a1_ff[byte - 0xA1u];
    return letter == u'_' ? cp1252(byte) : letter;
}

/// Letters in an order that a following mark can join.
icu::UnicodeString decode_vni(std::string_view bytes) {
    icu::UnicodeString out;
    char16_t base = 0;  // the letter just written, in lower case, if it may carry a mark
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        const bool is_capital = byte >= 0xC0 && byte <= 0xDE && byte != 0xD7;
        const auto lower = static_cast<std::uint8_t>(is_capital ? byte + 0x20 : byte);
        const auto mark = std::find_if(vni_marks.begin(), vni_marks.end(), [&](const VniMark& m) {
            return m.byte == lower && base != 0 && m.bases.find(base) != std::u16string_view::npos;
        });
        if (mark != vni_marks.end()) {
            out.append(mark->marks.data(), static_cast<std::int32_t>(mark->marks.size()));
            base = 0;
            continue;
        }
        const auto letter = std::find_if(vni_letters.begin(), vni_letters.end(),
                                         [&](const Substitution& s) { return s.byte == lower; });
        if (letter == vni_letters.end()) {
            out.append(static_cast<char16_t>(cp1252(byte)));
            base = static_cast<char16_t>(byte >= 'A' && byte <= 'Z' ? byte + 0x20 : byte);
            continue;
        }
        const auto upper = static_cast<char16_t>(u_toupper(letter->letter));
        out.append(is_capital ? upper : letter->letter);
        base = letter->letter;
    }
    return out;
}

std::size_t count_syllables(const std::vector<std::string>& words) {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), is_vietnamese_syllable));
}

std::size_t syllables_when(const std::vector<std::string>& words, TextEncoding encoding) {
    std::vector<std::string> decoded;
    for (const std::string& word : words) decoded.push_back(decode_8bit(word, encoding));
    return count_syllables(decoded);
}

/// In the order of the enumeration.
constexpr std::array<std::string_view, 7> encoding_names{
    "utf-8", "utf-16le", "utf-16be", "windows-1258", "windows-1252", "tcvn3", "vni"};

constexpr std::array mojibake_candidates{TextEncoding::tcvn3, TextEncoding::vni,
                                         TextEncoding::windows_1258};

/// The accented words of text that have Windows-1252 bytes, as those bytes.
std::vector<std::string> western_words(std::string_view text) {
    std::vector<std::string> words;
    for (const std::string_view word : accented_words(text)) {
        if (auto bytes = as_windows_1252(word)) words.push_back(std::move(*bytes));
    }
    return words;
}

std::size_t plain_syllables(std::string_view text) {
    const auto words = accented_words(text);
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), is_vietnamese_syllable));
}

}  // namespace

std::string_view encoding_name(TextEncoding encoding) {
    return encoding_names.at(static_cast<std::size_t>(encoding));
}

std::optional<TextEncoding> parse_encoding(std::string_view name) {
    const auto found = std::find(encoding_names.begin(), encoding_names.end(), name);
    if (found == encoding_names.end()) return std::nullopt;
    return static_cast<TextEncoding>(found - encoding_names.begin());
}

std::string decode_8bit(std::string_view bytes, TextEncoding encoding) {
    icu::UnicodeString out;
    if (encoding == TextEncoding::vni) {
        out = decode_vni(bytes);
    } else {
        const auto letter = encoding == TextEncoding::tcvn3          ? tcvn3
                            : encoding == TextEncoding::windows_1258 ? cp1258
                                                                     : cp1252;
        for (const char c : bytes) out.append(letter(static_cast<std::uint8_t>(c)));
    }
    return to_utf8(normalized(out, true));
}

std::optional<TextEncoding> guess_8bit(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, 64 * 1024);
    std::vector<std::string> words;
    for (const std::string_view word : accented_words(sample)) words.emplace_back(word);
    std::optional<TextEncoding> best;
    std::size_t most = words.size() / 2;  // half the words or fewer: none of them
    for (const TextEncoding candidate : {TextEncoding::windows_1258, TextEncoding::windows_1252,
                                         TextEncoding::tcvn3, TextEncoding::vni}) {
        const std::size_t count = syllables_when(words, candidate);
        if (count <= most) continue;
        most = count;
        best = candidate;
    }
    return best;
}

std::optional<std::string> as_windows_1252(std::string_view text) {
    const icu::UnicodeString source = to_utf16(text);
    std::string bytes;
    for (std::int32_t i = 0; i < source.length(); ++i) {
        const char16_t c = source[i];
        const std::size_t special = cp1252_80_9f.find(c);
        if (special != std::u16string_view::npos)
            bytes.push_back(static_cast<char>(0x80 + special));
        else if (c <= 0xFF) bytes.push_back(static_cast<char>(c));
        else return std::nullopt;
    }
    return bytes;
}

std::optional<TextEncoding> repair_mojibake(std::vector<std::string>& cells) {
    std::vector<std::string> words;
    bool all_good = true;
    for (const std::string& cell : cells) {
        for (const std::string_view word : accented_words(cell)) {
            auto bytes = as_windows_1252(word);
            if (!bytes) continue;
            all_good = all_good && is_vietnamese_syllable(word);
            words.push_back(std::move(*bytes));
        }
    }
    if (all_good) return std::nullopt;  // most rows end here
    std::size_t plain = 0;
    for (const std::string& cell : cells) plain += plain_syllables(cell);
    std::optional<TextEncoding> best;
    std::size_t most = 0;
    for (const TextEncoding candidate : mojibake_candidates) {
        const std::size_t count = syllables_when(words, candidate);
        if (count <= most) continue;
        most = count;
        best = candidate;
    }
    // Letters of today's Unicode count for the text as it is, so that a good row is never touched.
    if (!best || most <= plain || most * 10 < words.size() * 6) return std::nullopt;
    bool changed = false;
    for (std::string& cell : cells) {
        const auto bytes = as_windows_1252(cell);
        const std::vector<std::string> cell_words = western_words(cell);
        if (!bytes || cell_words.empty()) continue;
        if (syllables_when(cell_words, *best) < plain_syllables(cell)) continue;
        cell = decode_8bit(*bytes, *best);
        changed = true;
    }
    if (!changed) return std::nullopt;
    return best;
}

bool has_lost_letter(std::string_view text) {
    if (text.find("\xEF\xBF\xBD") != std::string_view::npos) return true;
    const auto is_letter = [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    };
    for (std::size_t at = text.find('?'); at != std::string_view::npos;
         at = text.find('?', at + 1)) {
        if (at > 0 && at + 1 < text.size() && is_letter(text[at - 1]) && is_letter(text[at + 1])) {
            return true;
        }
    }
    return false;
}

bool looks_lossy(std::string_view text) {
    std::size_t lost = 0;
    std::size_t whole = 0;
    bool letter = false;
    bool accent = false;
    bool hole = false;
    const auto end_word = [&] {
        if (letter && hole) ++lost;
        else if (accent) ++whole;
        letter = accent = hole = false;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c == '?') {
            hole = true;
        } else if (text.substr(at, 3) == "\xEF\xBF\xBD") {
            letter = hole = true;
            at += 2;
        } else if (c >= 0x80) {
            letter = accent = true;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            letter = true;
        } else {
            end_word();
        }
    }
    end_word();
    return lost >= 3 && lost * 4 >= lost + whole;
}

}  // namespace kinhmoi

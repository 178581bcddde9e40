// SPDX-License-Identifier: Apache-2.0
// The keys that compare, search and sort Vietnamese text.
#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>

#include <memory>
#include <stdexcept>

#include "common/base/text.hpp"
#include "common/base/text_icu.hpp"

namespace kinhmoi {
namespace {

bool is_tone(UChar c) {
    return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309 || c == 0x0323;
}

bool is_one_of(UChar c, const char* letters) {
    for (; *letters; ++letters) {
        if (c == static_cast<UChar>(*letters)) return true;
    }
    return false;
}

bool continues_syllable(const icu::UnicodeString& s, std::int32_t at) {
    return at < s.length() && (u_isalpha(s[at]) || u_charType(s[at]) == U_NON_SPACING_MARK);
}

/// In form D: does a tone stand at `at` on the first vowel of a final oa, oe or uy?
bool tone_is_on_first_vowel(const icu::UnicodeString& s, std::int32_t at) {
    if (at < 1 || at + 1 >= s.length() || !is_tone(s[at])) return false;
    const bool o_pair = is_one_of(s[at - 1], "oO") && is_one_of(s[at + 1], "aAeE");
    const bool u_pair = is_one_of(s[at - 1], "uU") && is_one_of(s[at + 1], "yY") &&
                        !(at >= 2 && is_one_of(s[at - 2], "qQ"));
    return (o_pair || u_pair) && !continues_syllable(s, at + 2);
}

const icu::Collator& vietnamese_collator() {
    static const std::unique_ptr<icu::Collator> collator = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(
            icu::Collator::createInstance(icu::Locale("vi"), error));
        if (U_FAILURE(error)) throw std::runtime_error("ICU has no Vietnamese order");
        made->setStrength(icu::Collator::SECONDARY);  // letters, then tones; never case
        return made;
    }();
    return *collator;
}

/// Ends with ICU's one zero byte, so that keys of two parts can simply be joined.
std::string collation_key(std::string_view text) {
    const icu::UnicodeString source = to_utf16(text);
    const icu::Collator& order = vietnamese_collator();
    std::string key(text.size() * 3 + 16, '\0');
    for (;;) {
        const std::int32_t size =
            order.getSortKey(source, reinterpret_cast<std::uint8_t*>(key.data()),
                             static_cast<std::int32_t>(key.size()));
        const bool fits = static_cast<std::size_t>(size) <= key.size();
        key.resize(static_cast<std::size_t>(size));
        if (fits) return key;
    }
}

}  // namespace

std::string canonical_tone_placement(std::string_view text) {
    icu::UnicodeString s = normalized(to_utf16(text), false);
    for (std::int32_t at = 1; at + 1 < s.length(); ++at) {
        if (!tone_is_on_first_vowel(s, at)) continue;
        const UChar tone = s[at];
        s.setCharAt(at, s[at + 1]);
        s.setCharAt(at + 1, tone);
    }
    return to_utf8(normalized(s, true));
}

std::string search_key(std::string_view text) {
    const icu::UnicodeString source =
        normalized(to_utf16(clean(text)), false).toLower(icu::Locale::getRoot());
    icu::UnicodeString out;
    for (std::int32_t i = 0; i < source.length();) {
        const UChar32 c = source.char32At(i);
        i += U16_LENGTH(c);
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        // A mark that stood alone leaves its spaces behind.
        if (c == ' ' && (out.isEmpty() || out[out.length() - 1] == ' ')) continue;
        out.append(c == 0x111 ? static_cast<UChar32>('d') : c);  // clean() made every eth a đ
    }
    if (out.endsWith(u" ", 1)) out.truncate(out.length() - 1);
    return to_utf8(out);
}

std::string identity_key(std::string_view text) {
    return canonical_tone_placement(lower_case(clean(text)));
}

std::string agency_key(std::string_view text) {
    const icu::UnicodeString source = to_utf16(identity_key(text));
    icu::UnicodeString out;
    for (std::int32_t i = 0; i < source.length();) {
        const UChar32 c = source.char32At(i);
        i += U16_LENGTH(c);
        if (u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK) out.append(c);
    }
    return to_utf8(out);
}

std::string given_name_sort_key(std::string_view full_name) {
    const std::string name = canonical_tone_placement(clean(full_name));
    const std::size_t cut = name.rfind(' ');
    if (cut == std::string::npos) return collation_key(name) + collation_key("");
    const std::string_view whole(name);
    return collation_key(whole.substr(cut + 1)) + collation_key(whole.substr(0, cut));
}

std::string text_sort_key(std::string_view text) {
    return collation_key(canonical_tone_placement(clean(text)));
}

LetterCase letter_case(std::string_view text) {
    const icu::UnicodeString source = to_utf16(text);
    bool lower = false;
    bool upper = false;
    for (std::int32_t i = 0; i < source.length();) {
        const UChar32 c = source.char32At(i);
        i += U16_LENGTH(c);
        lower |= u_islower(c) != 0;
        upper |= u_isupper(c) != 0;
    }
    if (lower && upper) return LetterCase::mixed;
    if (lower) return LetterCase::lower;
    return upper ? LetterCase::upper : LetterCase::none;
}

std::string name_case(std::string_view text) {
    const icu::UnicodeString source =
        normalized(to_utf16(text), true).toLower(icu::Locale::getRoot());
    icu::UnicodeString out;
    bool starts_word = true;
    for (std::int32_t i = 0; i < source.length();) {
        const UChar32 c = source.char32At(i);
        i += U16_LENGTH(c);
        out.append(starts_word ? u_toupper(c) : c);
        starts_word = !u_isalpha(c) && u_charType(c) != U_NON_SPACING_MARK;
    }
    return to_utf8(out);
}

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// UTF-8, normalization and cleaning, on top of ICU's normalizer.
#include "common/base/text.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

#include "common/base/text_icu.hpp"

namespace kinhmoi {

const icu::Normalizer2& normalizer(bool composing) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* found = composing ? icu::Normalizer2::getNFCInstance(error)
                                              : icu::Normalizer2::getNFDInstance(error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no normalizer");
    return *found;
}

icu::UnicodeString normalized(const icu::UnicodeString& text, bool composing) {
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString out = normalizer(composing).normalize(text, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU cannot normalize");
    return out;
}

icu::UnicodeString to_utf16(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_line_break(UChar32 c) {
    return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

bool is_space(UChar32 c) {
    return c == '\t' || u_charType(c) == U_SPACE_SEPARATOR;
}

/// What has no shape of its own: controls, zero-width and bidi marks, soft hyphens, tags,
/// variation selectors, unassigned and private characters.
bool is_invisible(UChar32 c) {
    constexpr std::uint32_t dropped =
        U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CN_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
    return (U_GET_GC_MASK(c) & dropped) != 0 || u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) ||
           c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
}

/// Appends code points, holding back spaces so that none stands at an end or beside another.
class OneLine {
public:
    explicit OneLine(CleanText& report) : report_(report) {}

    void space(bool plain) {
        if (pending_ || out_.isEmpty() || ends_line_) report_.spaces_collapsed |= plain;
        pending_ = true;
        pending_plain_ |= plain;
    }
    void line_break() {
        pending_ = pending_plain_ = false;
        if (!out_.isEmpty() && !ends_line_) {
            out_.append(static_cast<UChar>('\n'));
            ends_line_ = true;
        }
    }
    void letter(UChar32 c) {
        if (pending_ && !out_.isEmpty() && !ends_line_) out_.append(static_cast<UChar>(' '));
        pending_ = pending_plain_ = ends_line_ = false;
        out_.append(c);
    }
    icu::UnicodeString finish() {
        report_.spaces_collapsed |= pending_plain_;
        if (ends_line_) out_.truncate(out_.length() - 1);
        return out_;
    }

private:
    CleanText& report_;
    icu::UnicodeString out_;
    bool pending_ = false;
    bool pending_plain_ = false;  // at least one of them was a space, not a line break
    bool ends_line_ = false;
};

/// Printable ASCII with single inner spaces: nothing to clean, and most cells are like this.
bool is_plain(std::string_view text) {
    char before = ' ';
    for (const char c : text) {
        if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
        before = c;
    }
    return text.empty() || before != ' ';
}

CleanText clean_with(std::string_view text, bool keep_lines) {
    CleanText report;
    if (is_plain(text)) {
        report.text = text;
        return report;
    }
    const icu::UnicodeString source = to_utf16(text);
    const icu::UnicodeString composed = normalized(source, true);
    report.composed = composed != source;
    OneLine line(report);
    bool inner_break = false;
    for (std::int32_t i = 0; i < composed.length();) {
        const UChar32 c = composed.char32At(i);
        i += U16_LENGTH(c);
        if (is_line_break(c)) {
            inner_break = true;
            if (keep_lines) line.line_break();
            else line.space(false);
        } else if (is_space(c)) {
            line.space(true);
        } else if (is_invisible(c)) {
            report.invisible_removed = true;
        } else if (c == 0xD0 || c == 0xF0) {
            report.eth_fixed = true;
            line.letter(c == 0xD0 ? 0x110 : 0x111);
        } else {
            if (inner_break) report.lines_joined = !keep_lines;
            line.letter(c);
        }
    }
    // Removing an invisible character can bring a letter and its mark together.
    report.text =
        to_utf8(report.invisible_removed ? normalized(line.finish(), true) : line.finish());
    return report;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto size = static_cast<std::int64_t>(bytes.size());
    for (std::int64_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        if (c < 0) return false;
    }
    return true;
}

std::size_t text_length(std::string_view text) {
    return static_cast<std::size_t>(to_utf16(text).countChar32());
}

std::string nfc(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    return to_utf8(normalized(to_utf16(text), true));
}

std::string lower_case(std::string_view text) {
    return to_utf8(to_utf16(text).toLower(icu::Locale::getRoot()));
}

std::string upper_case(std::string_view text) {
    return to_utf8(to_utf16(text).toUpper(icu::Locale::getRoot()));
}

CleanText clean_text(std::string_view text) {
    return clean_with(text, false);
}
CleanText clean_multiline(std::string_view text) {
    return clean_with(text, true);
}
std::string clean(std::string_view text) {
    return clean_with(text, false).text;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

}  // namespace kinhmoi

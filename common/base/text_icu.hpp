// SPDX-License-Identifier: Apache-2.0
// Shared by the text_*.cpp files only: the steps between UTF-8 and ICU's UTF-16.
#pragma once

#include <unicode/unistr.h>

#include <string>
#include <string_view>

namespace kinhmoi {

icu::UnicodeString to_utf16(std::string_view text);
std::string to_utf8(const icu::UnicodeString& text);
/// Form C when composing, form D otherwise.
icu::UnicodeString normalized(const icu::UnicodeString& text, bool composing);

}  // namespace kinhmoi

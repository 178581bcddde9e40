// SPDX-License-Identifier: Apache-2.0
// One spelling of the words people read: the tone of oa, oe and uy stands on the second vowel
// ("xoá", "huỷ", "tuỳ"). People may type either; what we write must not look written by two hands.
#include <gtest/gtest.h>

#include <string>

#include "common/base/text.hpp"
#include "tests/tidy/source_tree.hpp"

namespace kinhmoi::tidy {
namespace {

/// Names are spelled as their owners do, on every official paper; and what explains the difference.
const std::vector<std::string> as_they_are = {"CỘNG HÒA", "Cộng hòa",   "ỦY BAN",      "Ủy ban",
                                              "hòa/hoà",  "hòa -> hoà", "thúy -> thuý"};

std::string without_names(std::string text) {
    for (const std::string& name : as_they_are) {
        for (auto at = text.find(name); at != text.npos; at = text.find(name))
            text.erase(at, name.size());
    }
    return text;
}

/// The words of a text that are spelled the other way, with a space behind each.
std::string other_spellings(const std::string& text) {
    std::string found, word;
    for (const char c : text + "\n") {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_letter = byte >= 0x80 || (byte | 0x20u) - 'a' < 26u;
        if (is_letter) {
            word += c;
            continue;
        }
        if (canonical_tone_placement(word) != word) found += word + " ";
        word.clear();
    }
    return found;
}

TEST(Spelling, OtherSpellingsAreFound) {
    EXPECT_EQ(other_spellings("Đã xóa, 'hủy' hoặc «THÚY»; xoá quý tuỳ toán thuyền"),
              "xóa hủy «THÚY» ");
    EXPECT_EQ(other_spellings(without_names("CỘNG HÒA … TM. ỦY BAN, Ủy ban")), "");
}

TEST(Spelling, OneForAllThatPeopleRead) {
    auto files = source_files({"common", "qr", "server"});
    for (auto& page : source_files({"server/web"}, {".ts", ".svelte", ".html"}))
        files.push_back(std::move(page));
    for (const SourceFile& file : files)
        EXPECT_EQ(other_spellings(without_names(file.text)), "") << file.path;
}

}  // namespace
}  // namespace kinhmoi::tidy

// SPDX-License-Identifier: Apache-2.0
#include "common/domain/document_number.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "common/base/date_text.hpp"
#include "common/base/text.hpp"

namespace kinhmoi {
namespace {

/// The only parts of symbols that are written with small letters.
constexpr std::array<std::string_view, 4> mixed_parts{"TTg", "TTr", "CTr", "TTLT"};

/// The first part of a symbol names the type; a Công văn has none.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types{{
    {"GM", "giay_moi"},
    {"KH", "ke_hoach"},
    {"QĐ", "quyet_dinh"},
    {"TTr", "to_trinh"},
    {"BC", "bao_cao"},
    {"TB", "thong_bao"},
    {"CT", "chi_thi"},
    {"NQ", "nghi_quyet"},
    {"NĐ", "nghi_dinh"},
    {"TT", "thong_tu"},
    {"CTr", "chuong_trinh"},
    {"HD", "huong_dan"},
    {"BB", "bien_ban"},
}};

/// "UbNd" -> "UBND"; "TTg" stays, and "ttg" becomes it.
std::string corrected(const std::string& part) {
    const std::string upper = upper_case(part);
    for (const std::string_view known : mixed_parts) {
        if (upper == upper_case(known)) return std::string(known);
    }
    return upper;
}

std::string corrected_symbol(std::string_view symbol) {
    std::string out;
    std::string part;
    for (const char c : symbol) {
        if (c != '-' && c != '&') {
            part.push_back(c);
            continue;
        }
        out += corrected(part) + c;
        part.clear();
    }
    return out + corrected(part);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The digits that end just before `end`, spaces skipped.
std::optional<int> number_before(std::string_view text, std::size_t end) {
    while (end > 0 && text[end - 1] == ' ') --end;
    std::size_t first = end;
    while (first > 0 && is_digit(text[first - 1])) --first;
    if (first == end || end - first > 8) return std::nullopt;
    return std::stoi(std::string(text.substr(first, end - first)));
}

/// Letters, digits, "-" and "&" from `at`; empty unless it starts with a letter.
std::string_view symbol_at(std::string_view text, std::size_t at) {
    const auto is_symbol = [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || is_digit(c) || c == '-' || c == '&' ||
               (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    std::size_t end = at;
    while (end < text.size() && is_symbol(text[end])) ++end;
    while (end > at && (text[end - 1] == '-' || text[end - 1] == '&')) --end;
    if (end == at || is_digit(text[at]) || text[at] == '-' || text[at] == '&') return {};
    return text.substr(at, end - at);
}

}  // namespace

std::optional<DocumentNumber> parse_document_number(std::string_view raw) {
    const std::string text = clean(raw);
    for (std::size_t slash = text.find('/'); slash != std::string::npos;
         slash = text.find('/', slash + 1)) {
        const std::string_view symbol = symbol_at(text, slash + 1);
        if (symbol.empty()) continue;
        DocumentNumber out;
        out.symbol = corrected_symbol(symbol);
        out.number = number_before(text, slash);
        // "30/2020/NĐ-CP": what stands before the symbol is the year, and the number before that.
        const std::size_t earlier = slash == 0 ? std::string::npos : text.rfind('/', slash - 1);
        if (out.number && *out.number >= 1900 && earlier != std::string::npos &&
            slash - earlier == 5 && number_before(text, earlier)) {
            out.year = out.number;
            out.number = number_before(text, earlier);
        }
        const std::string first = out.symbol.substr(0, out.symbol.find_first_of("-&"));
        const auto type = std::find_if(types.begin(), types.end(),
                                       [&](const auto& row) { return row.first == first; });
        out.type = type == types.end() ? "cong_van" : type->second;
        return out;
    }
    return std::nullopt;
}

std::string document_number_line(const std::optional<int>& number, std::string_view symbol) {
    return "Số: " + (number ? count_vi(*number) : std::string(6, ' ')) + "/" + std::string(symbol);
}

}  // namespace kinhmoi

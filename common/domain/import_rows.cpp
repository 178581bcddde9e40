// SPDX-License-Identifier: Apache-2.0
#include "common/domain/import_rows.hpp"

#include <algorithm>
#include <array>

#include "common/base/text.hpp"

namespace kinhmoi {
namespace {

constexpr std::array<std::string_view, 4> total_starts{"tổng cộng", "tổng số", "cộng:", "tổng:"};
constexpr std::array<std::string_view, 13> signature_starts{"người lập",
                                                            "thủ trưởng",
                                                            "lãnh đạo đơn vị",
                                                            "đại diện đơn vị",
                                                            "xác nhận của",
                                                            "ký tên",
                                                            "(ký",
                                                            "nơi nhận",
                                                            "tm.",
                                                            "kt.",
                                                            "tl.",
                                                            "tuq.",
                                                            "t/m"};

bool is_blank_row(const std::vector<std::string>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const auto& text) { return text.empty(); });
}

template <std::size_t N>
bool starts_with_any(const std::string& text, const std::array<std::string_view, N>& starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return text.starts_with(start); });
}

bool is_total(const std::string& lower) {
    return starts_with_any(lower, total_starts) || lower == "cộng" || lower == "tổng";
}

/// "Cần Thơ, ngày 27 tháng 5 năm 2026"
bool is_place_and_date(const std::string& lower) {
    return lower.find("ngày") != std::string::npos && lower.find("tháng") != std::string::npos &&
           lower.find("năm") != std::string::npos;
}

std::optional<int> first_number(std::string_view text) {
    const std::size_t at = text.find_first_of("0123456789");
    if (at == std::string_view::npos) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        if (value > 1'000'000) return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// "I", "IV.", "A", "b)"
bool is_section_number(std::string_view cell) {
    while (!cell.empty() && std::string_view(".)/ ").find(cell.back()) != std::string_view::npos) {
        cell.remove_suffix(1);
    }
    if (cell.empty() || cell.size() > 6) return false;
    const bool roman = cell.find_first_not_of("IVXLivxl") == std::string_view::npos;
    const bool letter = cell.size() == 1 &&
                        ((cell[0] >= 'A' && cell[0] <= 'Z') || (cell[0] >= 'a' && cell[0] <= 'z'));
    return roman || letter;
}

/// "DOANH NGHIỆP LỚN (05)" without the "(05)"; true if there was one.
bool drop_count(std::string& heading) {
    if (!heading.ends_with(')')) return false;
    const std::size_t open = heading.rfind('(');
    if (open == std::string::npos || !first_number(std::string_view(heading).substr(open))) {
        return false;
    }
    heading = clean(heading.substr(0, open));
    return true;
}

/// How well key names the group: the length of the words they share, 0 if they do not.
std::size_t overlap(const std::string& key, const std::string& words) {
    const std::string group = agency_key(words);
    if (group.empty() || key.empty()) return 0;
    if (group == key) return key.size() * 2;
    const std::string& shorter = group.size() < key.size() ? group : key;
    const std::string& longer = group.size() < key.size() ? key : group;
    return shorter.size() >= 6 && longer.find(shorter) != std::string::npos ? shorter.size() : 0;
}

}  // namespace

std::optional<int> parse_ordinal(std::string_view cell) {
    if (cell.empty() || cell.size() > 9 || cell[0] < '0' || cell[0] > '9') return std::nullopt;
    if (cell.find_first_not_of("0123456789.)/ ") != std::string_view::npos) return std::nullopt;
    return first_number(cell);
}

bool is_ditto(std::string_view cell) {
    std::string letters;
    bool quote = cell.find("//") != std::string_view::npos;
    for (const char c : search_key(cell)) {
        if (c == '"' || c == '\'') quote = true;
        else if (c != '-' && c != '.' && c != ' ' && c != '/' && c != '`') letters.push_back(c);
    }
    for (const std::string_view mark : {"\u201C", "\u201D", "\u3003", "\u2019"}) {
        for (std::size_t at; (at = letters.find(mark)) != std::string::npos; quote = true) {
            letters.erase(at, mark.size());
        }
    }
    if (letters.empty()) return quote;
    return letters == "nt" || letters == "nhutren" || letters == "nhudongtren";
}

bool is_placeholder(std::string_view cell) {
    if (cell.empty()) return false;
    std::string rest(cell);
    for (const std::string_view mark : {"\u2013", "\u2014", "\u2026"}) {
        for (std::size_t at; (at = rest.find(mark)) != std::string::npos;)
            rest.erase(at, mark.size());
    }
    return rest.find_first_not_of("-._*/ ") == std::string::npos && !is_ditto(cell);
}

const ImportGroup* match_group(std::string_view heading, const std::vector<ImportGroup>& groups) {
    std::string words(heading);
    drop_count(words);
    const std::string key = agency_key(words);
    const ImportGroup* best = nullptr;
    std::size_t most = 0;
    bool tie = false;
    for (const ImportGroup& group : groups) {
        std::size_t shared = overlap(key, group.name);
        for (const std::string& alias : group.aliases) {
            shared = std::max(shared, overlap(key, alias));
        }
        if (shared == 0 || shared < most) continue;
        tie = shared == most;
        most = shared;
        best = &group;
    }
    return tie ? nullptr : best;
}

RowReader::RowReader(const ImportHeader& header, const std::vector<ImportGroup>& groups)
    : header_(header), groups_(groups), ordinal_(column_of(header.columns, ImportField::ordinal)) {
    name_ = column_of(header.columns, ImportField::full_name);
    if (!name_) name_ = column_of(header.columns, ImportField::family_name);
}

std::optional<RowKind> RowReader::read_heading(const std::vector<std::string>& cells) const {
    std::string text;
    std::size_t where = 0;
    std::string number;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        if (ordinal_ && i == *ordinal_ && is_section_number(cells[i])) {
            number = cells[i];
            continue;
        }
        if (!text.empty()) return std::nullopt;
        text = cells[i];
        where = i;
    }
    if (text.empty()) return std::nullopt;
    RowKind row{RecordKind::group_heading, std::nullopt, text};
    if (!number.empty() || match_group(text, groups_)) return row;
    std::string words = text;
    const bool has_count = drop_count(words);
    // A merged title usually fills the first cell; a lone text under the names may be a person.
    const bool in_name_column = name_ && where == *name_;
    if (has_count || (!in_name_column && ordinal_ && where == *ordinal_)) return row;
    return std::nullopt;
}

RowKind RowReader::read(const std::vector<std::string>& cells) {
    if (is_blank_row(cells)) return {RecordKind::blank, std::nullopt, ""};
    if (repeats_header(cells, header_)) return {RecordKind::header, std::nullopt, ""};
    if (ordinal_ && *ordinal_ < cells.size() && parse_ordinal(cells[*ordinal_])) {
        signature_seen_ = total_seen_ = false;
        return {};
    }
    bool is_signature = signature_seen_;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string lower = lower_case(cells[i]);
        if (is_total(lower)) {
            total_seen_ = true;
            std::optional<int> declared;
            for (std::size_t k = i; k < cells.size() && !declared; ++k) {
                declared = first_number(cells[k]);
            }
            return {RecordKind::total, declared, ""};
        }
        is_signature |= starts_with_any(lower, signature_starts) || is_place_and_date(lower);
    }
    if (is_signature) {
        signature_seen_ = true;
        return {RecordKind::signature, std::nullopt, ""};
    }
    if (const auto heading = read_heading(cells)) {
        total_seen_ = false;
        return *heading;
    }
    if (total_seen_ && ordinal_) return {RecordKind::signature, std::nullopt, ""};
    return {};
}

}  // namespace kinhmoi

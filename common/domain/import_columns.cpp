// SPDX-License-Identifier: Apache-2.0
#include "common/domain/import_columns.hpp"

#include <algorithm>
#include <array>

#include "common/base/limits.hpp"
#include "common/base/text.hpp"

namespace kinhmoi {
namespace {

struct Heading {
    std::string_view words;  ///< heading_words(heading)
    ImportField field;
    bool is_alias = false;  ///< not the word of the forms: tell the clerk how it was understood
};

using enum ImportField;
constexpr std::array headings{
    Heading{"stt", ordinal},
    Heading{"tt", ordinal, true},
    Heading{"so tt", ordinal, true},
    Heading{"so thu tu", ordinal, true},
    Heading{"ho va ten", full_name},
    Heading{"ho va ten hoc sinh", full_name},
    Heading{"ho va ten dai bieu", full_name},
    Heading{"ho ten", full_name, true},
    Heading{"ho ten hoc sinh", full_name, true},
    Heading{"ho ten dai bieu", full_name, true},
    Heading{"ho va ten tre em", full_name, true},
    Heading{"ten dai bieu", full_name, true},
    Heading{"dai bieu", full_name, true},
    Heading{"full name", full_name, true},
    Heading{"ho va ten dem", family_name},
    Heading{"ho va dem", family_name, true},
    Heading{"ho dem", family_name, true},
    Heading{"ho lot", family_name, true},
    Heading{"ho", family_name, true},
    Heading{"ten", given_name},
    Heading{"chuc vu", position},
    Heading{"chuc vu chuc danh", position},
    Heading{"chuc danh", position, true},
    Heading{"chuc danh chuc vu", position, true},
    Heading{"chuc vu don vi", position, true},
    Heading{"position", position, true},
    Heading{"don vi cong tac", organization},
    Heading{"truong", organization},
    Heading{"don vi", organization, true},
    Heading{"co quan", organization, true},
    Heading{"co quan don vi", organization, true},
    Heading{"co quan cong tac", organization, true},
    Heading{"noi cong tac", organization, true},
    Heading{"to chuc", organization, true},
    Heading{"ten truong", organization, true},
    Heading{"truong hoc", organization, true},
    Heading{"doanh nghiep", organization, true},
    Heading{"cong ty", organization, true},
    Heading{"organization", organization, true},
    Heading{"dien thoai", phone},
    Heading{"so dien thoai", phone},
    Heading{"sdt", phone},
    Heading{"lien he sdt", phone},
    Heading{"lien he dien thoai", phone},
    Heading{"lien he", phone, true},
    Heading{"so dt", phone, true},
    Heading{"dt", phone, true},
    Heading{"di dong", phone, true},
    Heading{"dien thoai di dong", phone, true},
    Heading{"dien thoai lien he", phone, true},
    Heading{"so dien thoai lien he", phone, true},
    Heading{"phone", phone, true},
    Heading{"email", email},
    Heading{"thu dien tu", email},
    Heading{"lien he email", email},
    Heading{"e mail", email, true},
    Heading{"dia chi email", email, true},
    Heading{"ngay dang ky", registered_on},
    Heading{"ngay gui", registered_on, true},
    Heading{"ghi chu", note},
    Heading{"note", note, true},
    Heading{"cap bac", rank},
    Heading{"quan ham", rank, true},
    Heading{"cap ham", rank, true},
    Heading{"danh xung", honorific},
    Heading{"ong ba", honorific, true},
    Heading{"nhom tuoi", age_band},
    Heading{"do tuoi", age_band, true},
    Heading{"nguoi phu trach", leader_name},
    Heading{"truong doan", leader_name},
    Heading{"giao vien phu trach", leader_name, true},
    Heading{"nguoi dan doan", leader_name, true},
    Heading{"ho ten nguoi phu trach", leader_name, true},
    Heading{"dien thoai nguoi phu trach", leader_phone},
    Heading{"dien thoai truong doan", leader_phone},
    Heading{"sdt nguoi phu trach", leader_phone, true},
    Heading{"sdt truong doan", leader_phone, true},
    Heading{"sdt giao vien", leader_phone, true},
    Heading{"sdt giao vien phu trach", leader_phone, true},
    Heading{"dien thoai giao vien", leader_phone, true},
    Heading{"dien thoai giao vien phu trach", leader_phone, true},
    Heading{"so dien thoai nguoi phu trach", leader_phone, true},
    Heading{"cha me nguoi giam ho dong y tham du", consent_guardian},
    Heading{"cha me nguoi giam ho dong y", consent_guardian, true},
    Heading{"phu huynh dong y", consent_guardian, true},
    Heading{"cha me dong y", consent_guardian, true},
    Heading{"tre dong y tu du 7 tuoi", consent_child},
    Heading{"tre dong y", consent_child, true},
    Heading{"hoc sinh dong y", consent_child, true},
    Heading{"dong y chup anh ghi hinh", consent_photo},
    Heading{"dong y chup anh", consent_photo, true},
    Heading{"dong y cong bo ho ten", consent_named},
    Heading{"dong y cong bo ten", consent_named, true},
};

/// Found anywhere in a heading, as whole words.
constexpr std::array<std::string_view, 29> sensitive_words{
    "cccd",      "cmnd",      "cmt",       "can cuoc",  "chung minh", "ho chieu",
    "passport",  "dinh danh", "giay to",   "dan toc",   "ton giao",   "suc khoe",
    "benh",      "benh ly",   "nhom mau",  "dang vien", "vao dang",   "the dang",
    "dang phai", "chinh tri", "sinh trac", "van tay",   "khuyet tat", "mo coi",
    "hoan canh", "ho ngheo",  "can ngheo", "bhyt",      "anh the"};
constexpr std::array<std::string_view, 17> sensitive_for_minors{
    "ngay sinh", "nam sinh",   "sinh ngay", "thang sinh", "tuoi",      "lop",
    "dia chi",   "noi o",      "que quan",  "cho o",      "gioi tinh", "hinh anh",
    "anh",       "dien thoai", "sdt",       "email",      "facebook"};

/// "Chức vụ/ Chức danh" -> "chuc vu chuc danh"
std::string heading_words(std::string_view heading) {
    std::string words;
    for (const char c : search_key(heading)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                          static_cast<unsigned char>(c) >= 0x80;
        if (kept) words.push_back(c);
        else if (!words.empty() && words.back() != ' ') words.push_back(' ');
    }
    if (words.ends_with(' ')) words.pop_back();
    return words;
}

const Heading* find_heading(std::string_view heading) {
    const std::string words = heading_words(heading);
    const auto found = std::find_if(headings.begin(), headings.end(),
                                    [&](const Heading& h) { return h.words == words; });
    return found == headings.end() ? nullptr : &*found;
}

std::string cell(const std::vector<std::string>& row, std::size_t column) {
    return column < row.size() ? row[column] : std::string();
}

/// One heading a column. Below a merged cell the lower row alone has the meaning.
struct Column {
    std::string text;
    const Heading* heading = nullptr;
    bool is_joined = false;  ///< from two cells
};

std::vector<Column> read_columns(const std::vector<std::string>& top,
                                 const std::vector<std::string>* below) {
    const std::size_t width = std::max(top.size(), below ? below->size() : 0);
    std::vector<Column> columns(std::min(width, limits::sheet_columns));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string upper = cell(top, i);
        const std::string lower = below ? cell(*below, i) : "";
        columns[i].text = upper.empty() || lower.empty() ? upper + lower : upper + " " + lower;
        columns[i].is_joined = !upper.empty() && !lower.empty();
        for (const std::string& text : {columns[i].text, lower, upper}) {
            if (!columns[i].heading) columns[i].heading = find_heading(text);
        }
    }
    while (!columns.empty() && columns.back().text.empty()) columns.pop_back();
    return columns;
}

std::size_t recognised(const std::vector<Column>& columns) {
    return static_cast<std::size_t>(
        std::count_if(columns.begin(), columns.end(), [](const Column& c) { return c.heading; }));
}

bool has_name(const std::vector<Column>& columns) {
    return std::any_of(columns.begin(), columns.end(), [](const Column& c) {
        return c.heading && (c.heading->field == full_name || c.heading->field == given_name ||
                             c.heading->field == family_name);
    });
}

/// A heading row has a name column and another one, or is that one cell alone.
bool is_header(const std::vector<Column>& columns) {
    if (!has_name(columns)) return false;
    const auto filled = std::count_if(columns.begin(), columns.end(),
                                      [](const Column& c) { return !c.text.empty(); });
    return recognised(columns) >= 2 || filled == 1;
}

/// Does `below` continue the heading `top`? Its name and ordinal cells are then empty, and joining
/// the two makes no column less understood.
bool continues_header(const std::vector<Column>& top, const std::vector<Column>& joined,
                      const std::vector<std::string>& below) {
    if (std::all_of(below.begin(), below.end(), [](auto& text) { return text.empty(); })) {
        return false;
    }
    for (std::size_t i = 0; i < top.size(); ++i) {
        if (!top[i].heading) continue;
        const ImportField field = top[i].heading->field;
        if ((field == ordinal || field == full_name) && !cell(below, i).empty()) return false;
        const std::string lower = cell(below, i);
        if (lower.empty() || find_heading(joined[i].text) || find_heading(lower)) continue;
        return false;
    }
    return recognised(joined) >= recognised(top);
}

void add_dropped(ImportHeader& header, const std::string& text, bool minors) {
    const bool sensitive = is_sensitive_heading(text, minors);
    header.dropped.push_back(text);
    header.issues.push_back(
        {sensitive ? IssueCode::sensitive_column_dropped : IssueCode::column_unknown, std::nullopt,
         0, text});
}

/// "Họ và tên" over two columns, with the given name in the second, which has no heading.
void join_name_columns(const ImportRows& rows, ImportHeader& header) {
    const auto name = column_of(header.columns, full_name);
    if (!name || *name + 1 >= header.headings.size() || !header.headings[*name + 1].empty()) return;
    std::size_t named = 0;
    std::size_t both = 0;
    const std::size_t from = header.first + header.count;
    for (std::size_t i = from; i < std::min(rows.size(), from + 50); ++i) {
        if (cell(rows[i], *name).empty()) continue;
        ++named;
        both += cell(rows[i], *name + 1).empty() ? 0 : 1;
    }
    if (both == 0 || both * 2 < named) return;
    header.columns[*name] = family_name;
    header.columns[*name + 1] = given_name;
}

void finish(const ImportRows& rows, const std::vector<Column>& columns, bool minors,
            ImportHeader& header) {
    header.columns.resize(columns.size());
    if (header.count == 2) header.issues.push_back({IssueCode::merged_header});
    const bool has_family = std::any_of(columns.begin(), columns.end(), [](const Column& c) {
        return c.heading && c.heading->field == family_name;
    });
    for (std::size_t i = 0; i < columns.size(); ++i) {
        header.headings.push_back(columns[i].text);
        if (!columns[i].heading) {
            if (!columns[i].text.empty()) add_dropped(header, columns[i].text, minors);
            continue;
        }
        ImportField field = columns[i].heading->field;
        if (field == given_name && !has_family) field = full_name;
        if (column_of(header.columns, field)) {
            header.dropped.push_back(columns[i].text);
            header.issues.push_back({IssueCode::column_repeated, field, 0, columns[i].text});
            continue;
        }
        header.columns[i] = field;
        if (columns[i].heading->is_alias && !columns[i].is_joined) {
            header.issues.push_back(
                {IssueCode::header_alias, field, 0, columns[i].text + "=" + name_of(field)});
        }
    }
    join_name_columns(rows, header);
}

}  // namespace

std::optional<std::size_t> column_of(const std::vector<std::optional<ImportField>>& columns,
                                     ImportField field) {
    const auto found = std::find(columns.begin(), columns.end(), field);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

std::optional<ImportField> field_of_heading(std::string_view heading) {
    const Heading* found = find_heading(heading);
    if (!found) return std::nullopt;
    return found->field;
}

bool is_sensitive_heading(std::string_view heading, bool minors) {
    const std::string words = " " + heading_words(heading) + " ";
    const auto stands_in = [&](std::string_view word) {
        return words.find(" " + std::string(word) + " ") != std::string::npos;
    };
    return std::any_of(sensitive_words.begin(), sensitive_words.end(), stands_in) ||
           (minors &&
            std::any_of(sensitive_for_minors.begin(), sensitive_for_minors.end(), stands_in));
}

bool repeats_header(const std::vector<std::string>& row, const ImportHeader& header) {
    const std::vector<Column> columns = read_columns(row, nullptr);
    return header.count > 0 && is_header(columns) && recognised(columns) >= 2;
}

ImportHeader find_header(const ImportRows& rows, bool minors) {
    ImportHeader header;
    const std::size_t last = std::min(rows.size(), limits::header_search_rows);
    for (std::size_t i = 0; i < last; ++i) {
        const std::vector<Column> top = read_columns(rows[i], nullptr);
        const bool complete = is_header(top);
        if (!complete && recognised(top) == 0) continue;
        std::vector<Column> columns = top;
        header.count = complete ? 1 : 0;
        if (i + 1 < rows.size()) {
            std::vector<Column> joined = read_columns(rows[i], &rows[i + 1]);
            const bool joins = complete ? continues_header(top, joined, rows[i + 1])
                                        : is_header(joined) && recognised(joined) >= 3;
            if (joins) {
                columns = std::move(joined);
                header.count = 2;
            }
        }
        if (header.count == 0) continue;
        header.first = i;
        finish(rows, columns, minors, header);
        return header;
    }
    return header;
}

}  // namespace kinhmoi

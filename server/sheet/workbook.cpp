// SPDX-License-Identifier: Apache-2.0
// libxlsxwriter fills a file in memory (memfd), so that no names lie on a disk.
#include "server/sheet/workbook.hpp"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "common/base/csv.hpp"

namespace kinhmoi::sheet {
namespace {

constexpr const char* font = "Times New Roman";
constexpr lxw_row_t heading_row = 3;  // below title, subtitle and an empty row
constexpr std::uint8_t paper_a4 = 9;

class MemoryFile {
public:
    MemoryFile() : fd_(::memfd_create("sheet", MFD_CLOEXEC)) {
        if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "memfd_create");
    }
    ~MemoryFile() { ::close(fd_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }
    std::string content() const {
        std::string all;
        char part[64 * 1024];
        for (;;) {
            const ssize_t got = ::pread(fd_, part, sizeof part, static_cast<off_t>(all.size()));
            if (got < 0) throw std::system_error(errno, std::generic_category(), "pread");
            if (got == 0) return all;
            all.append(part, static_cast<std::size_t>(got));
        }
    }

private:
    int fd_;
};

struct Formats {
    lxw_format* title;
    lxw_format* subtitle;
    lxw_format* heading;
    lxw_format* text;
    lxw_format* number;
    lxw_format* total_text;
    lxw_format* total_number;
};

lxw_format* new_format(lxw_workbook* book, double size) {
    lxw_format* format = workbook_add_format(book);
    format_set_font_name(format, font);
    format_set_font_size(format, size);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
}

lxw_format* new_cell(lxw_workbook* book, bool is_bold, bool is_number) {
    lxw_format* format = new_format(book, 12);
    format_set_border(format, LXW_BORDER_THIN);
    if (is_bold) format_set_bold(format);
    if (is_number) return format;
    format_set_text_wrap(format);
    format_set_num_format(format, "@");  // what is edited later stays a text too
    return format;
}

Formats make_formats(lxw_workbook* book) {
    Formats formats{};
    formats.title = new_format(book, 14);
    format_set_bold(formats.title);
    formats.subtitle = new_format(book, 12);
    format_set_italic(formats.subtitle);
    formats.heading = new_cell(book, true, false);
    format_set_align(formats.heading, LXW_ALIGN_CENTER);
    format_set_bg_color(formats.heading, 0xE7E6E6);
    formats.text = new_cell(book, false, false);
    formats.number = new_cell(book, false, true);
    formats.total_text = new_cell(book, true, false);
    formats.total_number = new_cell(book, true, true);
    return formats;
}

/// How many lines a paragraph wraps to, word by word. room: letters a line.
int wrapped_lines(std::string_view text, double room) {
    int lines = 1;
    double used = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size() - 1) + 1;
        const auto letters = static_cast<double>(
            std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end),
                          [](char c) { return (c & 0xC0) != 0x80; }));
        if (used > 0 && used + letters > room + 1) {  // the space after it may stand outside
            ++lines;
            used = 0;
        }
        used += letters;
        for (; used > room + 1; used -= room) ++lines;  // of a word longer than a line
        text.remove_prefix(end);
    }
    return lines;
}

/// A column's width counts digits; letters are about as wide.
int lines_of(std::string_view text, double width) {
    int lines = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines += wrapped_lines(text.substr(begin, end - begin), width);
        begin = end + 1;
    }
    return lines;
}

/// LibreOffice does not make a row higher by itself for a text that wraps.
void set_height(lxw_worksheet* sheet, lxw_row_t row, int lines) {
    constexpr double line_pt = 16, most_pt = 409;  // no program shows a higher row
    if (lines > 1) worksheet_set_row(sheet, row, std::min(lines * line_pt, most_pt), nullptr);
}

void set_up_page(lxw_worksheet* sheet, const Table& table) {
    const auto last = static_cast<lxw_col_t>(table.columns.size() - 1);
    const std::size_t filtered = table.rows.size() - (table.ends_with_total ? 1 : 0);
    worksheet_freeze_panes(sheet, heading_row + 1, 0);
    worksheet_repeat_rows(sheet, heading_row, heading_row);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, paper_a4);
    worksheet_fit_to_pages(sheet, 1, 0);  // as wide as the paper, as long as it takes
    worksheet_set_margins(sheet, 0.6, 0.6, 0.75, 0.75);
    worksheet_set_footer(sheet, "&CTrang &P/&N");
    worksheet_autofilter(sheet, heading_row, 0, heading_row + static_cast<lxw_row_t>(filtered),
                         last);
}

void write_table(lxw_worksheet* sheet, const Table& table, const Formats& formats) {
    worksheet_write_string(sheet, 0, 0, table.title.c_str(), formats.title);
    worksheet_write_string(sheet, 1, 0, table.subtitle.c_str(), formats.subtitle);
    int lines = 1;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, table.columns[i].width, nullptr);
        worksheet_write_string(sheet, heading_row, column, table.columns[i].heading.c_str(),
                               formats.heading);
        lines = std::max(lines, lines_of(table.columns[i].heading, table.columns[i].width));
    }
    set_height(sheet, heading_row, lines);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const bool is_total = table.ends_with_total && r + 1 == table.rows.size();
        const auto row = static_cast<lxw_row_t>(heading_row + 1 + r);
        lines = 1;
        for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
            const Cell& cell = table.rows[r][c];
            const auto column = static_cast<lxw_col_t>(c);
            if (const int* number = std::get_if<int>(&cell)) {
                worksheet_write_number(sheet, row, column, *number,
                                       is_total ? formats.total_number : formats.number);
            } else {
                const std::string& text = std::get<std::string>(cell);
                worksheet_write_string(sheet, row, column, text.c_str(),
                                       is_total ? formats.total_text : formats.text);
                lines = std::max(lines, lines_of(text, table.columns[c].width));
            }
        }
        set_height(sheet, row, lines);
    }
}

}  // namespace

std::string write_xlsx(const std::vector<Table>& tables) {
    const MemoryFile file;
    char shared_memory[] = "/dev/shm";
    lxw_workbook_options options{};
    if (::access(shared_memory, W_OK) == 0) options.tmpdir = shared_memory;
    lxw_workbook* book = workbook_new_opt(file.path().c_str(), &options);
    if (!book) throw std::runtime_error("no memory for a workbook");
    const Formats formats = make_formats(book);
    for (const Table& table : tables) {
        lxw_worksheet* sheet = workbook_add_worksheet(book, table.name.c_str());
        if (!sheet) continue;  // closing says what is wrong
        set_up_page(sheet, table);
        write_table(sheet, table, formats);
    }
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
        throw std::runtime_error(std::string("workbook: ") + lxw_strerror(error));
    return file.content();
}

std::string write_csv(const Table& table) {
    std::vector<std::vector<std::string>> rows(1);
    for (const Column& column : table.columns) rows.front().push_back(column.heading);
    for (const auto& row : table.rows) {
        std::vector<std::string>& out = rows.emplace_back();
        for (const Cell& cell : row) {
            if (const int* number = std::get_if<int>(&cell)) out.push_back(std::to_string(*number));
            else out.push_back(std::get<std::string>(cell));
        }
    }
    return kinhmoi::write_csv(rows);
}

}  // namespace kinhmoi::sheet

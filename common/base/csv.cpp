// SPDX-License-Identifier: Apache-2.0
// Splits and writes text tables; csv_decode.cpp turns bytes into text.
#include "common/base/csv.hpp"

#include <algorithm>
#include <array>

#include "common/base/limits.hpp"

namespace kinhmoi {
namespace {

constexpr std::size_t delimiter_sample_lines = 30;

/// The delimiter that stands in the most of the first lines, outside quotes; then the most often.
char guess_delimiter(std::string_view text) {
    constexpr std::array candidates{'\t', ';', ','};
    std::array<std::size_t, 3> in_line{};
    std::array<std::size_t, 3> lines{};
    std::array<std::size_t, 3> total{};
    bool quoted = false;
    std::size_t line_count = 0;
    for (std::size_t at = 0; at <= text.size() && line_count < delimiter_sample_lines; ++at) {
        const char c = at < text.size() ? text[at] : '\n';
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        for (std::size_t k = 0; k < candidates.size(); ++k)
            in_line[k] += c == candidates[k] ? 1 : 0;
        if (c != '\n') continue;
        ++line_count;
        for (std::size_t k = 0; k < candidates.size(); ++k) {
            lines[k] += in_line[k] != 0 ? 1 : 0;
            total[k] += in_line[k];
        }
        in_line = {};
    }
    std::size_t best = 2;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        if (std::pair(lines[k], total[k]) > std::pair(lines[best], total[best])) best = k;
    }
    return candidates[best];
}

Failure too_large() {
    return {FailureKind::too_large,
            {"Danh sách quá lớn (tối đa 20.000 dòng, 64 cột). Đề nghị chia thành nhiều tệp.",
             "The list is too large (at most 20,000 rows and 64 columns). Please split it."}};
}

Failure quote_never_ends(int line) {
    const std::string at = std::to_string(line);
    return {
        FailureKind::malformed,
        {"Dấu ngoặc kép mở ở dòng " + at + " không được đóng. Đề nghị sửa dòng này rồi gửi lại.",
         "The quotation mark opened on line " + at + " is never closed. Please correct it."}};
}

class Splitter {
public:
    Splitter(std::string_view text, char delimiter) : text_(text) { table_.delimiter = delimiter; }

    Result<CsvTable> run() {
        while (at_ < text_.size()) {
            table_.first_lines.push_back(line_);
            table_.rows.emplace_back();
            while (read_cell()) {
                if (table_.rows.back().size() >= limits::sheet_columns) return too_large();
            }
            if (open_quote_line_ != 0) return quote_never_ends(open_quote_line_);
            if (table_.rows.size() > limits::sheet_rows) return too_large();
        }
        return std::move(table_);
    }

private:
    /// Takes one cell and the delimiter or line end behind it; false at the end of a row.
    bool read_cell() {
        std::string cell;
        if (at_ < text_.size() && text_[at_] == '"') read_quoted(cell);
        while (at_ < text_.size() && text_[at_] != table_.delimiter && text_[at_] != '\n' &&
               text_[at_] != '\r') {
            cell.push_back(text_[at_++]);
        }
        table_.rows.back().push_back(std::move(cell));
        if (at_ == text_.size()) return false;
        if (text_[at_] == table_.delimiter) {
            ++at_;
            return true;
        }
        end_line();
        return false;
    }

    void read_quoted(std::string& cell) {
        const int opened_on = line_;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') ++at_;
                else break;
            }
            if (text_[at_] == '\n') ++line_;
            cell.push_back(text_[at_]);
        }
        if (at_ == text_.size()) open_quote_line_ = opened_on;
        else ++at_;
    }

    void end_line() {
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') {
            table_.has_crlf = true;
            ++at_;
        }
        ++at_;
        ++line_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    int open_quote_line_ = 0;
    CsvTable table_;
};

}  // namespace

Result<CsvTable> split_csv(std::string_view text) {
    if (text.starts_with("sep=") && text.size() > 5 && (text[5] == '\n' || text[5] == '\r')) {
        const char delimiter = text[4];
        const std::size_t end = text.find('\n');
        if (end != std::string_view::npos &&
            std::string_view(";,\t|").find(delimiter) != std::string_view::npos) {
            auto table = Splitter(text.substr(end + 1), delimiter).run();
            if (table) {
                for (int& line : table->first_lines) ++line;
            }
            return table;
        }
    }
    return Splitter(text, guess_delimiter(text)).run();
}

bool begins_like_formula(std::string_view text) {
    return !text.empty() &&
           std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string csv_cell(std::string_view text, char delimiter) {
    std::string cell = begins_like_formula(text) ? "'" : "";
    cell += text;
    const bool quote = cell.find_first_of("\"\r\n") != std::string::npos ||
                       cell.find(delimiter) != std::string::npos;
    if (!quote) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted.push_back('"');
        quoted.push_back(c);
    }
    quoted.push_back('"');
    return quoted;
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows, char delimiter) {
    std::string out = "\xEF\xBB\xBF";
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i != 0) out.push_back(delimiter);
            out += csv_cell(row[i], delimiter);
        }
        out += "\r\n";
    }
    return out;
}

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
#include "common/domain/document_file.hpp"

#include "common/base/text.hpp"
#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<FileType> media_types[] = {
    {FileType::pdf, "application/pdf"},
    {FileType::png, "image/png"},
    {FileType::jpeg, "image/jpeg"},
    {FileType::docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {FileType::xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};

constexpr NamedValue<FileType> extensions[] = {{FileType::pdf, "pdf"},
                                               {FileType::png, "png"},
                                               {FileType::jpeg, "jpg"},
                                               {FileType::docx, "docx"},
                                               {FileType::xlsx, "xlsx"}};

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Names inside a ZIP archive stand there in clear.
bool holds(std::string_view bytes, std::string_view name) {
    return bytes.find(name) != std::string_view::npos;
}

/// How many bytes the first so many characters take.
std::size_t bytes_of_chars(std::string_view text, std::size_t chars) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
        if (begins && chars-- == 0) return i;
    }
    return text.size();
}

bool is_bad_in_names(char c) {
    constexpr std::string_view bad = "/\\:*?\"<>|";
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || bad.find(c) != bad.npos;
}

}  // namespace

std::optional<FileType> sniff_file_type(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("%PDF-")) return FileType::pdf;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return FileType::png;
    if (bytes.starts_with("\xff\xd8\xff"sv)) return FileType::jpeg;
    if (!bytes.starts_with("PK\x03\x04"sv) || !holds(bytes, "[Content_Types].xml"))
        return std::nullopt;
    if (holds(bytes, "vbaProject.bin")) return std::nullopt;  // macros
    if (holds(bytes, "word/document.xml")) return FileType::docx;
    if (holds(bytes, "xl/workbook.xml")) return FileType::xlsx;
    return std::nullopt;
}

const char* media_type_of(FileType type) {
    return name_in(media_types, type);
}

std::optional<FileType> parse_media_type(std::string_view field) {
    field = field.substr(0, field.find(';'));
    while (field.ends_with(' ')) field.remove_suffix(1);
    return value_in(media_types, lowered(field));
}

const char* extension_of(FileType type) {
    return name_in(extensions, type);
}

std::string safe_file_name(std::string_view wanted, FileType type, std::string_view if_empty) {
    std::string name;
    for (const char c : clean(wanted)) name += is_bad_in_names(c) ? '-' : c;
    const std::string extension = std::string(".") + extension_of(type);
    if (lowered(name).ends_with(extension)) name.resize(name.size() - extension.size());
    while (name.starts_with('.') || name.starts_with(' ')) name.erase(0, 1);
    name.resize(bytes_of_chars(name, file_name_max_chars));
    while (name.ends_with('.') || name.ends_with(' ')) name.pop_back();
    return (name.empty() ? std::string(if_empty) : name) + extension;
}

}  // namespace kinhmoi

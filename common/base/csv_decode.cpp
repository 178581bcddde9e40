// SPDX-License-Identifier: Apache-2.0
// Bytes of a text file to UTF-8, whatever Vietnamese office software wrote them.
#include <unicode/unistr.h>

#include <algorithm>

#include "common/base/csv.hpp"
#include "common/base/limits.hpp"
#include "common/base/text.hpp"
#include "common/base/text_icu.hpp"

namespace kinhmoi {
namespace {

Failure refuse(const char* vi, const char* en, FailureKind kind = FailureKind::invalid) {
    return {kind, {vi, en}};
}

/// Workbooks (zip, OLE), PDF and pictures, by their first bytes.
bool is_binary_document(std::string_view bytes) {
    using namespace std::string_view_literals;
    for (const std::string_view magic :
         {"PK\x03\x04"sv, "\xD0\xCF\x11\xE0"sv, "%PDF"sv, "\x89PNG"sv, "\xFF\xD8\xFF"sv}) {
        if (bytes.starts_with(magic)) return true;
    }
    return false;
}

/// UTF-16 without a mark shows as zero bytes on one side of every ASCII letter.
std::optional<TextEncoding> unmarked_utf16(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, 4096);
    std::size_t zeros[2] = {0, 0};
    for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0' ? 1u : 0u;
    if (sample.size() < 4 || (zeros[0] + zeros[1]) * 8 < sample.size()) return std::nullopt;
    if (zeros[0] == 0) return TextEncoding::utf16le;
    if (zeros[1] == 0) return TextEncoding::utf16be;
    return std::nullopt;
}

std::string decode_utf16(std::string_view bytes, bool little_endian) {
    icu::UnicodeString out;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const auto a = static_cast<unsigned char>(bytes[i]);
        const auto b = static_cast<unsigned char>(bytes[i + 1]);
        out.append(static_cast<char16_t>(little_endian ? b << 8 | a : a << 8 | b));
    }
    return to_utf8(out);
}

Result<DecodedText> decode_known(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        if (is_valid_utf8(bytes)) return DecodedText{std::string(bytes), TextEncoding::utf8, true};
    }
    for (const auto& [mark, encoding] : {std::pair("\xFF\xFE", TextEncoding::utf16le),
                                         std::pair("\xFE\xFF", TextEncoding::utf16be)}) {
        if (!bytes.starts_with(mark)) continue;
        const bool little = encoding == TextEncoding::utf16le;
        return DecodedText{decode_utf16(bytes.substr(2), little), encoding, true};
    }
    if (const auto encoding = unmarked_utf16(bytes)) {
        return DecodedText{decode_utf16(bytes, *encoding == TextEncoding::utf16le), *encoding,
                           false};
    }
    if (bytes.find('\0') != std::string_view::npos) {
        return refuse("Đây không phải tệp văn bản. Đề nghị gửi danh sách ở dạng “CSV UTF-8”.",
                      "This is not a text file. Please send the list as “CSV UTF-8”.");
    }
    if (is_valid_utf8(bytes)) return DecodedText{std::string(bytes), TextEncoding::utf8, false};
    if (const auto encoding = guess_8bit(bytes)) {
        return DecodedText{decode_8bit(bytes, *encoding), *encoding, false};
    }
    return refuse(
        "Không nhận ra bảng mã của tệp. Đề nghị mở lại tệp gốc và lưu ở dạng “CSV UTF-8”.",
        "The encoding of the file is not recognised. Please save the original as “CSV UTF-8”.");
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes) {
    if (bytes.size() > limits::sheet_bytes) {
        return refuse("Tệp quá lớn (tối đa 16 MB). Đề nghị chia thành nhiều tệp.",
                      "The file is too large (at most 16 MB). Please split it.",
                      FailureKind::too_large);
    }
    if (is_binary_document(bytes)) {
        return refuse(
            "Đây không phải tệp CSV. Đề nghị chọn tệp bảng tính ở trang nhập danh sách, hoặc lưu ở "
            "dạng “CSV UTF-8”.",
            "This is not a CSV file. Please drop the workbook on the import page, or save it as "
            "“CSV UTF-8”.");
    }
    auto decoded = decode_known(bytes);
    if (decoded && looks_lossy(decoded->text)) {
        return refuse(
            "Chữ có dấu trong tệp đã mất (thành dấu “?”), không khôi phục được. Đề nghị mở lại tệp "
            "gốc và lưu ở dạng “CSV UTF-8”.",
            "Accented letters in this file were lost (they became “?”) and cannot be restored. "
            "Please open the original and save it as “CSV UTF-8”.");
    }
    return decoded;
}

}  // namespace kinhmoi

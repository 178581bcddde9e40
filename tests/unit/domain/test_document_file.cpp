// SPDX-License-Identifier: Apache-2.0
// Kinds of files by their bytes, and the names they are saved by.
#include <gtest/gtest.h>

#include "common/base/text.hpp"
#include "common/domain/document_file.hpp"

namespace kinhmoi::test_document_file {
namespace {

using namespace std::string_literals;

TEST(SniffFileType, ByBytesAlone) {
    const std::string zip = "PK\x03\x04....[Content_Types].xml....";
    const struct {
        std::string bytes;
        std::optional<FileType> type;
    } cases[] = {
        {"%PDF-1.7\n", FileType::pdf},
        {"\x89PNG\r\n\x1a\n....", FileType::png},
        {"\xff\xd8\xff\xe0", FileType::jpeg},
        {zip + "word/document.xml", FileType::docx},
        {zip + "xl/workbook.xml", FileType::xlsx},
        {zip + "xl/workbook.xml xl/vbaProject.bin", std::nullopt},
        {zip + "ppt/presentation.xml", std::nullopt},
        {"PK\x03\x04 word/document.xml", std::nullopt},
        {" %PDF-1.7", std::nullopt},
        {"MZ\x90", std::nullopt},
        {"<html><script>alert(1)</script>", std::nullopt},
        {"<svg xmlns='http://www.w3.org/2000/svg'/>", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& test : cases) EXPECT_EQ(sniff_file_type(test.bytes), test.type) << test.bytes;
}

TEST(MediaType, WithoutParametersAndCase) {
    for (const FileType type :
         {FileType::pdf, FileType::png, FileType::jpeg, FileType::docx, FileType::xlsx})
        EXPECT_EQ(parse_media_type(media_type_of(type)), type);
    EXPECT_EQ(parse_media_type("Application/PDF ; charset=utf-8"), FileType::pdf);
    EXPECT_EQ(parse_media_type("text/html"), std::nullopt);
    EXPECT_EQ(parse_media_type(""), std::nullopt);
}

TEST(SafeFileName, HoldsNoPathAndTheRightEnding) {
    const auto name = [](const std::string& wanted) {
        return safe_file_name(wanted, FileType::pdf, "giay-moi");
    };
    EXPECT_EQ(name("Giấy mời số 12.pdf"), "Giấy mời số 12.pdf");
    EXPECT_EQ(name("Giấy mời.PDF"), "Giấy mời.pdf");
    EXPECT_EQ(name("Kế hoạch.exe"), "Kế hoạch.exe.pdf");
    EXPECT_EQ(name("../../etc/passwd"), "-..-etc-passwd.pdf");
    EXPECT_EQ(name("a\r\nSet-Cookie: b"), "a Set-Cookie- b.pdf");
    EXPECT_EQ(name(""), "giay-moi.pdf");
    EXPECT_EQ(name("..."), "giay-moi.pdf");
    EXPECT_EQ(name(".pdf"), "giay-moi.pdf");
    std::string longest;
    for (int i = 0; i < 400; ++i) longest += "ễ";
    EXPECT_EQ(text_length(name(longest)), file_name_max_chars + 4);
    EXPECT_TRUE(name(longest).ends_with("ễ.pdf"));
}

}  // namespace
}  // namespace kinhmoi::test_document_file

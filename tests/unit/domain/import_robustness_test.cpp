// SPDX-License-Identifier: Apache-2.0
// Random and damaged files through the whole import: nothing may crash, hang or keep bad text.
#include <gtest/gtest.h>

#include <random>
#include <string_view>

#include "common/base/text.hpp"
#include "common/domain/import_sheet.hpp"
#include "tests/support/vectors.hpp"

namespace kinhmoi::import_robustness_test {
namespace {

ImportOptions options() {
    ImportOptions out;
    ImportGroup adults;
    adults.code = "a";
    adults.name = "Doanh nghiệp lớn";
    adults.quota_max = 3;
    ImportGroup minors;
    minors.code = "m";
    minors.name = "Học sinh";
    minors.is_minors = true;
    out.groups = {adults, minors};
    out.default_group = "a";
    out.deadline = CivilDate{2026, 5, 28};
    return out;
}

void check(const std::string& bytes) {
    const auto result = judge_csv(bytes, options());
    if (!result) {
        EXPECT_FALSE(result.error().message().vi.empty());
        return;
    }
    int delegates = 0;
    for (const ImportRecord& record : result->records) {
        const Person& p = record.person;
        for (const std::string& text : {p.full_name, p.position, p.organization, p.email, p.note}) {
            EXPECT_TRUE(is_valid_utf8(text));
        }
        if (record.kind == RecordKind::delegate) {
            EXPECT_EQ(record.ordinal, ++delegates);
        }
        EXPECT_LT(record.duplicate_of, std::max(record.ordinal, 1));
    }
    EXPECT_EQ(result->delegate_rows, delegates);
}

const std::vector<std::string>& samples() {
    static const std::vector<std::string> list = [] {
        std::vector<std::string> made;
        for (const char* file :
             {"delegates-dirty-can-tho-cong-an.csv", "delegates-clean-can-tho-so-noi-vu.csv",
              "delegates-clean-can-tho-so-gddt-hoc-sinh.csv", "encodings/list-tcvn3.csv",
              "encodings/list-vni.csv", "encodings/list-cp1258.csv",
              "encodings/list-utf16le-tab.txt", "encodings/list-vni-mojibake-utf8.csv"}) {
            made.push_back(test::vector_bytes(std::string("vi/") + file));
        }
        return made;
    }();
    return list;
}

TEST(ImportRobustness, RandomBytes) {
    constexpr std::string_view usual = "STT,;\t\"\n\r0123456789.-=+@H\xC3\xE1\xBB\x8D?";
    std::mt19937 random(1);
    for (int round = 0; round < 400; ++round) {
        std::string bytes(random() % 600, '\0');
        const bool texty = round % 2 == 0;
        for (char& c : bytes) {
            c = texty ? usual[random() % usual.size()] : static_cast<char>(random() % 256);
        }
        check(bytes);
        check("STT,Họ và tên,Chức vụ,Đơn vị,Điện thoại,Email,Ngày đăng ký,Ghi chú\n" + bytes);
    }
}

TEST(ImportRobustness, DamagedFiles) {
    std::mt19937 random(2);
    for (int round = 0; round < 240; ++round) {
        std::string bytes = samples()[static_cast<std::size_t>(round) % samples().size()];
        for (int edits = 1 + static_cast<int>(random() % 20); edits > 0 && !bytes.empty();
             --edits) {
            const std::size_t at = random() % bytes.size();
            switch (random() % 5) {
                case 0:
                    bytes[at] = static_cast<char>(random() % 256);
                    break;
                case 1:
                    bytes.erase(at, random() % 30);
                    break;
                case 2:
                    bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 60));
                    break;
                case 3:
                    bytes.insert(at, 1, "\";,\t\n\r\0="[random() % 8]);
                    break;
                default:
                    bytes.resize(at);
                    break;
            }
        }
        check(bytes);
    }
}

TEST(ImportRobustness, FiveThousandRowsInOneGo) {
    std::string csv = "STT,Họ và tên,Chức vụ,Đơn vị công tác,Điện thoại,Ghi chú\n";
    for (int i = 1; i <= 5000; ++i) {
        const std::string n = std::to_string(i);
        csv += n + ",Lê Mẫu An,Phó Giám đốc,Sở Giả Định " + n + ",0500" +
               std::string(6 - n.size(), '0') + n + ",\n";
    }
    const auto result = judge_csv(csv, options());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->delegate_rows, 5000);
    EXPECT_EQ(result->group_counts[0].distinct, 5000);
    for (const ImportRecord& record : result->records) EXPECT_EQ(record.duplicate_of, 0);
}

}  // namespace
}  // namespace kinhmoi::import_robustness_test

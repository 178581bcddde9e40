// SPDX-License-Identifier: Apache-2.0
#include "common/domain/import_sheet.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "common/base/csv.hpp"
#include "common/base/limits.hpp"
#include "common/base/phone.hpp"
#include "tests/support/vectors.hpp"

namespace kinhmoi::import_sheet_test {
namespace {

using nlohmann::json;

ImportGroup group(std::string code, std::string name, int max, bool organizations = false,
                  bool minors = false) {
    ImportGroup g;
    g.code = std::move(code);
    g.name = std::move(name);
    g.quota_max = max;
    g.counts_organizations = organizations;
    g.is_minors = minors;
    return g;
}

ImportOptions can_tho_police() {
    ImportOptions options;
    options.groups = {
        group("g05", "Doanh nghiệp lớn trên địa bàn thành phố", 5, true),
        group("g06", "KOLs, quản trị viên các hội nhóm, diễn đàn lớn tại địa phương", 30)};
    options.deadline = CivilDate{2026, 5, 28};
    return options;
}

std::vector<std::string> labels(const std::vector<ImportIssue>& issues) {
    std::vector<std::string> out;
    for (const ImportIssue& issue : issues) out.push_back(issue_label(issue));
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::string> sorted(std::vector<std::string> list) {
    std::sort(list.begin(), list.end());
    return list;
}

std::vector<std::string> row_labels(const ImportResult& result) {
    std::vector<std::string> out;
    for (const ImportRecord& record : result.records) {
        for (const ImportIssue& issue : record.issues) out.push_back(issue_label(issue));
    }
    return out;
}

std::vector<const ImportRecord*> delegates(const ImportResult& result) {
    std::vector<const ImportRecord*> out;
    for (const ImportRecord& record : result.records) {
        if (record.kind == RecordKind::delegate) out.push_back(&record);
    }
    return out;
}

json text_or_null(const std::string& text) {
    return text.empty() ? json(nullptr) : json(text);
}

json normalized_json(const ImportRecord& record) {
    const Person& p = record.person;
    return {
        {"full_name", text_or_null(p.full_name)},
        {"honorific", text_or_null(p.honorific)},
        {"rank", text_or_null(p.rank)},
        {"position", text_or_null(p.position)},
        {"organization", text_or_null(p.organization)},
        {"phone", p.phone.empty() ? json(nullptr) : json(parse_phone(p.phone).number->national)},
        {"email", text_or_null(p.email)},
        {"registered_on",
         record.registered_on ? json(iso_date(*record.registered_on)) : json(nullptr)},
        {"note", text_or_null(p.note)}};
}

ImportResult judge_vector(const char* file, const ImportOptions& options) {
    auto result = judge_csv(test::vector_bytes(std::string("vi/") + file), options);
    EXPECT_TRUE(result) << file;
    return result ? *result : ImportResult{};
}

ImportResult judge_text(const std::string& csv, const ImportOptions& options) {
    auto result = judge_csv(csv, options);
    EXPECT_TRUE(result);
    return result ? *result : ImportResult{};
}

ImportOptions one_group(bool minors = false) {
    ImportOptions options;
    options.groups = {group("g", "Nhóm Mẫu", 1000, false, minors)};
    options.default_group = "g";
    return options;
}

TEST(ImportSheet, DirtyFileIsJudgedExactly) {
    const auto expected = test::vector_json("vi/delegates-dirty-can-tho-cong-an.expected.json");
    const ImportResult got = judge_vector("delegates-dirty-can-tho-cong-an.csv", can_tho_police());
    EXPECT_EQ(labels(got.file_issues), sorted(expected["file_issues"]));
    for (const auto& [column, field] : expected["columns"].items()) {
        const auto& mapped = got.columns.at(std::stoul(column));
        ASSERT_TRUE(mapped) << column;
        EXPECT_EQ(name_of(*mapped), field.get<std::string>());
    }
    const json& rows = expected["rows"];
    ASSERT_EQ(got.records.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const json& row = rows[i];
        const ImportRecord& record = got.records[i];
        SCOPED_TRACE("line " + std::to_string(record.first_line));
        EXPECT_EQ(record.first_line, row["first_line"].get<int>());
        EXPECT_EQ(name_of(record.kind), row["kind"].get<std::string>());
        EXPECT_EQ(record.group_code, row.value("group", ""));
        EXPECT_EQ(record.ordinal, row.value("ordinal", 0));
        EXPECT_EQ(record.declared.value_or(0), row.value("declared", 0));
        EXPECT_EQ(labels(record.issues), sorted(row.value("issues", std::vector<std::string>{})));
        if (row.contains("normalized")) {
            EXPECT_EQ(normalized_json(record), row["normalized"]);
        }
    }
    EXPECT_EQ(got.delegate_rows, expected["summary"]["delegate_rows"].get<int>());
    ASSERT_EQ(got.group_counts.size(), 2u);
    EXPECT_EQ(got.group_counts[0].rows, 7);
    EXPECT_EQ(got.group_counts[0].distinct, expected["summary"]["distinct_persons_g05"].get<int>());
    EXPECT_EQ(got.group_counts[0].over_by, expected["summary"]["over_quota_g05"].get<int>());
    EXPECT_EQ(got.group_counts[1].rows, 13);
    EXPECT_EQ(got.group_counts[1].over_by, 0);
}

TEST(ImportSheet, CleanFilesHaveNoFault) {
    struct Case {
        const char* file;
        ImportGroup group;
        int delegates;
    };
    const Case cases[] = {
        {"delegates-clean-can-tho-so-noi-vu.csv",
         group("g09", "Hội, Hiệp hội, tổ chức xã hội trên địa bàn", 10, true), 10},
        {"delegates-clean-can-tho-so-gddt-truong.csv", group("g07", "Trường học các cấp", 20, true),
         20},
        {"delegates-clean-can-tho-so-gddt-hoc-sinh.csv",
         group("g08", "Học sinh, trẻ em có hoàn cảnh khó khăn", 50, false, true), 50},
    };
    for (const Case& c : cases) {
        ImportOptions options;
        options.groups = {c.group};
        options.default_group = c.group.code;
        const ImportResult got = judge_vector(c.file, options);
        EXPECT_EQ(got.delegate_rows, c.delegates) << c.file;
        EXPECT_EQ(got.errors, 0) << c.file;
        EXPECT_EQ(got.warnings, 0) << c.file;
        EXPECT_EQ(row_labels(got), std::vector<std::string>{}) << c.file;
        EXPECT_EQ(got.group_counts[0].distinct, c.delegates) << c.file;
        EXPECT_EQ(got.group_counts[0].over_by, 0) << c.file;
    }
}

TEST(ImportSheet, MinorsFormKeepsTheLeast) {
    const ImportResult got =
        judge_vector("delegates-clean-can-tho-so-gddt-hoc-sinh.csv", one_group(true));
    EXPECT_EQ(got.dropped_columns, (std::vector<std::string>{"Ghi chú"}));
    const auto rows = delegates(got);
    ASSERT_EQ(rows.size(), 50u);
    const Person& first = rows[0]->person;
    Person expected;
    expected.full_name = "Tô Mẫu Hữu";
    expected.organization = "Trường Tiểu học Giả Định 21";
    expected.age_band = AgeBand::from_7_to_15;
    expected.leader_name = "Nguyễn Mẫu Ước";
    expected.leader_phone = "+84500000100";
    expected.consents = {Answer::yes, Answer::yes, Answer::no, Answer::no};
    EXPECT_EQ(first, expected);
    EXPECT_EQ(rows[4]->person.age_band, AgeBand::under_7);
    EXPECT_EQ(rows[4]->person.consents.child_attend, Answer::not_applicable);
    int from_16 = 0;
    for (const ImportRecord* row : rows) {
        EXPECT_TRUE(row->is_minor);
        EXPECT_TRUE(row->person.note.empty() && row->person.phone.empty());
        from_16 += row->person.age_band == AgeBand::from_16 ? 1 : 0;
    }
    EXPECT_EQ(from_16, 12);
}

TEST(ImportSheet, MinorsFaults) {
    const std::string csv =
        "STT,Họ và tên học sinh,Nhóm tuổi,Trường,Người phụ trách,Điện thoại người phụ trách,Phụ "
        "huynh đồng ý,"
        "Trẻ đồng ý,Ngày sinh,Lớp,Hoàn cảnh,Điện thoại\n"
        "1,Em Lê Thử An,Dưới 7 tuổi,Trường Mẫu,Cô Mẫu,0500000100,Có,,01/01/2020,1A,bí "
        "mật-1,0500000999\n"
        "2,Lê Thử Bình,7-15,Trường Mẫu,Cô Mẫu,0500000100,Không,Không,01/01/2015,1A,bí mật-1,\n"
        "3,Lê Thử Chi,2015,Trường Mẫu,Cô Mẫu,0500000100,Có,có lẽ,01/01/2015,1A,bí mật-1,\n"
        "4,Lê Thử An,Dưới 7 tuổi,,,,Có,,,,,\n";
    const ImportResult got = judge_text(csv, one_group(true));
    const auto rows = delegates(got);
    ASSERT_EQ(rows.size(), 4u);
    EXPECT_EQ(labels(rows[0]->issues), (std::vector<std::string>{"honorific_split"}));
    EXPECT_EQ(labels(rows[1]->issues),
              (std::vector<std::string>{"consent_child_missing", "consent_guardian_missing"}));
    EXPECT_EQ(labels(rows[2]->issues),
              (std::vector<std::string>{"age_band_unclear", "consent_unclear"}));
    EXPECT_EQ(labels(rows[3]->issues),
              (std::vector<std::string>{"duplicate_possible_of:1", "party_leader_missing",
                                        "phone_missing", "school_missing"}));
    const std::vector<std::string> file = labels(got.file_issues);
    for (const char* heading : {"Ngày sinh", "Lớp", "Hoàn cảnh"}) {
        EXPECT_EQ(std::count(file.begin(), file.end(),
                             std::string("sensitive_column_dropped:") + heading),
                  1)
            << heading;
    }
    EXPECT_EQ(std::count(file.begin(), file.end(), "minors_column_dropped:Điện thoại"), 1);
    for (const ImportRecord* row : rows) {
        const std::string kept = normalized_json(*row).dump() + row->person.leader_name;
        for (const char* secret : {"bí mật", "0500000999", "2020", "1A"}) {
            EXPECT_EQ(kept.find(secret), std::string::npos) << secret;
        }
    }
    // The children's form sent for a group of adults is still read with the least data.
    const ImportResult wrong = judge_text(csv, one_group(false));
    const std::vector<std::string> wrong_file = labels(wrong.file_issues);
    EXPECT_EQ(std::count(wrong_file.begin(), wrong_file.end(), "minors_form"), 1);
    EXPECT_TRUE(delegates(wrong)[0]->is_minor);
}

TEST(ImportSheet, SensitiveColumnsAreNamedAndNeverKept) {
    const std::string csv =
        "STT,Họ và tên,Số CCCD,Dân tộc,Tôn giáo,Sức khoẻ,Đảng viên,Chức vụ,Đơn vị công tác,Điện "
        "thoại,Size áo\n"
        "1,Lê Mẫu An,SECRET-1,SECRET-2,SECRET-3,SECRET-4,SECRET-5,Giám đốc,Sở "
        "Mẫu,0500000001,SECRET-6\n";
    const ImportResult got = judge_text(csv, one_group());
    EXPECT_EQ(labels(got.file_issues),
              sorted({"sensitive_column_dropped:Số CCCD", "sensitive_column_dropped:Dân tộc",
                      "sensitive_column_dropped:Tôn giáo", "sensitive_column_dropped:Sức khoẻ",
                      "sensitive_column_dropped:Đảng viên", "column_unknown:Size áo"}));
    EXPECT_EQ(got.dropped_columns.size(), 6u);
    EXPECT_EQ(normalized_json(*delegates(got)[0]).dump().find("SECRET"), std::string::npos);
    EXPECT_EQ(delegates(got)[0]->person.organization, "Sở Mẫu");
}

TEST(ImportSheet, SecondImportAddsNobody) {
    ImportOptions options = can_tho_police();
    const ImportResult first = judge_vector("delegates-dirty-can-tho-cong-an.csv", options);
    for (const ImportRecord* row : delegates(first)) {
        if (row->person.full_name.empty() || row->duplicate_of != 0) continue;
        options.known.push_back({std::to_string(row->ordinal), row->person, row->group_code});
    }
    const ImportResult second = judge_vector("delegates-dirty-can-tho-cong-an.csv", options);
    for (const ImportRecord* row : delegates(second)) {
        if (row->person.full_name.empty()) continue;
        EXPECT_TRUE(!row->known_id.empty() || row->duplicate_of != 0) << row->ordinal;
        if (row->duplicate_of == 0) {
            EXPECT_EQ(row->known_id, std::to_string(row->ordinal));
        }
    }
    EXPECT_EQ(second.group_counts[0].distinct, first.group_counts[0].distinct);
    EXPECT_EQ(second.group_counts[1].distinct, first.group_counts[1].distinct);

    options = one_group(true);
    const ImportResult children =
        judge_vector("delegates-clean-can-tho-so-gddt-hoc-sinh.csv", options);
    for (const ImportRecord* row : delegates(children))
        options.known.push_back({"k", row->person, "g"});
    const ImportResult again =
        judge_vector("delegates-clean-can-tho-so-gddt-hoc-sinh.csv", options);
    for (const ImportRecord* row : delegates(again)) EXPECT_EQ(row->known_id, "k");
    EXPECT_EQ(again.group_counts[0].distinct, 50);
}

TEST(ImportSheet, OneKnownChildAnswersForOneRow) {
    const std::string csv =
        "STT,Họ và tên học sinh,Nhóm tuổi,Trường,Người phụ trách,Điện thoại người phụ trách,"
        "Phụ huynh đồng ý\n"
        "1,Lê Thử An,Dưới 7 tuổi,Trường Mẫu,Lê Mẫu Bình,0500000100,Có\n"
        "2,Lê Thử An,Dưới 7 tuổi,Trường Mẫu,Lê Mẫu Bình,0500000100,Có\n";
    ImportOptions options = one_group(true);
    const ImportResult first = judge_text(csv, options);
    EXPECT_EQ(row_labels(first), (std::vector<std::string>{"duplicate_possible_of:1"}));
    options.known.push_back({"k", delegates(first)[0]->person, "g"});
    const auto again = judge_text(csv, options);
    EXPECT_EQ(delegates(again)[0]->known_id, "k");
    EXPECT_EQ(delegates(again)[1]->known_id, "");
    EXPECT_EQ(again.group_counts[0].distinct, 2);
}

TEST(ImportSheet, RowsAndDuplicates) {
    struct Case {
        const char* csv;  // below "STT,Họ và tên,Chức vụ,Đơn vị công tác,Điện thoại,Ghi chú"
        std::vector<std::vector<std::string>> issues;  // one list a delegate
    };
    const Case cases[] = {
        {"1,Lê Mẫu An,a,Sở Mẫu,0500000001,\n2,Lê Mẫu An,b,Sở Mẫu,0500000002,\n",
         {{}, {"duplicate_possible_of:1"}}},
        {"1,Lê Mẫu An,a,Sở Mẫu,0500000001,\n2,lê mẫu an,b,SỞ MẪU,,\n",
         {{}, {"duplicate_of:1", "name_case_fixed", "phone_missing"}}},
        {"1,Lê Mẫu An,a,Sở Mẫu,0500000001,\n2,Lê Mẫu An,b,Sở Giả,0500000002,\n", {{}, {}}},
        {"1,Lê Mẫu An,a,Sở Mẫu,0500000001,\n2,Lê Mẫu Ân,b,Sở Mẫu,0500000001,\n",
         {{}, {"duplicate_possible_of:1"}}},
        {"1,Lê Mẫu An,nt,\"\"\"\",0500000001,\n", {{"ditto_without_source"}}},
        {"1,Lê Mẫu An,a,Sở Mẫu,0500000001,\n2,Lê Mẫu Bình,-nt-,như trên,0500000002,\n",
         {{}, {"ditto_expanded"}}},
        {"1,An,a,Sở Mẫu,0500000001,-\n", {{"name_too_short"}}},
        {"1,Lê Mẫu An,a,Sở Mẫu,0500000001,thay đ/c Lê Thử\n2,,,,,\n3,,,,,\n,,,,,\n",
         {{"substitute_noted"}}},
        {"1,Lê Mẫu An,a,Sở Mẫu,0500000001,\n,Tổng cộng: 5,,,,\n", {{}}},
        {"1,Lê Mẫu An,a,+cmd,abc,\n", {{"formula_prefix", "phone_unrecoverable"}}},
    };
    for (const Case& c : cases) {
        const ImportResult got = judge_text(
            std::string("STT,Họ và tên,Chức vụ,Đơn vị công tác,Điện thoại,Ghi chú\n") + c.csv,
            one_group());
        const auto rows = delegates(got);
        ASSERT_EQ(rows.size(), c.issues.size()) << c.csv;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            EXPECT_EQ(labels(rows[i]->issues), sorted(c.issues[i])) << c.csv;
        }
    }
}

TEST(ImportSheet, HeadingsOfOtherShapes) {
    struct Case {
        const char* csv;
        const char* name;  // of the first delegate; nullptr: nobody
        std::vector<std::string> file_issues;
    };
    const Case cases[] = {
        {"Họ và tên\nLê Mẫu An\n", "Lê Mẫu An", {}},
        {"STT,Họ và tên đệm,Tên,Đơn vị công tác\n1,Lê Mẫu,An,Sở Mẫu\n", "Lê Mẫu An", {}},
        {"STT,Họ và tên,,Đơn vị công tác\n1,Lê Mẫu,An,Sở Mẫu\n2,Lê Thử,Bình,Sở Mẫu\n",
         "Lê Mẫu An",
         {}},
        {"TT,TÊN,ĐƠN VỊ\n1,Lê Mẫu An,Sở Mẫu\n",
         "Lê Mẫu An",
         {"header_alias:TT=ordinal", "header_alias:ĐƠN VỊ=organization"}},
        {"STT,Ho va ten,Dien thoai,SĐT\n1,Lê Mẫu An,0500000001,0500000002\n",
         "Lê Mẫu An",
         {"column_repeated:SĐT"}},
        {"1,Lê Mẫu An,Sở Mẫu\n", nullptr, {"header_missing"}},
        {"STT,Chức vụ,Đơn vị công tác\n1,a,b\n", nullptr, {"header_missing"}},
        {"", nullptr, {"header_missing"}},
        {"STT,Họ và tên\n", nullptr, {"sheet_empty"}},
    };
    for (const Case& c : cases) {
        const ImportResult got = judge_text(c.csv, one_group());
        EXPECT_EQ(labels(got.file_issues), sorted(c.file_issues)) << c.csv;
        const auto rows = delegates(got);
        ASSERT_EQ(rows.empty(), c.name == nullptr) << c.csv;
        if (c.name) {
            EXPECT_EQ(rows[0]->person.full_name, c.name) << c.csv;
        }
    }
    ImportOptions mapped = one_group();
    mapped.columns = {std::nullopt, ImportField::full_name, ImportField::organization};
    const auto explicit_rows = judge_text("1,Lê Mẫu An,Sở Mẫu\n", mapped);
    ASSERT_EQ(explicit_rows.delegate_rows, 1);
    EXPECT_EQ(delegates(explicit_rows)[0]->person.organization, "Sở Mẫu");
    // Not even by hand can a column be taken that is never collected.
    mapped.columns = {std::nullopt, ImportField::full_name, ImportField::note};
    const auto by_hand = judge_text("STT,Họ và tên,Số CCCD\n1,Lê Mẫu An,001\n", mapped);
    EXPECT_EQ(delegates(by_hand)[0]->person.note, "");
}

TEST(ImportSheet, GroupsAndQuotas) {
    ImportOptions options = can_tho_police();
    const std::string head = "STT,Họ và tên,Đơn vị công tác\n";
    const ImportResult unknown =
        judge_text(head + "I,NHÓM LẠ (02),\n1,Lê Mẫu An,Sở Mẫu\n", options);
    EXPECT_EQ(row_labels(unknown),
              (std::vector<std::string>{"group_unknown:NHÓM LẠ (02)", "group_missing"}));
    options.groups[0].quota_max = 1;
    options.groups[0].quota_is_approximate = true;
    options.default_group = "g05";
    const std::string csv =
        head + "1,Lê Mẫu An,Sở Mẫu\n2,Lê Mẫu Bình,SỞ MẪU\n3,Lê Mẫu Chi,Sở Giả\n";
    EXPECT_EQ(row_labels(judge_text(csv, options)),
              (std::vector<std::string>{"quota_exceeded_approximate"}));
    options.groups[0].counts_organizations = false;
    options.groups[0].quota_is_approximate = false;
    const ImportResult persons = judge_text(csv, options);
    EXPECT_EQ(row_labels(persons), (std::vector<std::string>{"quota_exceeded", "quota_exceeded"}));
    EXPECT_EQ(persons.group_counts[0].over_by, 2);
}

TEST(ImportSheet, EveryEncodingGivesTheSamePersons) {
    const json rows = test::vector_json("vi/encodings/expected.json")["rows"];
    for (const char* file :
         {"list-utf8.csv", "list-utf8-bom-semicolon.csv", "list-utf8-nfd.csv",
          "list-utf16le-tab.txt", "list-cp1258.csv", "list-tcvn3.csv", "list-vni.csv",
          "list-tcvn3-mojibake-utf8.csv", "list-vni-mojibake-utf8.csv"}) {
        const ImportResult got =
            judge_vector((std::string("encodings/") + file).c_str(), one_group());
        const auto found = delegates(got);
        ASSERT_EQ(found.size(), 4u) << file;
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_EQ(found[i]->person.full_name, rows[i + 1][1].get<std::string>()) << file;
            EXPECT_EQ(found[i]->person.organization, rows[i + 1][3].get<std::string>()) << file;
        }
        EXPECT_EQ(got.errors, 0) << file;
    }
    EXPECT_FALSE(judge_csv(test::vector_bytes("vi/encodings/list-cp1252-lost.csv"), one_group()));
}

TEST(ImportSheet, WorkbookRowsMayBeShort) {
    ImportSheet sheet;
    sheet.rows = {{"STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Điện thoại"},
                  {"1", "Lê Mẫu An"}};
    EXPECT_EQ(
        row_labels(judge_sheet(sheet, one_group())),
        (std::vector<std::string>{"missing_columns", "phone_missing", "organization_missing"}));
    sheet.trailing_blanks_cut = true;
    EXPECT_EQ(row_labels(judge_sheet(sheet, one_group())),
              (std::vector<std::string>{"phone_missing", "organization_missing"}));
}

TEST(ImportSheet, LimitsHold) {
    ImportSheet sheet;
    sheet.rows.assign(limits::sheet_rows + 1, {"x"});
    EXPECT_EQ(labels(judge_sheet(sheet, one_group()).file_issues),
              (std::vector<std::string>{"sheet_too_large"}));
    sheet.rows = {{"STT", "Họ và tên"}, {"1", std::string(100'000, 'a') + " b"}};
    const ImportResult got = judge_sheet(sheet, one_group());
    EXPECT_EQ(labels(delegates(got)[0]->issues)[0], "text_too_long");
    EXPECT_TRUE(delegates(got)[0]->person.full_name.empty());
}

}  // namespace
}  // namespace kinhmoi::import_sheet_test

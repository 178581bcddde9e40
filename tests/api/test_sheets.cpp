// SPDX-License-Identifier: Apache-2.0
// Workbooks and CSV over HTTP, read back by another program: text stays text, children have no
// names, numbers are the report's, and the log knows who took what.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "server/store/rows/delegate_rows.hpp"
#include "server/usecase/substitution.hpp"
#include "server/usecase/walk_ins.hpp"
#include "tests/paths.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

constexpr const char* evil = "=cmd|' /C calc'!A0";

class Sheets : public testing::Test {
protected:
    Sheets() {
        server.write([this](store::WriteTx& tx) {
            world = make_door_world(tx, "a", server.app().services().master_key);
            put_on_lists(tx, world);
            reader = make_account(tx, "lanh-dao", Role::reader, {}, {world.event});
            clerk = make_account(tx, "can-bo", Role::clerk, world.agency, {world.event});
            admin = make_account(tx, "quan-tri", Role::administrator);
            auto delegate = *store::load_delegate(tx, world.adult.delegate);
            delegate.person.note = evil;
            delegate.person.position = "+84 tấn";
            delegate.seat = "-A1";
            store::update_delegate(tx, delegate);
        });
    }

    std::string path(const std::string& rest) {
        return "/api/v1/events/" + to_text(world.event) + rest;
    }
    /// The workbook as another program sees it: Debian's Python, which has openpyxl.
    Json read(const std::string& bytes) {
        const auto file = folder.path() / "book.xlsx";
        std::ofstream(file, std::ios::binary) << bytes;
        const std::string command = "/usr/bin/python3 -B '" KINHMOI_PROJECT_DIR
                                    "/tests/support/read_workbook.py' '" +
                                    file.string() + "'";
        std::string text;
        FILE* pipe = ::popen(command.c_str(), "r");
        char part[4'096];
        while (const std::size_t got = std::fread(part, 1, sizeof part, pipe))
            text.append(part, got);
        EXPECT_EQ(::pclose(pipe), 0);
        return api::parse_json(text).value();
    }
    Json book(const AccountId& account, const std::string& rest) {
        const Reply reply = server.client_of(account).get(path(rest));
        EXPECT_EQ(reply.status, 200u) << reply.body;
        EXPECT_EQ(reply.header("content-type"),
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        EXPECT_NE(reply.header("content-disposition").find("attachment"), std::string::npos);
        return read(reply.body);
    }
    /// The column of that heading, without the heading.
    static std::vector<Json> column(const Json& sheet, const std::string& heading) {
        const Json& headings = sheet["rows"][3];
        const auto at = std::find(headings.begin(), headings.end(), heading) - headings.begin();
        std::vector<Json> cells;
        for (std::size_t row = 4; row < sheet["rows"].size(); ++row)
            cells.push_back(sheet["rows"][row].at(static_cast<std::size_t>(at)));
        return cells;
    }

    TestServer server;
    Folder folder;
    DoorWorld world;
    AccountId reader, clerk, admin;
};

TEST_F(Sheets, TheDeskListIsTextSetUpForPrint) {
    const Json sheet = book(world.organizer.account, "/delegates.xlsx")[0];
    EXPECT_EQ(sheet["frozen"], "A5");
    EXPECT_EQ(sheet["orientation"], "landscape");
    EXPECT_EQ(sheet["paper"], "9");
    EXPECT_EQ(sheet["repeated"], "$4:$4");
    EXPECT_EQ(sheet["footer"], "Trang &P/&N");
    EXPECT_EQ(sheet["types"], Json({"n", "s"})) << "no formula, no date, no error";
    EXPECT_EQ(sheet["rows"][0][0], "DANH SÁCH TỔNG HỢP ĐẠI BIỂU");
    const auto names = column(sheet, "Họ và tên");
    const auto an = std::find(names.begin(), names.end(), "Nguyễn Mẫu An");
    ASSERT_NE(an, names.end());
    const auto row = static_cast<std::size_t>(an - names.begin());
    EXPECT_EQ(column(sheet, "Ghi chú")[row], evil);
    EXPECT_EQ(column(sheet, "Chức vụ")[row], "+84 tấn");
    EXPECT_EQ(column(sheet, "Vị trí ngồi")[row], "-A1");
    EXPECT_EQ(column(sheet, "Điện thoại")[row], "0500 333 444");
    EXPECT_EQ(column(sheet, "STT")[0], 1);
    EXPECT_EQ(column(sheet, "Mã số")[row].get<std::string>().size(), 9u);
}

TEST_F(Sheets, ChildrenStandAsDelegationsAndNumbers) {
    for (const char* rest : {"/delegates.xlsx", "/report.xlsx"}) {
        const Json sheets = book(world.organizer.account, rest);
        const std::string text = api::dump(sheets);
        EXPECT_EQ(text.find("Canary Tên Trẻ Em"), std::string::npos) << rest;
        EXPECT_EQ(text.find("khó khăn"), std::string::npos) << rest;
    }
    const auto names = column(book(world.organizer.account, "/delegates.xlsx")[0], "Họ và tên");
    EXPECT_EQ(std::count(names.begin(), names.end(), "Đoàn Trường Thử Nghiệm (4 thiếu nhi)"), 1);
}

TEST_F(Sheets, SortsGivenNamesWithinSiteAndGroup) {
    server.write([this](store::WriteTx& tx) {
        for (const char* name : {"Bùi Thử Ứng", "Bùi Thử Đào", "Bùi Thử Ước", "Bùi Thử Dũng"}) {
            auto delegate = *store::load_delegate(tx, world.adult.delegate);
            delegate.id = tx.new_id<DelegateId>();
            delegate.person.full_name = name;
            store::insert_delegate(tx, delegate);
        }
    });
    const Json sheet = book(world.organizer.account, "/delegates.xlsx")[0];
    const auto names = column(sheet, "Họ và tên");
    const auto groups = column(sheet, "Thành phần");
    std::vector<std::string> adults;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (column(sheet, "Điểm cầu")[i] == "Điểm cầu chính" && groups[i] == "Đại biểu")
            adults.push_back(names[i]);
    EXPECT_EQ(adults, (std::vector<std::string>{"Nguyễn Mẫu An", "Trần Thử Bình", "Bùi Thử Dũng",
                                                "Bùi Thử Đào", "Bùi Thử Ứng", "Bùi Thử Ước"}));
}

TEST_F(Sheets, TheReportHasItsSumsAndItsPeople) {
    server.write([this](store::WriteTx& tx) {
        const auto read = [&](const Pass& pass) {
            (void)usecase::record_scan(tx, world.door_1.actor(),
                                       world.door_1.read(tx.now(), digits_of(pass)), door_host);
        };
        read(world.adult);
        (void)usecase::register_walk_in(tx, world.door_1.actor(), {{}, "Phạm Thử Khách", "", ""},
                                        world.door_1.next(tx.now()), world.master_key, door_host);
        Person person;
        person.full_name = "Lý Giả Thay";
        person.organization = "Đơn vị Thử a";
        ASSERT_TRUE(
            usecase::substitute(tx, world.organizer, world.second_adult.delegate, person, "Ốm"));
    });
    const Json report = server.client_of(world.organizer.account).get(path("/report")).json();
    const Json sheets = book(world.organizer.account, "/report.xlsx");
    ASSERT_EQ(sheets.size(), 6u);
    for (int i : {0, 1, 2}) {
        EXPECT_EQ(column(sheets[i], "Có mặt").back(), report["total"]["present"]) << i;
        EXPECT_EQ(column(sheets[i], "Dự kiến").back(), report["total"]["expected"]) << i;
        EXPECT_EQ(column(sheets[i], "Khách ngoài danh sách").back(), 1) << i;
    }
    const auto sum = [](const std::vector<Json>& cells) {
        int total = 0;
        for (const Json& cell : cells) total += cell.get<int>();
        return total;
    };
    EXPECT_EQ(sheets[3]["name"], "Vắng mặt");
    EXPECT_EQ(sum(column(sheets[3], "Số người vắng")),
              report["total"]["absent"].get<int>() + report["total"]["excused"].get<int>());
    EXPECT_EQ(column(sheets[4], "Họ và tên"), (std::vector<Json>{"Phạm Thử Khách"}));
    EXPECT_EQ(column(sheets[5], "Đại biểu được thay"), (std::vector<Json>{"Trần Thử Bình"}));
    EXPECT_EQ(column(sheets[5], "Người dự thay"), (std::vector<Json>{"Lý Giả Thay"}));
    EXPECT_EQ(book(reader, "/report.xlsx").size(), 3u) << "a reader reads numbers, not people";
}

TEST_F(Sheets, CsvIsSafeToOpenAndAClerkTakesTheOwnPeople) {
    auto client = server.client_of(clerk);
    const Reply reply = client.get(path("/delegates.csv?sort=protocol"));
    ASSERT_EQ(reply.status, 200u);
    EXPECT_TRUE(reply.body.starts_with("\xEF\xBB\xBF"));
    EXPECT_EQ(reply.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_NE(reply.body.find("'=cmd"), std::string::npos);
    EXPECT_NE(reply.body.find("'+84"), std::string::npos);
    EXPECT_NE(reply.body.find("'-A1"), std::string::npos);
    EXPECT_EQ(client.get(path("/delegates.csv?sort=wrong")).status, 422u);
    const auto other = server.write([this](store::WriteTx& tx) {
        const World foreign = make_world(tx, "hai");
        return make_account(tx, "khac", Role::clerk, foreign.agency, {world.event});
    });
    EXPECT_EQ(server.client_of(other).get(path("/delegates.csv")).status, 404u);
}

TEST_F(Sheets, EveryExportStandsInTheLog) {
    auto organizer = server.client_of(world.organizer.account);
    for (const char* rest : {"/delegates.xlsx", "/delegates.csv", "/report.xlsx", "/report.csv"})
        ASSERT_EQ(organizer.get(path(rest)).status, 200u);
    const Json log =
        server.client_of(admin).get("/api/v1/audit?event=" + to_text(world.event)).json();
    std::vector<std::string> exports;
    for (const Json& entry : log["items"]) {
        const std::string action = entry["action"];
        if (!action.ends_with(".export")) continue;
        exports.push_back(action + " " + entry["detail"].get<std::string>());
        EXPECT_NE(entry["actor"].dump().find(to_text(world.organizer.account)), std::string::npos);
    }
    EXPECT_EQ(exports, (std::vector<std::string>{"report.export csv", "report.export xlsx",
                                                 "delegates.export csv", "delegates.export xlsx"}));
}

}  // namespace
}  // namespace kinhmoi::test

// SPDX-License-Identifier: Apache-2.0
// Workbooks and CSV over HTTP, read back by another program: text stays text, children have no
// names, numbers are the report's, and the log knows who took what.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "qr/short_number.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/usecase/excuses.hpp"
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

TEST_F(Sheets, ARowIsAsHighAsItsLongestText) {
    const auto height_with = [this](const std::string& organization) {
        server.write([&](store::WriteTx& tx) {
            auto delegate = *store::load_delegate(tx, world.adult.delegate);
            delegate.person.organization = organization;
            store::update_delegate(tx, delegate);
        });
        const Json sheet = book(world.organizer.account, "/delegates.xlsx")[0];
        const auto names = column(sheet, "Họ và tên");
        const auto an = std::find(names.begin(), names.end(), "Nguyễn Mẫu An") - names.begin();
        return sheet["heights"].value(std::to_string(an + 5), 0);
    };
    EXPECT_EQ(height_with("Hội Khuyến học Mẫu"), 0) << "as high as any";
    EXPECT_EQ(height_with("Hội Khuyến học, Khuyến tài Mẫu Thử phường Cái Khế"), 32);
    EXPECT_EQ(height_with(std::string(100, 'W')), 64) << "one word, longer than a line";
    EXPECT_EQ(height_with("Hội\nMẫu"), 32);
    EXPECT_EQ(height_with(std::string(100, '\n')), 409) << "no row is higher";
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

/// Sums of the people's sheets, by the report's keys.
struct OfPeople {
    int absent = 0, excused = 0, guests = 0;
};

TEST_F(Sheets, ABoardAReportItsSheetsAndTheListsSayTheSame) {
    std::vector<ListId> lists;
    PartyOf all_excused, over_full, part, grown, grown_part;
    server.write([&](store::WriteTx& tx) {
        const auto excuse = [&](const DelegateId& id) {
            ASSERT_TRUE(usecase::excuse(tx, world.organizer, id, "Sốt"));
        };
        const auto read = [&](const Pass& pass, int count, bool is_override = false) {
            auto sent = world.door_1.read(tx.now(), digits_of(pass));
            sent.scan.count = static_cast<std::uint16_t>(count);
            sent.scan.escort_seen = true;
            if (is_override) sent.scan.overridden = Override{Verdict::already_in, "Thêm ba em"};
            const auto answer =
                usecase::record_scan(tx, world.door_1.actor(), sent, door_host).value();
            EXPECT_EQ(name_of(answer.decision.verdict), std::string("admitted"));
        };
        all_excused = add_party_of(tx, world, "p1", 5, true);
        over_full = add_party_of(tx, world, "p2", 5, true);
        part = add_party_of(tx, world, "p3", 5, true);
        grown = add_party_of(tx, world, "p4", 4, false);
        grown_part = add_party_of(tx, world, "p5", 3, false);
        for (const DelegateId& id : all_excused.members) excuse(id);
        read(all_excused.pass, 5);
        read(over_full.pass, 5);
        read(over_full.pass, 3, true);
        excuse(part.members[1]);
        excuse(part.members[2]);
        read(part.pass, 2);
        read(grown.pass, 4);
        excuse(grown_part.members[2]);
        read(grown_part.pass, 1);
        // A person who gave notice and came, and one who was given up and came by a phone offline.
        excuse(world.adult.delegate);
        read(world.adult, 1);
        ASSERT_TRUE(usecase::withdraw(tx, world.organizer, world.far_adult.delegate, "Bận"));
        auto late = world.far_door.read_offline(tx.now() + second_ms, digits_of(world.far_adult));
        ASSERT_TRUE(usecase::record_scan(tx, world.far_door.actor(), late, door_host));
        (void)usecase::register_walk_in(tx, world.door_1.actor(), {{}, "Phạm Thử Khách", "", ""},
                                        world.door_1.next(tx.now()), world.master_key, door_host);
        lists = {all_excused.list,
                 over_full.list,
                 part.list,
                 grown.list,
                 grown_part.list,
                 store::list_id_of(world.adults),
                 store::list_id_of(world.far_adults)};
    });
    auto organizer = server.client_of(world.organizer.account);
    const Json report = organizer.get(path("/report")).json();
    const Json& total = report["total"];
    // Two adults, a party of four and a lone child of the world itself, of whom one adult came.
    EXPECT_EQ(total["expected"], 22 + 2 + 4 + 1);
    EXPECT_EQ(total["present"], 5 + 5 + 2 + 4 + 1 + 1);
    EXPECT_EQ(total["excused"], 2 + 1);
    EXPECT_EQ(total["absent"], 1 + 1 + 1 + 4 + 1);
    EXPECT_EQ(total["walk_in"], 3 + 1 + 1);

    const Json board = organizer.get(path("/live/snapshot")).json();
    EXPECT_EQ(board["total"], total);
    for (const char* part_of : {"by_site", "by_group", "by_agency"})
        EXPECT_EQ(board[part_of], report[part_of]) << part_of;
    int arrived = 0;
    for (const Json& bucket : board["arrivals"]) arrived += bucket["count"].get<int>();
    EXPECT_EQ(arrived, total["present"].get<int>() + total["walk_in"].get<int>());

    const Json sheets = book(world.organizer.account, "/report.xlsx");
    for (int i : {0, 1, 2}) {
        EXPECT_EQ(column(sheets[i], "Có mặt").back(), total["present"]) << i;
        EXPECT_EQ(column(sheets[i], "Vắng").back(), total["absent"]) << i;
        EXPECT_EQ(column(sheets[i], "Vắng có lý do").back(), total["excused"]) << i;
        EXPECT_EQ(column(sheets[i], "Khách ngoài danh sách").back(), total["walk_in"]) << i;
    }
    OfPeople of_people;
    const auto away = column(sheets[3], "Số người vắng");
    for (std::size_t i = 0; i < away.size(); ++i) {
        const bool has_reason = column(sheets[3], "Lý do")[i] == "Có lý do";
        (has_reason ? of_people.excused : of_people.absent) += away[i].get<int>();
    }
    for (const Json& persons : column(sheets[4], "Số người"))
        of_people.guests += persons.get<int>();
    EXPECT_EQ(of_people.absent, total["absent"]);
    EXPECT_EQ(of_people.excused, total["excused"]);
    EXPECT_EQ(of_people.guests, total["walk_in"]);
    const auto notes = column(sheets[4], "Ghi chú");
    for (const char* note : {"Vượt số người của đoàn", "Đã rút khỏi danh sách"})
        EXPECT_EQ(std::count(notes.begin(), notes.end(), note), 1) << note;

    const std::string csv = organizer.get(path("/report.csv")).body;
    std::string sum_line = ",0,29,29,0,29,18,8,3,0,5";
    EXPECT_NE(csv.find(sum_line), std::string::npos) << csv;

    int present = 0;
    for (const ListId& list : lists) {
        const Json people =
            organizer.get("/api/v1/lists/" + to_text(list) + "/attendance").json()["items"];
        for (const Json& one : people) {
            if (one["party_size"].is_null()) present += !one["first_in_at"].is_null();
            else EXPECT_LE(one["party_present"], one["party_size"]);
        }
        if (!people.empty() && !people[0]["party_size"].is_null())
            present += people[0]["party_present"].get<int>();
    }
    EXPECT_EQ(present, total["present"]);
}

TEST_F(Sheets, AdultsOfAPartyStandByNameAndAreCountedAsOne) {
    PartyOf all, some;
    server.write([&](store::WriteTx& tx) {
        all = add_party_of(tx, world, "Đủ", 3, false);
        some = add_party_of(tx, world, "Thiếu", 3, false);
        for (const auto& [pass, count] : {std::pair{all.pass, 3}, std::pair{some.pass, 1}}) {
            auto sent = world.door_1.read(tx.now(), digits_of(pass));
            sent.scan.count = static_cast<std::uint16_t>(count);
            ASSERT_TRUE(usecase::record_scan(tx, world.door_1.actor(), sent, door_host));
        }
    });
    const Json desk = book(world.organizer.account, "/delegates.xlsx")[0];
    const auto names = column(desk, "Họ và tên");
    const auto numbers = column(desk, "Mã số");
    const std::string number = qr::format_short_number(qr::ShortNumber{some.pass.short_number});
    int members = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != "Đỗ Mẫu Thiếu") continue;
        ++members;
        EXPECT_EQ(numbers[i], number) << "whoever asks at the desk is told the party's number";
    }
    EXPECT_EQ(members, 3);
    const Json sheets = book(world.organizer.account, "/report.xlsx");
    const auto absent = column(sheets[3], "Họ và tên");
    EXPECT_EQ(std::count(absent.begin(), absent.end(), "Đỗ Mẫu Đủ"), 0);
    EXPECT_EQ(std::count(absent.begin(), absent.end(), "Đỗ Mẫu Thiếu"), 0) << "nobody knows who";
    const auto line = std::find(absent.begin(), absent.end(),
                                "Đoàn Trường Thử Nghiệm (3 người), trưởng đoàn: "
                                "Canary Trưởng Đoàn");
    ASSERT_NE(line, absent.end()) << api::dump(sheets[3]);
    EXPECT_EQ(column(sheets[3], "Số người vắng")[static_cast<std::size_t>(line - absent.begin())],
              2);
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

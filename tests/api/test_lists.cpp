// SPDX-License-Identifier: Apache-2.0
// Lists and delegates over HTTP, as an agency and an organizer use them.
#include <gtest/gtest.h>

#include "server/store/rows/audit_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/usecase/view_log.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

struct ListsApi : testing::Test {
    ListsApi() {
        server.write([this](store::WriteTx& tx) {
            world = make_world(tx, "mot");
            other = make_world(tx, "hai");
            ParticipantGroup group;
            group.id = tx.new_id<GroupId>();
            group.event = world.event;
            group.code = "hoc-sinh";
            group.name = group.badge_label = "Học sinh";
            group.is_minors = true;
            group.pass_mode = PassMode::party;
            store::insert(tx, group);
            Quota quota;
            quota.id = tx.new_id<QuotaId>();
            quota.event = world.event;
            quota.site = world.site;
            quota.group = group.id;
            quota.agency = world.agency;
            quota.max = 1;
            store::insert(tx, quota);
            list = "/api/v1/lists/" + to_text(store::list_id_of(quota.id));
            organizer_id = make_account(tx, "ban-to-chuc", Role::organizer, {}, {world.event});
            clerk_id = make_account(tx, "can-bo", Role::clerk, world.agency);
            stranger_id = make_account(tx, "co-quan-khac", Role::clerk, other.agency);
            reader_id = make_account(tx, "lanh-dao", Role::reader, {}, {world.event});
        });
        lists = "/api/v1/events/" + to_text(world.event) + "/lists";
    }

    static Json pupil(const std::string& name) {
        return {{"full_name", name},
                {"organization", "Trường Giả Định 21"},
                {"leader_name", "Nguyễn Mẫu Ước"},
                {"leader_phone", "0500 000 100"},
                {"age_band", "7_to_15"},
                {"consents", {{"guardian_attend", "yes"}, {"child_attend", "yes"}}}};
    }
    std::vector<store::AuditEntry> views() {
        return server.read([](store::ReadTx& tx) {
            return store::load_audit(tx, std::nullopt, "list.view", 1'000'000, 100);
        });
    }
    int views_noted() { return static_cast<int>(views().size()); }
    store::AuditEntry newest_view() { return views().front(); }

    TestServer server;
    World world, other;
    std::string list, lists;
    AccountId organizer_id, clerk_id, stranger_id, reader_id;
};

TEST_F(ListsApi, FromDraftToApproval) {
    auto clerk = server.client_of(clerk_id);
    auto organizer = server.client_of(organizer_id);
    EXPECT_EQ(clerk.send("PUT", list + "/draft", Json{{"revision", 0}}).json()["kind"], "invalid");
    const auto two =
        clerk.send("PUT", list + "/draft",
                   Json{{"revision", 0}, {"rows", {pupil("Tô Mẫu A"), pupil("Tô Mẫu B")}}});
    ASSERT_EQ(two.status, 200U) << two.body;
    EXPECT_EQ(two.json()["over_by"], 1);
    EXPECT_EQ(clerk.post(list + "/submit", {{"revision", 1}}).json()["kind"], "over_quota");

    // A row goes back as it was read, ordinal and all.
    const auto one = clerk.send("PUT", list + "/draft",
                                Json{{"revision", 1}, {"rows", {two.json()["rows"][0]}}});
    ASSERT_EQ(one.status, 200U) << one.body;
    EXPECT_EQ(one.json()["rows"][0]["id"], two.json()["rows"][0]["id"]);
    const auto receipt = clerk.post(list + "/submit", {{"revision", 2}});
    ASSERT_EQ(receipt.status, 200U) << receipt.body;
    EXPECT_EQ(receipt.json()["count"], 1);

    EXPECT_EQ(clerk.post(list + "/approve", Json::object()).status, 403U);
    EXPECT_EQ(organizer.post(list + "/return", {{"reason", ""}}).json()["kind"], "invalid");
    ASSERT_EQ(organizer.post(list + "/return", {{"reason", "Thiếu lớp trưởng"}}).status, 200U);
    EXPECT_EQ(clerk.get(list).json()["return_reason"], "Thiếu lớp trưởng");
    ASSERT_EQ(clerk.post(list + "/submit", {{"revision", 2}}).status, 200U);
    const auto approved = organizer.post(list + "/approve", {{"version", 2}});
    ASSERT_EQ(approved.status, 200U) << approved.body;
    EXPECT_EQ(approved.json()["counts"]["approved"], 1);
    EXPECT_EQ(organizer.get(list + "/versions").json()["items"].size(), 2U);
    EXPECT_EQ(organizer.get(list + "/differences?from=1&to=2").json()["items"].size(), 0U);
    EXPECT_EQ(organizer.send("POST", list + "/lock").status, 200U);
    EXPECT_EQ(organizer.get(lists + "?state=locked").json()["items"].size(), 1U);
}

TEST_F(ListsApi, WhoSeesWhat) {
    EXPECT_EQ(server.client_of(organizer_id).get(lists).json()["items"].size(), 2U);
    EXPECT_EQ(server.client_of(clerk_id).get(lists).json()["items"].size(), 2U);
    EXPECT_EQ(server.client_of(stranger_id).get(lists).status, 404U);
    EXPECT_EQ(server.client_of(stranger_id).get(list).status, 404U);
    EXPECT_EQ(server.client_of(reader_id).get(list).status, 403U);
    EXPECT_EQ(server.client().get(list).status, 401U);
}

TEST_F(ListsApi, WhoLooksAtAListIsNotedOncePerLook) {
    const std::string adults = "/api/v1/lists/" + to_text(world.list);
    server.client_of(clerk_id).get(list);
    EXPECT_EQ(views_noted(), 0) << "an agency's own list";
    auto organizer = server.client_of(organizer_id);
    organizer.get(list);
    organizer.get(list + "/versions/0");
    EXPECT_EQ(views_noted(), 1) << "the same look";
    EXPECT_EQ(newest_view().detail, "minors");
    organizer.get(adults);
    EXPECT_EQ(views_noted(), 2);
    EXPECT_EQ(newest_view().detail, "");
    EXPECT_EQ(newest_view().subject, to_text(world.list));
    server
        .client_of(server.write([this](store::WriteTx& tx) {
            return make_account(tx, "nguoi-khac", Role::organizer, {}, {world.event});
        }))
        .get(adults);
    EXPECT_EQ(views_noted(), 3) << "somebody else";
    server.clock().advance(usecase::same_view_ms + 1);
    organizer.get(adults);
    EXPECT_EQ(views_noted(), 4) << "another look";
}

TEST_F(ListsApi, WhoSeesPeopleOnOtherWaysIsNotedToo) {
    const std::string event = "/api/v1/events/" + to_text(world.event);
    const std::string delegate = "/api/v1/delegates/" + to_text(world.delegate);
    auto organizer = server.client_of(organizer_id);
    const auto newest = [this] {
        return server.read([](store::ReadTx& tx) {
            return store::load_audit(tx, std::nullopt, "delegates.view", 1'000'000, 100);
        });
    };
    ASSERT_EQ(organizer.patch(delegate, Json::object()).status, 200U);
    ASSERT_EQ(newest().size(), 1U) << "an edit that changes nothing";
    EXPECT_EQ(newest()[0].subject, to_text(world.delegate));
    ASSERT_EQ(organizer.get(event + "/late-changes").json()["items"].size(), 1U);
    ASSERT_EQ(newest().size(), 2U);
    EXPECT_EQ(newest()[0].subject, to_text(world.event));
    server.clock().advance(usecase::same_view_ms + 1);
    ASSERT_FALSE(organizer.get(event + "/passes").json()["items"].empty());
    EXPECT_EQ(newest().size(), 3U);
}

TEST_F(ListsApi, AFullDiskHidesChildrenButNotAdults) {
    const std::string adults = "/api/v1/lists/" + to_text(world.list);
    auto organizer = server.client_of(organizer_id);
    server.write([](store::WriteTx& tx) {
        tx.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON audit_log"
            " BEGIN SELECT RAISE(ABORT, 'full'); END");
    });
    EXPECT_EQ(organizer.get(adults).status, 200U);
    const auto hidden = organizer.get(list);
    EXPECT_GE(hidden.status, 500U);
    EXPECT_EQ(hidden.body.find("rows"), std::string::npos);
    EXPECT_EQ(views_noted(), 0);
}

TEST_F(ListsApi, DelegatesChangesAndRequests) {
    auto clerk = server.client_of(clerk_id);
    auto organizer = server.client_of(organizer_id);
    const std::string event = "/api/v1/events/" + to_text(world.event);
    const std::string delegate = "/api/v1/delegates/" + to_text(world.delegate);
    EXPECT_EQ(clerk.get(event + "/delegates?search=mau%20an").json()["items"].size(), 1U);
    EXPECT_EQ(clerk.get(event + "/delegates?search=x").json()["kind"], "invalid");
    EXPECT_EQ(clerk.get(event + "/delegates?status=ghost").json()["kind"], "invalid");
    EXPECT_EQ(clerk.post(delegate + "/answer", {{"answer", "accept"}}).json()["status"],
              "accepted");
    EXPECT_EQ(clerk.post(delegate + "/excuse", {{"reason", "Công tác"}}).json()["excuse"],
              "Công tác");
    EXPECT_EQ(clerk.del(delegate + "/excuse").json()["excuse"], "");
    EXPECT_EQ(clerk.patch(delegate, {{"seat", "A1"}}).status, 403U);
    EXPECT_EQ(organizer.patch(delegate, {{"seat", "A1"}}).json()["seat"], "A1");
    EXPECT_EQ(clerk.patch(delegate, {{"door_note", "Xe lăn"}}).status, 403U);
    const auto noted = organizer.patch(delegate, {{"door_note", " Khách  VIP "}}).json();
    EXPECT_EQ(noted["door_note"], "Khách VIP");
    EXPECT_EQ(noted["seat"], "A1") << "what is not sent stays";
    const std::string long_note(41, 'x');
    EXPECT_EQ(organizer.patch(delegate, {{"door_note", long_note}}).json()["kind"], "invalid");
    EXPECT_EQ(organizer.get(event + "/duplicates").json()["items"].size(), 0U);
    EXPECT_EQ(organizer.del(delegate + "/person").json()["kind"], "conflict");

    const auto requests = organizer.get(event + "/late-changes?state=requested");
    ASSERT_EQ(requests.json()["items"].size(), 1U) << requests.body;
    const std::string request = "/api/v1/late-changes/" + to_text(world.late_change);
    EXPECT_EQ(organizer.post(request + "/refuse", {{"note", "Đã in thẻ"}}).json()["state"],
              "refused");
    const auto changed =
        organizer.post(delegate + "/substitute",
                       {{"person", {{"full_name", "Võ Thử Thay"}}}, {"reason", "Bận họp"}});
    ASSERT_EQ(changed.status, 200U) << changed.body;
    EXPECT_EQ(changed.json()["after"]["seat"], "A1");
    EXPECT_EQ(changed.json()["after"]["door_note"], "") << "said of a person, not of a seat";
    EXPECT_EQ(organizer.get(delegate).json()["status"], "substituted");
    const auto pass =
        server.read([this](store::ReadTx& tx) { return store::load_pass(tx, world.pass); });
    EXPECT_TRUE(is_revoked(pass->pass, pass->pass.issue, server.clock().now()));
    EXPECT_EQ(organizer.get(delegate + "/history").json()["holders"].size(), 2U);
}

TEST_F(ListsApi, ASheetIsJudgedThenTaken) {
    auto clerk = server.client_of(clerk_id);
    const std::string import = "/api/v1/events/" + to_text(world.event) + "/import";
    const Json sheet{
        {"list", list.substr(list.rfind('/') + 1)},
        {"rows",
         {{"STT", "Họ và tên học sinh", "Nhóm tuổi", "Trường", "Người phụ trách", "Ngày sinh"},
          {"1", "Tô Mẫu Hữu", "Từ đủ 7 đến dưới 16 tuổi", "Trường Giả Định 21", "Nguyễn Mẫu Ước",
           "01/02/2015"}}}};
    const auto checked = clerk.post(import + "/check", sheet);
    ASSERT_EQ(checked.status, 200U) << checked.body;
    EXPECT_EQ(checked.json()["delegate_rows"], 1);
    EXPECT_EQ(checked.body.find("01/02/2015"), std::string::npos);
    EXPECT_EQ(clerk.get(list).json()["rows"].size(), 0U);
    EXPECT_EQ(clerk.post(import + "/apply", sheet).json()["added"], 1);
    const auto again = clerk.post(import + "/apply", sheet);
    EXPECT_EQ(again.json()["added"], 0) << again.body;
    EXPECT_EQ(again.json()["dropped_columns"].size(), 1U);
}

TEST_F(ListsApi, AFaultOfASheetPointsAtItsRow) {
    auto clerk = server.client_of(clerk_id);
    const std::string check = "/api/v1/events/" + to_text(world.event) + "/import/check";
    Json sheet{{"list", list.substr(list.rfind('/') + 1)}, {"rows", {{"STT"}, {1}}}};
    EXPECT_EQ(clerk.post(check, sheet).json()["faults"][0]["path"], "/rows/1");
    sheet["rows"][0] = "STT";
    EXPECT_EQ(clerk.post(check, sheet).json()["faults"][0]["path"], "/rows/0");
}

TEST_F(ListsApi, TextFilesAreReadByTheirBytes) {
    auto clerk = server.client_of(clerk_id);
    const std::string text = "/api/v1/events/" + to_text(world.event) + "/import/text";
    const std::string old_font =
        "U1RULEjkIHa1IHSqbixDaPhjIHb0LKesbiB23iBjq25nIHS4YyynadZuIHRob7lpLEdoaSBjaPMNCjEsTmd1edRuIE"
        "3JdSBUaL5uZyxQaOMgR2m4bSCu6GMsU+sgR2m2IKfebmgsMDUwMDAwMDMwMSwNCjIsVHLHbiBUaN4gVGj2IEit6m5n"
        "LFRyres=";
    const auto tcvn3 = clerk.post(text, {{"data", old_font}});
    ASSERT_EQ(tcvn3.status, 200U) << tcvn3.body;
    EXPECT_EQ(tcvn3.json()["encoding"], "tcvn3");
    EXPECT_EQ(tcvn3.json()["rows"][1][1], "Nguyễn Mẫu Thắng");
    const auto utf8 = clerk.post(text, {{"data", "77u/SOG7jSB0w6puO0dow6xjaMO6Cg=="}});
    ASSERT_EQ(utf8.status, 200U) << utf8.body;
    EXPECT_EQ(utf8.json()["encoding"], "utf-8");
    EXPECT_EQ(clerk.post(text, {{"data", "*"}}).json()["kind"], "invalid");
    EXPECT_EQ(server.client_of(stranger_id).post(text, {{"data", ""}}).status, 404U);
}

TEST_F(ListsApi, AReceiptNamesItsSender) {
    auto clerk = server.client_of(clerk_id);
    clerk.send("PUT", list + "/draft", Json{{"revision", 0}, {"rows", {pupil("Tô Mẫu A")}}});
    const auto receipt = clerk.post(list + "/submit", {{"revision", 1}});
    ASSERT_EQ(receipt.status, 200U) << receipt.body;
    const auto version = clerk.get(list + "/versions").json()["items"][0];
    EXPECT_EQ(version["receipt_number"], receipt.json()["receipt_number"]);
    EXPECT_EQ(version["submitted_by_name"], "Tài khoản Thử can-bo");
    EXPECT_EQ(clerk.get(list + "/versions/1").json()["submitted_by_name"], "Tài khoản Thử can-bo");
}

TEST_F(ListsApi, AnAgencySeesWhoCame) {
    const std::string attendance = "/api/v1/lists/" + to_text(world.list) + "/attendance";
    auto clerk = server.client_of(clerk_id);
    const auto before = clerk.get(attendance);
    ASSERT_EQ(before.json()["items"].size(), 1U) << before.body;
    EXPECT_EQ(before.json()["items"][0]["delegate"], to_text(world.delegate));
    EXPECT_TRUE(before.json()["items"][0]["first_in_at"].is_null());
    server.write([this](store::WriteTx& tx) {
        store::LedgerRow row;
        row.event = world.event;
        row.stored.received_at = row.stored.effective_at = tx.now();
        row.stored.verdict = Verdict::admitted;
        Scan& scan = row.stored.scan;
        scan.id = tx.new_id<ScanId>();
        scan.device = world.device;
        scan.dseq = 1;
        scan.pass = world.pass;
        scan.gate = world.gate;
        AdmissionState after;
        after.present = after.inside = after.visits = 1;
        after.first_in = after.last_move =
            Movement{tx.now(), world.gate, world.device, scan.id, Direction::in};
        store::append_scan(tx, row, std::nullopt, after);
    });
    EXPECT_TRUE(clerk.get(attendance).json()["items"][0]["first_in_at"].is_string());
    EXPECT_EQ(server.client_of(stranger_id).get(attendance).status, 404U);
}

}  // namespace
}  // namespace kinhmoi::test

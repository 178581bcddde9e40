// SPDX-License-Identifier: Apache-2.0
// Links as they are printed on a letter, and a clerk who is invited to another ceremony.
#include <gtest/gtest.h>

#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using store::WriteTx;
using test::good_password;

class InvitedAgain : public testing::Test {
protected:
    InvitedAgain() {
        server_.write([this](WriteTx& tx) {
            first_ = test::make_world(tx, "mot");
            second_ = test::make_world(tx, "hai");
            tx.execute("UPDATE quotas SET agency_id = $1 WHERE id = $2", first_.agency,
                       second_.quota);
            organizer_ = test::make_account(tx, "to-chuc", Role::organizer, {},
                                            {first_.event, second_.event});
            clerk_ = test::make_account(tx, "don-vi", Role::clerk, first_.agency, {first_.event});
            stranger_ =
                test::make_account(tx, "don-vi-khac", Role::clerk, second_.agency, {second_.event});
        });
    }

    /// For a clerk of the first world's agency, to the second event.
    Json make_link() {
        test::HttpClient organizer = server_.client_of(organizer_);
        const test::Reply made =
            organizer.post("/api/v1/events/" + to_text(second_.event) + "/access-links",
                           {{"agency", to_text(first_.agency)}, {"note", "thư mời"}});
        EXPECT_EQ(made.status, 201u) << made.body;
        return made.json();
    }
    static Json redeem_word(test::HttpClient client, const Json& code) {
        return client.post("/api/v1/activation/peek", {{"code", code}}).json()["redeem"];
    }
    static test::Reply redeem(test::HttpClient client, const Json& code) {
        return client.post("/api/v1/activation/redeem", {{"code", code}});
    }

    test::TestServer server_;
    test::World first_;
    test::World second_;
    AccountId organizer_;
    AccountId clerk_;
    AccountId stranger_;
};

TEST_F(InvitedAgain, ALetterHoldsAQrAndACodeForHands) {
    const Json link = make_link();
    EXPECT_TRUE(link["qr_svg"].get<std::string>().starts_with("<svg"));
    std::string typed = link["typed_code"];
    EXPECT_EQ(typed.size(), 19u);
    std::erase(typed, '-');
    for (char& c : typed)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    test::HttpClient client = server_.client();
    const Json seen = client.post("/api/v1/activation/peek", {{"code", typed}}).json();
    EXPECT_EQ(seen["event"]["id"], to_text(second_.event));
    const Json body{{"code", typed},
                    {"username", "van-thu"},
                    {"display_name", "Phạm Giả Dung"},
                    {"password", good_password}};
    EXPECT_EQ(client.post("/api/v1/activation", body).status, 201u);
    EXPECT_EQ(client.post("/api/v1/activation/peek", {{"code", link["code"]}}).status, 410u)
        << "one link, whichever way it came";
    test::HttpClient organizer = server_.client_of(organizer_);
    const std::string listed =
        organizer.get("/api/v1/events/" + to_text(second_.event) + "/access-links").body;
    EXPECT_EQ(listed.find(link["typed_code"].get<std::string>()), std::string::npos);
}

TEST_F(InvitedAgain, TheSameAccountTakesTheSecondEvent) {
    const Json code = make_link()["code"];
    test::HttpClient clerk = server_.client_of(clerk_);
    const std::string event = "/api/v1/events/" + to_text(second_.event);
    EXPECT_EQ(clerk.get(event).status, 404u);
    EXPECT_EQ(redeem_word(clerk, code), "possible");
    EXPECT_EQ(clerk.get(event).status, 404u) << "a look grants nothing";

    const test::Reply taken = redeem(clerk, code);
    ASSERT_EQ(taken.status, 200u) << taken.body;
    EXPECT_EQ(taken.json()["events"].size(), 2u);
    EXPECT_EQ(clerk.get(event).status, 200u) << "at once, with the session it had";
    EXPECT_EQ(redeem(clerk, code).status, 410u);
    test::HttpClient organizer = server_.client_of(organizer_);
    const Json used = organizer.get(event + "/access-links").json()["items"][0];
    EXPECT_EQ(used["state"], "used");
    EXPECT_EQ(used["used_by"]["id"], to_text(clerk_));
}

TEST_F(InvitedAgain, AnotherAgencyOrRoleIsToldWhyNot) {
    const Json code = make_link()["typed_code"];
    EXPECT_EQ(redeem_word(server_.client(), code), "sign_in_first");
    EXPECT_EQ(redeem_word(server_.client_of(stranger_), code), "other_agency");
    EXPECT_EQ(redeem_word(server_.client_of(organizer_), code), "other_role");
    EXPECT_EQ(redeem(server_.client(), code).status, 401u);
    const test::Reply other = redeem(server_.client_of(stranger_), code);
    EXPECT_EQ(other.status, 409u);
    EXPECT_NE(other.json()["message"]["vi"].get<std::string>().find("Đơn vị Thử mot"),
              std::string::npos);
    EXPECT_EQ(redeem(server_.client_of(organizer_), code).status, 409u);
    EXPECT_EQ(redeem_word(server_.client_of(clerk_), code), "possible") << "still unused";
}

TEST_F(InvitedAgain, AStaffLinkWithoutAnEventGrantsNothing) {
    const AccountId id = server_.make_account_with_password("quan-tri", Role::administrator);
    test::HttpClient administrator = server_.client_of(id);
    const Json link = administrator.post("/api/v1/links", {{"role", "administrator"}}).json();
    EXPECT_EQ(redeem_word(administrator, link["code"]), "nothing_to_grant");
    EXPECT_EQ(redeem(administrator, link["code"]).status, 409u);
}

TEST_F(InvitedAgain, BadAndUnknownCodesAreRefusedAndSlowedDown) {
    test::HttpClient clerk = server_.client_of(clerk_);
    EXPECT_EQ(clerk.post("/api/v1/activation/redeem", Json::object()).status, 422u);
    EXPECT_EQ(clerk.post("/api/v1/activation/redeem", {{"code", 7}}).status, 422u);
    unsigned last = 0;
    for (int i = 0; i < 10; ++i) last = redeem(clerk, "7K2M-Q4XD-9TRH-0BVN").status;
    EXPECT_EQ(last, 429u);
}

}  // namespace
}  // namespace kinhmoi

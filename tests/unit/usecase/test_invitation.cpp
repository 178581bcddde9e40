// SPDX-License-Identifier: Apache-2.0
// What a code's page may say, for each category of people: the badge's fields and no other.
#include <gtest/gtest.h>

#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/erasure.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/usecase/delegates.hpp"
#include "server/usecase/invitation.hpp"
#include "server/usecase/public_document.hpp"
#include "tests/unit/usecase/passes_world.hpp"

namespace kinhmoi {
namespace {

using store::ReadTx;
using store::WriteTx;
using test::PassesWorld;
using usecase::Invitation;
using usecase::PresentedPass;

/// Every text of the view. The bindings stop compiling when a field is added: does the badge show
/// it? Then it belongs here.
std::vector<std::string> texts_of(const Invitation& view) {
    const auto& [event_title, starts_at, ends_at, is_time_tentative, time_zone, site_name, venue,
                 address, notes, seat, badge_label, label, party_size, short_number, contacts,
                 streams] = view;
    std::vector<std::string> texts = {event_title, time_zone, site_name,   venue, address,
                                      notes,       seat,      badge_label, label};
    for (const auto& [name, position, phone, purpose] : contacts)
        for (const auto& text : {name, position, phone, purpose}) texts.push_back(text);
    for (const auto& [name, url] : streams)
        for (const auto& text : {name, url}) texts.push_back(text);
    return texts;
}

class InvitationView : public testing::Test {
protected:
    InvitationView() {
        world.store.write([&](WriteTx& tx) {
            Contact contact;
            contact.id = tx.new_id<ContactId>();
            contact.event = world.event;
            contact.code = "c1";
            contact.form_of_address = "Đ/c";
            contact.rank = "Thượng tá";
            contact.name = "Nguyễn Mẫu Liên";
            contact.phone = "+84500000749";
            contact.purpose = "khi có vướng mắc";
            store::insert(tx, contact);
            for (const char* url : {"", "https://stream.example/truc-tiep"}) {
                Livestream stream;
                stream.id = tx.new_id<StreamId>();
                stream.event = world.event;
                stream.code = *url ? "b" : "a";
                stream.name = *url ? "Kênh có địa chỉ" : "Kênh chưa có địa chỉ";
                stream.url = url;
                store::insert(tx, stream);
            }
        });
    }
    static PresentedPass presented(const Pass& pass) { return {pass.id, pass.issue, pass.kid}; }
    Result<Invitation> view(const PresentedPass& pass) {
        return world.store.read([&](ReadTx& tx) { return usecase::invitation(tx, pass); });
    }
    Pass only_pass(const ListId& list) {
        return test::must(world.pass_of(world.delegates(list)[0].id)).pass;
    }
    void expect_none_of(const Invitation& shown, const std::vector<std::string>& secrets) {
        for (const std::string& text : texts_of(shown))
            for (const std::string& secret : secrets)
                EXPECT_EQ(text.find(secret), std::string::npos) << text << " tells " << secret;
    }
    Pass adult_pass() {
        auto row = PassesWorld::adult("Lê Mẫu Sơn", "0500000301");
        row.person.honorific = "Đ/c";
        row.person.rank = "Thượng tá";
        row.person.position = "Phó Trưởng phòng Giả";
        row.person.organization = "Phòng Thử";
        row.person.email = "son@thu.example";
        row.person.note = "ghi chú riêng";
        world.approve(world.adults(), {row});
        test::must(world.issue(world.adults()));
        return only_pass(world.adults());
    }
    PassesWorld world;
};

TEST_F(InvitationView, AnAdultSeesNameSeatAndPlace) {
    const Pass pass = adult_pass();
    world.store.write([&](WriteTx& tx) {
        test::must(usecase::edit_delegate(tx, world.organizer, pass.delegate, {"A12", {}}));
    });
    const Invitation shown = test::must(view(presented(pass)));
    EXPECT_EQ(shown.label, "Đ/c Thượng tá Lê Mẫu Sơn");
    EXPECT_EQ(shown.badge_label, "Doanh nghiệp lớn");
    EXPECT_EQ(shown.seat, "A12");
    EXPECT_EQ(shown.event_title, "Lễ thử");
    EXPECT_EQ(shown.site_name, "Điểm cầu chính");
    EXPECT_EQ(shown.short_number, pass.short_number);
    EXPECT_EQ(shown.party_size, 1);
    ASSERT_EQ(shown.contacts.size(), 1u);
    EXPECT_EQ(shown.contacts[0].name, "Đ/c Thượng tá Nguyễn Mẫu Liên");
    ASSERT_EQ(shown.streams.size(), 1u) << "one without an address leads nowhere";
    EXPECT_EQ(shown.streams[0].name, "Kênh có địa chỉ");
    expect_none_of(shown, {"500000301", "thu.example", "Phó Trưởng phòng", "Phòng Thử", "riêng"});
}

TEST_F(InvitationView, APartyShowsItsSchoolAndSizeAndNoChild) {
    world.approve(world.pupils(),
                  {PassesWorld::pupil("Trần Mẫu Bé"), PassesWorld::pupil("Lý Mẫu Nhỏ")});
    test::must(world.issue(world.pupils()));
    const Pass pass = only_pass(world.pupils());
    world.store.write([&](WriteTx& tx) {
        test::must(usecase::edit_delegate(tx, world.organizer, pass.delegate, {"A12", {}}));
    });
    const Invitation shown = test::must(view(presented(pass)));
    EXPECT_EQ(shown.label, "Trường Giả Định 21");
    EXPECT_EQ(shown.badge_label, "Học sinh");
    EXPECT_EQ(shown.party_size, 2);
    EXPECT_EQ(shown.seat, "") << "one child's seat is nobody else's business";
    expect_none_of(shown, {"Trần", "Bé", "Lý", "Nhỏ", "Ước", "500000100", "7_to_15"});
}

TEST_F(InvitationView, AChildAloneShowsTheSchool) {
    world.store.write([&](WriteTx& tx) {
        auto group = *store::load_group(tx, store::load_quota(tx, world.pupil_quota)->group);
        group.pass_mode = PassMode::individual;
        group.is_vulnerable = true;
        group.name = "Trẻ em có hoàn cảnh Giả";
        store::update(tx, group);
    });
    world.approve(world.pupils(), {PassesWorld::pupil("Trần Mẫu Bé")});
    test::must(world.issue(world.pupils()));
    const Invitation shown = test::must(view(presented(only_pass(world.pupils()))));
    EXPECT_EQ(shown.label, "Trường Giả Định 21");
    EXPECT_EQ(shown.badge_label, "Học sinh");
    expect_none_of(shown, {"Trần", "Bé", "Ước", "hoàn cảnh"});
}

TEST_F(InvitationView, OnlyWhatWeIssuedOpens) {
    const Pass pass = adult_pass();
    PresentedPass unknown = presented(pass);
    unknown.id.bytes[0] ^= 1;
    PresentedPass later = presented(pass);
    later.issue = 2;
    PresentedPass other_key = presented(pass);
    other_key.kid += 1;
    for (const PresentedPass& wrong : {unknown, later, other_key}) {
        const auto shown = view(wrong);
        ASSERT_FALSE(shown);
        EXPECT_EQ(shown.error().kind(), FailureKind::not_found);
    }
}

TEST_F(InvitationView, AnIssueThatStoppedIsGone) {
    const Pass pass = adult_pass();
    const Pass anew = test::must(world.reissue(pass.id)).pass;
    ASSERT_FALSE(view(presented(pass)));
    EXPECT_EQ(view(presented(pass)).error().kind(), FailureKind::gone);
    EXPECT_TRUE(view(presented(anew)));
    test::must(world.revoke(pass.id));
    EXPECT_EQ(view(presented(anew)).error().kind(), FailureKind::gone);
}

TEST_F(InvitationView, NothingIsLeftOfAnErasedPerson) {
    const Pass pass = adult_pass();
    world.store.write([&](WriteTx& tx) { store::erase_person(tx, pass.delegate); });
    ASSERT_FALSE(view(presented(pass)));
    EXPECT_EQ(view(presented(pass)).error().kind(), FailureKind::gone);
}

TEST(PublicDocument, SaysNothingOfPersonsAndOnlyWhenAQrLeadsThere) {
    PassesWorld world;
    DocumentId open_one;
    DocumentId closed_one;
    world.store.write([&](WriteTx& tx) {
        for (const bool has_qr : {true, false}) {
            Document document;
            document.id = tx.new_id<DocumentId>();
            document.event = world.event;
            document.code = has_qr ? "d1" : "d2";
            document.type = "ke_hoach";
            document.role = "invitation";
            document.symbol = "KH-UBND";
            document.title = "KẾ HOẠCH";
            document.subject = "Tổ chức Lễ thử";
            document.issuer = world.agency;
            document.signer_name = "Nguyễn Mẫu Ký";
            document.has_access_qr = has_qr;
            store::insert(tx, document);
            (has_qr ? open_one : closed_one) = document.id;
        }
    });
    const auto ask = [&](const DocumentId& id) {
        return world.store.read([&](ReadTx& tx) { return usecase::public_document(tx, id); });
    };
    const auto shown = ask(open_one);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->title, "KẾ HOẠCH");
    EXPECT_EQ(shown->subject, "Tổ chức Lễ thử");
    EXPECT_EQ(shown->issuer, "Đơn vị Thử a");
    EXPECT_TRUE(shown->number_line.ends_with(" /KH-UBND")) << "blank until a clerk gives it";
    EXPECT_FALSE(ask(closed_one));
    EXPECT_FALSE(ask(DocumentId{}));
}

}  // namespace
}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// Links and codes: who may make which, and that each makes one account at most.
#include <gtest/gtest.h>

#include "server/store/rows/account_rows.hpp"
#include "server/usecase/activation.hpp"
#include "server/usecase/links.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

using store::ReadTx;
using store::WriteTx;

class Activation : public testing::Test {
protected:
    Activation() {
        store_.write([this](WriteTx& tx) {
            own_ = test::make_world(tx, "mot");
            foreign_ = test::make_world(tx, "hai");
            admin_ = test::make_account(tx, "quan-tri", Role::administrator);
            organizer_ =
                test::make_account(tx, "to-chuc", Role::organizer, std::nullopt, {own_.event});
        });
    }

    Result<usecase::NewLink> make_access(const EventId& event, const AgencyId& agency,
                                         std::optional<Instant> until = {}) {
        return store_.write([=, this](WriteTx& tx) {
            return usecase::create_access_link(tx, test::actor_of(tx, organizer_), event,
                                               {agency, "", until});
        });
    }
    Result<usecase::NewLink> make_staff(const usecase::StaffLinkForm& form) {
        return store_.write([=, this](WriteTx& tx) {
            return usecase::create_staff_link(tx, test::actor_of(tx, admin_), form);
        });
    }
    Result<usecase::AccountView> activate(const std::string& code, const std::string& username) {
        return store_.write([=](WriteTx& tx) {
            return usecase::activate(tx, code, {username, "Lê Thử Cúc", "hash"}, "r1");
        });
    }
    FailureKind peek_kind(const std::string& code) {
        const auto view = store_.read([&](ReadTx& tx) { return usecase::peek_link(tx, code); });
        EXPECT_FALSE(view);
        return view.error().kind();
    }

    test::TestStore store_;
    test::World own_;
    test::World foreign_;
    AccountId admin_;
    AccountId organizer_;
};

TEST_F(Activation, LinkMakesOneClerkOfItsAgency) {
    const auto made = make_access(own_.event, own_.agency);
    ASSERT_TRUE(made);
    const std::string code = made->secret.text();
    const auto view = activate(code, "Don-Vi");
    ASSERT_TRUE(view);
    EXPECT_EQ(view->account.username, "don-vi");
    EXPECT_EQ(view->account.role, Role::clerk);
    EXPECT_EQ(view->account.agency, own_.agency);
    EXPECT_EQ(activate(code, "don-vi-2").error().kind(), FailureKind::gone);
    EXPECT_EQ(peek_kind(code), FailureKind::gone);

    const auto second = make_access(own_.event, own_.agency);
    EXPECT_TRUE(activate(second->secret.text(), "don-vi-2")) << "a second clerk is fine";
}

TEST_F(Activation, PeekChangesNothing) {
    const auto made = make_access(own_.event, own_.agency);
    for (int i = 0; i < 3; ++i) {
        const auto view =
            store_.read([&](ReadTx& tx) { return usecase::peek_link(tx, made->secret.text()); });
        ASSERT_TRUE(view);
        EXPECT_FALSE(view->link.opened_at);
        EXPECT_EQ(view->agency_name, "Đơn vị Thử mot");
        EXPECT_EQ(view->event_title, "Lễ thử mot");
    }
    EXPECT_TRUE(activate(made->secret.text(), "don-vi"));
}

TEST_F(Activation, UnknownRevokedAndExpired) {
    EXPECT_EQ(peek_kind("kma_0"), FailureKind::not_found);
    EXPECT_EQ(peek_kind(qr::make_token(qr::TokenKind::activation).text()), FailureKind::not_found);
    const auto revoked = make_access(own_.event, own_.agency);
    ASSERT_TRUE(store_.write([&](WriteTx& tx) {
        return usecase::revoke_access_link(tx, test::actor_of(tx, organizer_), own_.event,
                                           revoked->link.id);
    }));
    EXPECT_EQ(peek_kind(revoked->secret.text()), FailureKind::gone);
    const auto short_lived = make_access(own_.event, own_.agency, store_.clock().now() + hour_ms);
    store_.clock().advance(hour_ms - 1);
    EXPECT_TRUE(store_.read(
        [&](ReadTx& tx) { return usecase::peek_link(tx, short_lived->secret.text()); }));
    store_.clock().advance(1);
    EXPECT_EQ(activate(short_lived->secret.text(), "don-vi").error().kind(), FailureKind::gone);
}

TEST_F(Activation, TakenOrBadUserNameKeepsTheLink) {
    const auto made = make_access(own_.event, own_.agency);
    for (const char* name : {"to-chuc", "TO-CHUC", "ab", "tên có dấu", "a b c"}) {
        const auto refused = activate(made->secret.text(), name);
        ASSERT_FALSE(refused) << name;
        ASSERT_EQ(refused.error().kind(), FailureKind::invalid) << name;
        EXPECT_EQ(refused.error().faults().at(0).path, "/username") << name;
    }
    EXPECT_TRUE(activate(made->secret.text(), "don-vi"));
}

TEST_F(Activation, OrganizerStaysInTheOwnEvent) {
    EXPECT_EQ(make_access(foreign_.event, foreign_.agency).error().kind(), FailureKind::not_found);
    EXPECT_EQ(make_access(EventId{{9}}, own_.agency).error().kind(), FailureKind::not_found);
    EXPECT_EQ(make_access(own_.event, foreign_.agency).error().kind(), FailureKind::invalid)
        << "no quota here";

    const auto foreign_link = store_.write([&](WriteTx& tx) {
        return usecase::create_access_link(tx, test::actor_of(tx, admin_), foreign_.event,
                                           {foreign_.agency, "", std::nullopt});
    });
    ASSERT_TRUE(foreign_link);
    for (const EventId& event : {own_.event, foreign_.event}) {
        const auto revoked = store_.write([&](WriteTx& tx) {
            return usecase::revoke_access_link(tx, test::actor_of(tx, organizer_), event,
                                               foreign_link->link.id);
        });
        ASSERT_FALSE(revoked);
        EXPECT_EQ(revoked.error().kind(), FailureKind::not_found);
    }
    const auto listed = store_.read([&](ReadTx& tx) {
        return usecase::list_access_links(tx, test::actor_of(tx, organizer_), foreign_.event, {});
    });
    EXPECT_EQ(listed.error().kind(), FailureKind::not_found);
}

TEST_F(Activation, ListSaysWhoUsedWhat) {
    const auto used = make_access(own_.event, own_.agency);
    const auto waiting = make_access(own_.event, own_.agency);
    const auto view = activate(used->secret.text(), "don-vi");
    const auto listed = store_.read([&](ReadTx& tx) {
        return usecase::list_access_links(tx, test::actor_of(tx, organizer_), own_.event, {});
    });
    ASSERT_TRUE(listed);
    ASSERT_EQ(listed->size(), 2u);
    const auto& first = listed->at(0).link.id == used->link.id ? listed->at(0) : listed->at(1);
    EXPECT_EQ(first.link.used_by, view->account.id);
    EXPECT_EQ(first.used_by_name, "Lê Thử Cúc");
    EXPECT_EQ(first.created_by_name, "Tài khoản Thử to-chuc");
    EXPECT_TRUE(first.link.opened_at);
    const auto revoked = store_.write([&](WriteTx& tx) {
        return usecase::revoke_access_link(tx, test::actor_of(tx, organizer_), own_.event,
                                           used->link.id);
    });
    EXPECT_EQ(revoked.error().kind(), FailureKind::conflict);
    EXPECT_TRUE(store_.read([](ReadTx& tx) { return usecase::list_staff_links(tx, {}); }).empty());
}

TEST_F(Activation, StaffLinks) {
    EXPECT_EQ(make_staff({.role = Role::clerk}).error().kind(), FailureKind::invalid);
    EXPECT_EQ(make_staff({.role = Role::door}).error().kind(), FailureKind::invalid);
    EXPECT_EQ(make_staff({.role = Role::administrator, .event = own_.event}).error().kind(),
              FailureKind::invalid);
    EXPECT_EQ(make_staff({.role = Role::reader, .event = EventId{{9}}}).error().kind(),
              FailureKind::invalid);
    const Instant now = store_.clock().now();
    EXPECT_EQ(make_staff({.expires_at = now}).error().kind(), FailureKind::invalid);
    EXPECT_EQ(make_staff({.expires_at = now + usecase::link_max_age_ms + 1}).error().kind(),
              FailureKind::invalid);
    const auto made = make_staff({.role = Role::reader, .event = own_.event});
    ASSERT_TRUE(made);
    const auto view = activate(made->secret.text(), "lanh-dao");
    ASSERT_TRUE(view);
    EXPECT_EQ(view->account.role, Role::reader);
    EXPECT_EQ(view->account.events, std::vector{own_.event});
}

TEST_F(Activation, FirstAdministratorByATypedCodeUsedOnce) {
    const auto make = [&](std::int64_t for_ms) {
        return store_.write(
            [for_ms](WriteTx& tx) { return usecase::first_admin_code(tx, for_ms); });
    };
    const Instant now = store_.clock().now();
    EXPECT_EQ(make(0).expires_at, now + 15 * minute_ms);
    EXPECT_EQ(make(30 * day_ms).expires_at, now + day_ms);
    const auto replaced = make(hour_ms);
    const auto code = make(hour_ms);
    EXPECT_EQ(peek_kind(replaced.code.text()), FailureKind::gone) << "only the last one counts";

    std::string typed = code.code.text();
    for (char& c : typed) c = c == '-' ? ' ' : static_cast<char>(std::tolower(c));
    const auto view = activate(typed, "quan-tri-2");
    ASSERT_TRUE(view);
    EXPECT_EQ(view->account.role, Role::administrator);
    EXPECT_EQ(activate(code.code.text(), "quan-tri-3").error().kind(), FailureKind::gone);
}

}  // namespace
}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// Accounts as administrators change them.
#include <gtest/gtest.h>

#include "server/store/rows/account_rows.hpp"
#include "server/usecase/accounts.hpp"
#include "server/usecase/sign_in.hpp"
#include "server/usecase/tokens.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

using store::ReadTx;
using store::WriteTx;
using usecase::AccountChange;

class Accounts : public testing::Test {
protected:
    Accounts() {
        store_.write([this](WriteTx& tx) {
            world_ = test::make_world(tx, "mot");
            admin_ = test::make_account(tx, "quan-tri", Role::administrator);
            organizer_ =
                test::make_account(tx, "to-chuc", Role::organizer, std::nullopt, {world_.event});
            clerk_ = test::make_account(tx, "don-vi", Role::clerk, world_.agency);
        });
    }

    Result<usecase::AccountView> change(const AccountId& id, const AccountChange& wanted) {
        return store_.write([this, id, wanted](WriteTx& tx) {
            return usecase::change_account(tx, test::actor_of(tx, admin_), id, wanted);
        });
    }
    std::string open(const AccountId& id) {
        return store_
            .write([id](WriteTx& tx) {
                return usecase::open_session(tx, {id, "no password"}, std::nullopt, {}, "r1");
            })
            ->secret.text();
    }
    bool is_open(const std::string& secret) {
        return store_
            .read([hash = qr::hash_secret(secret)](ReadTx& tx) {
                return usecase::find_session_caller(tx, hash);
            })
            .has_value();
    }
    std::string make_token(const std::string& session) {
        return store_
            .write([hash = qr::hash_secret(session)](WriteTx& tx) {
                const auto caller = usecase::find_session_caller(tx, hash);
                return usecase::create_token(tx, caller->actor, "đồng bộ", std::nullopt);
            })
            ->secret.text();
    }
    bool is_live_token(const std::string& secret) {
        return store_
            .read([hash = qr::hash_secret(secret)](ReadTx& tx) {
                return usecase::find_token_caller(tx, hash);
            })
            .has_value();
    }

    test::TestStore store_;
    test::World world_;
    AccountId admin_;
    AccountId organizer_;
    AccountId clerk_;
};

TEST_F(Accounts, ListPagesByUserNameAndRole) {
    const auto names = [&](std::optional<Role> role, store::Page page) {
        std::vector<std::string> out;
        for (const auto& view : store_.read(
                 [role, page](ReadTx& tx) { return usecase::list_accounts(tx, role, page); }))
            out.push_back(view.account.username);
        return out;
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(names(std::nullopt, {}), (Names{"don-vi", "quan-tri", "to-chuc"}));
    EXPECT_EQ(names(std::nullopt, {"don-vi", 1}), (Names{"quan-tri"}));
    EXPECT_EQ(names(Role::clerk, {}), (Names{"don-vi"}));
    EXPECT_EQ(names(Role::reader, {}), Names{});
}

TEST_F(Accounts, RefusedChanges) {
    const struct {
        const char* what;
        AccountId id;
        AccountChange change;
        FailureKind kind;
    } cases[] = {
        {"unknown", AccountId{{9}}, {.is_disabled = true}, FailureKind::not_found},
        {"own role", admin_, {.role = Role::reader}, FailureKind::conflict},
        {"own state", admin_, {.is_disabled = true}, FailureKind::conflict},
        {"clerk to organizer", clerk_, {.role = Role::organizer}, FailureKind::conflict},
        {"organizer to clerk", organizer_, {.role = Role::clerk}, FailureKind::conflict},
        {"to door", organizer_, {.role = Role::door}, FailureKind::conflict},
        {"events of an administrator",
         admin_,
         {.events = std::vector{world_.event}},
         FailureKind::invalid},
        {"unknown event", organizer_, {.events = std::vector{EventId{{9}}}}, FailureKind::invalid},
    };
    for (const auto& c : cases) {
        const auto changed = change(c.id, c.change);
        ASSERT_FALSE(changed) << c.what;
        EXPECT_EQ(changed.error().kind(), c.kind) << c.what;
    }
}

TEST_F(Accounts, AnotherRoleEndsSessionsAndTokens) {
    const std::string session = open(organizer_);
    const std::string token = make_token(session);
    ASSERT_TRUE(change(organizer_, {.display_name = "Tổ Giả"}));
    EXPECT_TRUE(is_open(session)) << "a new name ends nothing";
    const auto view = change(organizer_, {.role = Role::reader});
    ASSERT_TRUE(view);
    EXPECT_EQ(view->account.role, Role::reader);
    EXPECT_EQ(view->account.events, std::vector{world_.event});
    EXPECT_FALSE(is_open(session));
    EXPECT_FALSE(is_live_token(token));
    EXPECT_TRUE(change(organizer_, {.role = Role::administrator})->account.events.empty());
}

TEST_F(Accounts, DisabledAccountHasNoWayIn) {
    const std::string session = open(clerk_);
    const std::string token = make_token(session);
    ASSERT_TRUE(change(clerk_, {.is_disabled = true}));
    EXPECT_FALSE(is_open(session));
    EXPECT_FALSE(is_live_token(token));
    ASSERT_TRUE(change(clerk_, {.is_disabled = false}));
    EXPECT_FALSE(is_open(session)) << "an ended session stays ended";
    EXPECT_TRUE(is_live_token(token));
}

TEST_F(Accounts, SessionsAreEndedByTheirOwnerOrAnAdministrator) {
    const std::string session = open(clerk_);
    const auto end = [&](const AccountId& who) {
        return store_.write([who, id = clerk_](WriteTx& tx) {
            return usecase::end_sessions(tx, test::actor_of(tx, who), id);
        });
    };
    EXPECT_EQ(end(organizer_).error().kind(), FailureKind::not_found);
    EXPECT_TRUE(is_open(session));
    EXPECT_TRUE(end(clerk_));
    EXPECT_FALSE(is_open(session));
    const std::string next = open(clerk_);
    EXPECT_TRUE(end(admin_));
    EXPECT_FALSE(is_open(next));
}

}  // namespace
}  // namespace kinhmoi

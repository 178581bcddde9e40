// SPDX-License-Identifier: Apache-2.0
// Sessions and tokens: opened, found again by their hash alone, and ended in every way they can
// end.
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

class SignIn : public testing::Test {
protected:
    SignIn() {
        account_ = store_.write(
            [](WriteTx& tx) { return test::make_account(tx, "van-phong", Role::organizer); });
    }

    std::string open() {
        auto opened = store_.write([id = account_](WriteTx& tx) {
            return usecase::open_session(tx, {id, "no password"}, std::nullopt, {}, "r1");
        });
        EXPECT_TRUE(opened.has_value());
        return opened->secret.text();
    }
    std::optional<usecase::Caller> find(const std::string& secret) {
        return store_.read([hash = qr::hash_secret(secret)](ReadTx& tx) {
            return usecase::find_session_caller(tx, hash);
        });
    }
    std::optional<usecase::Caller> find_token(const std::string& secret) {
        return store_.read([hash = qr::hash_secret(secret)](ReadTx& tx) {
            return usecase::find_token_caller(tx, hash);
        });
    }
    Actor actor() {
        return store_.read([id = account_](ReadTx& tx) { return test::actor_of(tx, id); });
    }
    Actor signed_in() { return find(open())->actor; }

    test::TestStore store_;
    AccountId account_;
};

TEST_F(SignIn, UserNameInAnyCaseAndOnlyWhenEnabled) {
    const auto find_name = [&](std::string name) {
        return store_.read([name](ReadTx& tx) { return usecase::find_password(tx, name); });
    };
    ASSERT_TRUE(find_name(" Van-Phong "));
    EXPECT_EQ(find_name("van-phong")->account, account_);
    EXPECT_FALSE(find_name("van-phong2"));
    store_.write([id = account_](WriteTx& tx) {
        auto account = *store::load_account(tx, id);
        account.is_disabled = true;
        store::update(tx, account);
    });
    EXPECT_FALSE(find_name("van-phong"));
}

TEST_F(SignIn, SessionStandsForTheAccountAndNothingOfItIsStored) {
    const std::string secret = open();
    const auto caller = find(secret);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->actor.account, account_);
    EXPECT_EQ(caller->actor.role, Role::organizer);
    EXPECT_TRUE(caller->actor.session);
    EXPECT_FALSE(find(secret + "0"));
    const auto stored = store_.read([](ReadTx& tx) {
        auto rows = tx.query("SELECT secret_hash FROM sessions");
        EXPECT_TRUE(rows.next());
        return rows.get<SecretHash>(0);
    });
    EXPECT_FALSE(find(to_hex(stored.bytes)));  // what a thief of the file could send
    EXPECT_NE(open(), open());
}

TEST_F(SignIn, PasswordChangedMeanwhileOpensNothing) {
    const auto opened = store_.write([id = account_](WriteTx& tx) {
        return usecase::open_session(tx, {id, "an older hash"}, std::nullopt, {}, "r1");
    });
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind(), FailureKind::unauthenticated);
}

TEST_F(SignIn, OldHashIsReplaced) {
    const auto opened = store_.write([id = account_](WriteTx& tx) {
        return usecase::open_session(tx, {id, "no password"}, std::string("stronger"), {}, "r1");
    });
    ASSERT_TRUE(opened);
    const auto stored =
        store_.read([](ReadTx& tx) { return usecase::find_password(tx, "van-phong"); });
    EXPECT_EQ(stored->hash, "stronger");
}

TEST_F(SignIn, IdleEndsASession) {
    const std::string secret = open();
    store_.clock().advance(usecase::session_idle_ms);
    EXPECT_TRUE(find(secret));
    store_.clock().advance(1);
    EXPECT_FALSE(find(secret));
}

TEST_F(SignIn, UseKeepsItAliveUntilTheAbsoluteEnd) {
    const std::string secret = open();
    const SessionId id = *find(secret)->actor.session;
    const Instant end = store_.clock().now() + usecase::session_absolute_ms;
    while (store_.clock().now() + usecase::session_idle_ms < end) {
        store_.clock().advance(usecase::session_idle_ms);
        ASSERT_TRUE(find(secret));
        store_.write([&](WriteTx& tx) { usecase::touch_session(tx, id, tx.now()); });
    }
    store_.clock().advance(end - store_.clock().now() - 1);
    EXPECT_TRUE(find(secret));
    store_.clock().advance(1);
    EXPECT_FALSE(find(secret));
}

TEST_F(SignIn, SignOutEndsThisSessionOnly) {
    const std::string first = open();
    const std::string second = open();
    store_.write([actor = find(first)->actor](WriteTx& tx) { usecase::sign_out(tx, actor); });
    EXPECT_FALSE(find(first));
    EXPECT_TRUE(find(second));
}

TEST_F(SignIn, ChangedPasswordEndsTheOtherSessions) {
    const std::string mine = open();
    const std::string other = open();
    const auto changed = store_.write([actor = find(mine)->actor](WriteTx& tx) {
        return usecase::change_password(tx, actor, "no password", "new hash");
    });
    EXPECT_TRUE(changed);
    EXPECT_TRUE(find(mine));
    EXPECT_FALSE(find(other));
    const auto again = store_.write([actor = find(mine)->actor](WriteTx& tx) {
        return usecase::change_password(tx, actor, "no password", "newer hash");
    });
    EXPECT_EQ(again.error().kind(), FailureKind::invalid);
}

TEST_F(SignIn, TokenIsMadeBySessionsOnlyAndHasBounds) {
    const Actor with_session = signed_in();
    const auto make = [&](const Actor& who, std::optional<Instant> until) {
        return store_.write(
            [who, until](WriteTx& tx) { return usecase::create_token(tx, who, "đồng bộ", until); });
    };
    const Instant now = store_.clock().now();
    EXPECT_EQ(make(actor(), std::nullopt).error().kind(), FailureKind::forbidden);
    EXPECT_EQ(make(with_session, now).error().kind(), FailureKind::invalid);
    EXPECT_EQ(make(with_session, now + usecase::token_max_age_ms + 1).error().kind(),
              FailureKind::invalid);
    auto longest = make(with_session, now + usecase::token_max_age_ms);
    ASSERT_TRUE(longest);
    EXPECT_EQ(qr::token_kind(longest->secret.text()), qr::TokenKind::api);
    for (std::size_t i = 1; i < usecase::tokens_per_account; ++i)
        EXPECT_TRUE(make(with_session, std::nullopt));
    EXPECT_EQ(make(with_session, std::nullopt).error().kind(), FailureKind::conflict);
}

TEST_F(SignIn, TokenLivesUntilItsEndOrItsRevocation) {
    const Actor with_session = signed_in();
    const auto make = [&] {
        auto made = store_.write([with_session](WriteTx& tx) {
            return usecase::create_token(tx, with_session, "đồng bộ", tx.now() + day_ms);
        });
        return std::pair(made->token.id, made->secret.text());
    };
    const auto [lasting_id, lasting] = make();
    const auto [revoked_id, revoked] = make();
    ASSERT_TRUE(find_token(lasting));
    EXPECT_EQ(find_token(lasting)->actor.token, lasting_id);
    EXPECT_FALSE(find_token(lasting)->actor.session);
    EXPECT_FALSE(find(lasting)) << "a token is no cookie";

    const AccountId stranger = store_.write(
        [](WriteTx& tx) { return test::make_account(tx, "nguoi-khac", Role::administrator); });
    const auto revoke = [&, id = revoked_id](const AccountId& who) {
        return store_.write([id, who](WriteTx& tx) {
            return usecase::revoke_token(tx, test::actor_of(tx, who), id);
        });
    };
    EXPECT_EQ(revoke(stranger).error().kind(), FailureKind::not_found);
    EXPECT_TRUE(find_token(revoked));
    EXPECT_TRUE(revoke(account_));
    EXPECT_FALSE(find_token(revoked));

    store_.clock().advance(day_ms - 1);
    EXPECT_TRUE(find_token(lasting));
    store_.clock().advance(1);
    EXPECT_FALSE(find_token(lasting));
}

}  // namespace
}  // namespace kinhmoi

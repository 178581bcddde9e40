// SPDX-License-Identifier: Apache-2.0
// The second factor of an account: on only after a first code, asked for at sign-in, each code
// once, off and reset by those who may.
#include <gtest/gtest.h>

#include <set>

#include "common/domain/second_factor.hpp"
#include "qr/totp.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/second_factor_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/second_factor.hpp"
#include "server/usecase/sign_in.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

using store::ReadTx;
using store::WriteTx;

class SecondFactor : public testing::Test {
protected:
    SecondFactor() {
        qr::random_bytes(master_key_.fill());
        store_.write([this](WriteTx& tx) {
            account_ = test::make_account(tx, "van-phong", Role::organizer);
            administrator_ = test::make_account(tx, "quan-tri", Role::administrator);
        });
        owner_ = signed_in({});
    }

    Result<usecase::OpenedSession> open(const std::optional<std::string>& code) {
        return store_.write([this, code](WriteTx& tx) {
            return usecase::open_session(tx, *store::load_password(tx, account_), std::nullopt,
                                         {code, &master_key_}, "r1");
        });
    }
    Actor signed_in(const std::optional<std::string>& code) {
        const auto opened = open(code);
        EXPECT_TRUE(opened);
        return store_
            .read([hash = qr::hash_secret(opened->secret.text())](ReadTx& tx) {
                return usecase::find_session_caller(tx, hash);
            })
            ->actor;
    }
    auto enrol(const Actor& actor) {
        return store_.write([&](WriteTx& tx) {
            return usecase::enrol_second_factor(tx, actor, &master_key_, "kinhmoi.example");
        });
    }
    auto confirm(const std::string& code) {
        return store_.write([&](WriteTx& tx) {
            return usecase::confirm_second_factor(tx, owner_, code, &master_key_);
        });
    }
    auto switch_off(const std::string& code, const std::string& hash = "no password") {
        return store_.write([&](WriteTx& tx) {
            return usecase::switch_off_second_factor(tx, owner_, hash, code, &master_key_);
        });
    }
    usecase::SecondFactorView view() {
        return store_.read([this](ReadTx& tx) { return usecase::get_second_factor(tx, owner_); });
    }
    /// What the app shows, `steps` from now.
    std::string app_code(std::int64_t steps = 0) {
        const auto factor =
            store_.read([this](ReadTx& tx) { return *store::load_second_factor(tx, account_); });
        const auto secret = qr::open_totp_secret(factor.sealed_secret, account_, master_key_);
        const auto code = qr::totp_code(*secret, totp_step(store_.clock().now()) + steps);
        const std::string digits = std::to_string(code);
        return std::string(6 - digits.size(), '0') + digits;
    }
    std::string wrong_code() {
        const std::set<std::string> right{app_code(-1), app_code(), app_code(1)};
        for (const char* code : {"000000", "000001", "000002"})
            if (!right.contains(code)) return code;
        return "000003";
    }
    /// On, with its recovery codes; the code that confirmed it is used up.
    std::vector<std::string> switch_on() {
        EXPECT_TRUE(enrol(owner_));
        auto codes = confirm(app_code());
        EXPECT_TRUE(codes);
        std::vector<std::string> texts;
        for (const qr::Secret& code : *codes) texts.push_back(code.text());
        return texts;
    }
    static std::string fault_of(const Failure& failure) {
        return failure.faults().empty() ? ""
                                        : failure.faults()[0].path + " " + failure.faults()[0].code;
    }

    test::TestStore store_;
    qr::MasterKey master_key_;
    AccountId account_;
    AccountId administrator_;
    Actor owner_;
};

TEST_F(SecondFactor, AsksForNothingUntilAFirstCodeConfirmsIt) {
    EXPECT_EQ(view().state, usecase::SecondFactorState::off);
    const auto made = enrol(owner_);
    ASSERT_TRUE(made);
    EXPECT_NE(made->uri.text().find("van-phong?secret="), std::string::npos);
    EXPECT_EQ(view().state, usecase::SecondFactorState::pending);
    EXPECT_TRUE(open({})) << "lost before it was confirmed: nobody is locked out";
    EXPECT_EQ(fault_of(confirm(wrong_code()).error()), "/code wrong_code");
    EXPECT_EQ(fault_of(confirm("7K2M-Q4XD-9TRH-0BVN").error()), "/code wrong_code");

    const auto codes = confirm(app_code());
    ASSERT_TRUE(codes);
    std::set<std::string> different;
    for (const qr::Secret& code : *codes) different.insert(code.text());
    EXPECT_EQ(different.size(), recovery_code_count);
    EXPECT_EQ(view().state, usecase::SecondFactorState::on);
    EXPECT_EQ(view().recovery_codes_left, 8);
    EXPECT_EQ(confirm(app_code(1)).error().kind(), FailureKind::conflict);
    EXPECT_EQ(enrol(owner_).error().kind(), FailureKind::conflict) << "not replaced in passing";
}

TEST_F(SecondFactor, SignInWantsACodeAndEachOneOnce) {
    switch_on();
    const auto none = open({});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind(), FailureKind::unauthenticated);
    EXPECT_EQ(fault_of(none.error()), "/code code_required");
    EXPECT_EQ(fault_of(open(app_code()).error()), "/code wrong_code") << "the confirming one";
    const std::string next = app_code(1);
    EXPECT_TRUE(open(next));
    EXPECT_EQ(fault_of(open(next).error()), "/code wrong_code") << "replayed in its window";
    store_.clock().advance(2 * totp_step_ms);
    EXPECT_TRUE(open(app_code()));
    store_.clock().advance(5 * totp_step_ms);
    EXPECT_FALSE(open(app_code(-2)));
    EXPECT_FALSE(open(app_code(2)));
    EXPECT_TRUE(open(app_code(-1)));
}

TEST_F(SecondFactor, RecoveryCodesOpenOnceAndAreKeptAsHashes) {
    const auto codes = switch_on();
    std::string typed;  // as from paper
    for (const char c : codes[3])
        if (c != '-') typed += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    EXPECT_TRUE(open(typed));
    EXPECT_EQ(view().recovery_codes_left, 7);
    EXPECT_EQ(fault_of(open(codes[3]).error()), "/code wrong_code");
    EXPECT_TRUE(open(codes[0]));
    store_.read([&](ReadTx& tx) {
        auto rows = tx.query("SELECT hex(code_hash) FROM recovery_codes");
        while (rows.next()) EXPECT_EQ(codes[1].find(rows.get<std::string>(0)), std::string::npos);
    });
}

TEST_F(SecondFactor, ARefusedSignInUsesNoCodeUp) {
    const auto codes = switch_on();
    const auto refused = store_.write([&](WriteTx& tx) {
        return usecase::open_session(tx, {account_, "an older hash"}, std::nullopt,
                                     {codes[0], &master_key_}, "r1");
    });
    EXPECT_FALSE(refused);
    EXPECT_EQ(view().recovery_codes_left, 8);
}

TEST_F(SecondFactor, WithoutTheMasterKeyOnlyRecoveryCodesOpen) {
    const auto codes = switch_on();
    const auto open_blind = [&](const std::string& code) {
        return store_.write([&](WriteTx& tx) {
            return usecase::open_session(tx, *store::load_password(tx, account_), std::nullopt,
                                         {code, nullptr}, "r1");
        });
    };
    EXPECT_EQ(open_blind(app_code(1)).error().kind(), FailureKind::unavailable);
    EXPECT_TRUE(open_blind(codes[0]));
    qr::MasterKey other;
    qr::random_bytes(other.fill());
    const std::string right = app_code(1);
    const auto opened = store_.write([&](WriteTx& tx) {
        return usecase::open_session(tx, *store::load_password(tx, account_), std::nullopt,
                                     {right, &other}, "r1");
    });
    EXPECT_EQ(opened.error().kind(), FailureKind::unavailable);
}

TEST_F(SecondFactor, SwitchingOnEndsTheOtherSessions) {
    const Actor other = signed_in({});
    switch_on();
    const auto sessions = store_.read([](ReadTx& tx) {
        auto rows = tx.query("SELECT id FROM sessions");
        std::vector<SessionId> ids;
        while (rows.next()) ids.push_back(rows.get<SessionId>(0));
        return ids;
    });
    EXPECT_EQ(sessions, std::vector<SessionId>{*owner_.session});
}

TEST_F(SecondFactor, OffNeedsThePasswordAndACode) {
    const auto codes = switch_on();
    EXPECT_EQ(fault_of(switch_off(app_code(1), "another hash").error()),
              "/password wrong_password");
    EXPECT_EQ(fault_of(switch_off("123123123").error()), "/code wrong_code");
    EXPECT_EQ(view().state, usecase::SecondFactorState::on);
    EXPECT_TRUE(switch_off(app_code(1)));
    EXPECT_EQ(view().state, usecase::SecondFactorState::off);
    EXPECT_TRUE(open({}));
    EXPECT_EQ(switch_off(codes[0]).error().kind(), FailureKind::conflict);
    EXPECT_TRUE(enrol(owner_));
    EXPECT_EQ(fault_of(confirm(codes[0]).error()), "/code wrong_code") << "went with the old one";
}

TEST_F(SecondFactor, AnAdministratorResetsThatOfOthers) {
    switch_on();
    const Actor administrator =
        store_.read([this](ReadTx& tx) { return test::actor_of(tx, administrator_); });
    const auto reset = [&](const Actor& actor, const AccountId& id) {
        return store_.write(
            [&](WriteTx& tx) { return usecase::reset_second_factor(tx, actor, id); });
    };
    EXPECT_EQ(reset(administrator, administrator_).error().kind(), FailureKind::conflict);
    EXPECT_EQ(reset(administrator, AccountId{}).error().kind(), FailureKind::not_found);
    EXPECT_TRUE(reset(administrator, account_));
    EXPECT_EQ(reset(administrator, account_).error().kind(), FailureKind::conflict);
    EXPECT_TRUE(open({}));
    const auto audited = store_.read([](ReadTx& tx) {
        return usecase::list_audit(tx, {std::nullopt, "second_factor.reset", 0, 10});
    });
    ASSERT_EQ(audited.size(), 1u);
    EXPECT_EQ(audited[0].subject, to_text(account_));
}

TEST_F(SecondFactor, ProvingMakesASessionFreshAgain) {
    switch_on();
    const auto prove = [&](const std::optional<std::string>& code) {
        return store_.write([&](WriteTx& tx) {
            return usecase::prove_session(tx, owner_, "no password", code, &master_key_);
        });
    };
    const auto proven_at = [&] {
        return store_.read([&](ReadTx& tx) {
            auto rows = tx.query("SELECT proven_at FROM sessions WHERE id = $1", *owner_.session);
            EXPECT_TRUE(rows.next());
            return rows.get<Instant>(0);
        });
    };
    const Instant before = store_.clock().now();
    store_.clock().advance(10 * minute_ms);
    EXPECT_EQ(proven_at(), before);
    EXPECT_EQ(fault_of(prove({}).error()), "/code code_required");
    EXPECT_EQ(fault_of(prove(wrong_code()).error()), "/code wrong_code");
    EXPECT_EQ(proven_at(), before);
    EXPECT_TRUE(prove(app_code()));
    EXPECT_EQ(proven_at(), store_.clock().now());
}

}  // namespace
}  // namespace kinhmoi

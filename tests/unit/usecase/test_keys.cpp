// SPDX-License-Identifier: Apache-2.0
// Signing keys: rotation, theft, and that no private key stands readable in any file.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "qr/key_seal.hpp"
#include "server/usecase/keys.hpp"
#include "tests/unit/usecase/passes_world.hpp"

namespace kinhmoi {
namespace {

using store::ReadTx;
using store::WriteTx;
using test::PassesWorld;

class Keys : public testing::Test {
protected:
    Keys() {
        world.approve(world.adults(), PassesWorld::adults_of(3), 2);
        test::must(world.issue(world.adults()));
    }
    Pass pass(std::size_t i) {
        return test::must(world.pass_of(world.delegates(world.adults())[i].id)).pass;
    }
    std::vector<usecase::KeyView> keys() {
        return world.store.read([&](ReadTx& tx) {
            return test::must(usecase::list_keys(tx, world.organizer, world.event));
        });
    }
    usecase::KeyView rotate() {
        return world.store.write([&](WriteTx& tx) {
            return test::must(
                usecase::rotate_key(tx, world.organizer, world.event, world.master_key));
        });
    }
    usecase::KeyView compromise(std::uint16_t kid) {
        return world.store.write([&](WriteTx& tx) {
            return test::must(
                usecase::mark_key_compromised(tx, world.organizer, kid, world.master_key));
        });
    }
    /// Every byte of every file of the store.
    std::string all_bytes() {
        std::ostringstream bytes;
        for (const auto& file : std::filesystem::directory_iterator(world.store.folder())) {
            if (std::filesystem::file_size(file) == 0) continue;
            bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
        }
        return bytes.str();
    }
    PassesWorld world;
};

std::string text_of(std::span<const std::uint8_t> bytes) {
    return std::string(bytes.begin(), bytes.end());
}

TEST_F(Keys, RotationKeepsOldPassesValid) {
    ASSERT_EQ(keys().size(), 1u);
    const Pass before = pass(0);
    const auto made = rotate();
    EXPECT_EQ(world.judged(before).outcome, qr::PassOutcome::valid_retired);
    world.approve_waiting(world.adults());
    test::must(world.issue(world.adults()));
    const Pass later = pass(2);
    EXPECT_EQ(later.kid, made.kid);
    EXPECT_EQ(world.judged(later).outcome, qr::PassOutcome::valid);
    const auto all = keys();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].kid, made.kid) << "newest first";
    EXPECT_EQ(all[0].state, qr::KeyState::active);
    EXPECT_EQ(all[1].state, qr::KeyState::retired);
    EXPECT_NE(all[0].public_key, all[1].public_key);
}

TEST_F(Keys, AStolenKeyIsReplacedAtOnce) {
    const Pass before = pass(0);
    EXPECT_EQ(compromise(before.kid).state, qr::KeyState::compromised);
    EXPECT_EQ(world.judged(before).outcome, qr::PassOutcome::compromised_key);
    ASSERT_EQ(keys().size(), 2u);
    EXPECT_EQ(keys()[0].state, qr::KeyState::active) << "another signs, before anybody asks";
    const auto after = test::must(world.reissue(before.id)).pass;
    EXPECT_NE(after.kid, before.kid);
    EXPECT_EQ(world.judged(after).outcome, qr::PassOutcome::valid);
    EXPECT_EQ(compromise(before.kid).state, qr::KeyState::compromised);
    EXPECT_EQ(keys().size(), 2u) << "saying it twice makes no further key";
}

TEST_F(Keys, ARetiredKeyMayBeStolenToo) {
    const Pass before = pass(0);
    const auto made = rotate();
    compromise(before.kid);
    EXPECT_EQ(world.judged(before).outcome, qr::PassOutcome::compromised_key);
    ASSERT_EQ(keys().size(), 2u);
    EXPECT_EQ(keys()[0].kid, made.kid);
    EXPECT_EQ(keys()[0].state, qr::KeyState::active) << "the one that signs goes on";
}

TEST_F(Keys, KidsAreNeverUsedTwice) {
    std::set<std::uint16_t> kids{keys()[0].kid};
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(kids.insert(rotate().kid).second);
}

TEST_F(Keys, AnotherMasterKeyOpensNothing) {
    qr::MasterKey other;
    qr::random_bytes(other.fill());
    const auto refused = world.store.write([&](WriteTx& tx) -> Result<int> {
        const auto opened = usecase::open_signing_key(tx, world.organizer, world.event, other);
        if (!opened) return opened.error();
        return 0;
    });
    EXPECT_FALSE(refused);
    const auto rotated = world.store.write(
        [&](WriteTx& tx) { return usecase::rotate_key(tx, world.organizer, world.event, other); });
    EXPECT_TRUE(rotated) << "a lost master key ends with the next key";
}

TEST_F(Keys, OutOfScopeIsNotFound) {
    world.store.write([&](WriteTx& tx) {
        Actor nobody;
        EXPECT_FALSE(usecase::list_keys(tx, nobody, world.event));
        EXPECT_FALSE(usecase::rotate_key(tx, nobody, world.event, world.master_key));
        EXPECT_FALSE(usecase::mark_key_compromised(tx, nobody, 1, world.master_key));
        EXPECT_FALSE(usecase::mark_key_compromised(tx, world.organizer, 999, world.master_key));
    });
}

TEST_F(Keys, NoFileHoldsAPrivateKey) {
    rotate();
    std::vector<std::string> secrets = {text_of(world.master_key.view())};
    world.store.write([&](WriteTx& tx) {
        for (const auto& key : store::keys_of_event(tx, world.event)) {
            const auto opened =
                qr::open_private_key(key.sealed_key, world.master_key, key.record.public_key);
            secrets.push_back(text_of(opened->view()));              // the whole
            secrets.push_back(text_of(opened->view().first<32>()));  // the seed
        }
    });
    ASSERT_EQ(secrets.size(), 5u);
    const auto expect_none = [&](const std::string& bytes) {
        for (const std::string& secret : secrets) EXPECT_EQ(bytes.find(secret), std::string::npos);
        EXPECT_NE(bytes.find(text_of(keys()[0].public_key)), std::string::npos)
            << "the look itself must find what is there";
    };
    expect_none(all_bytes());
    ASSERT_TRUE(world.store.store().purge_now());
    expect_none(all_bytes());
}

}  // namespace
}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// The key ring, sealed private keys, and the master key's file.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <type_traits>

#include "qr/key_ring.hpp"
#include "qr/key_seal.hpp"
#include "tests/unit/qr/samples.hpp"

namespace kinhmoi::qr {
namespace {

using samples::key_for;

static_assert(!std::is_copy_constructible_v<MasterKey> && !std::is_copy_assignable_v<MasterKey>);
static_assert(!std::is_copy_constructible_v<PrivateKey>);
static_assert(!std::is_convertible_v<MasterKey, PrivateKey>);

TEST(KeyRing, FindsByKidInAnyOrder) {
    const KeyRing keys({{500, {}, {}, KeyState::active},
                        {2, {}, {}, KeyState::retired},
                        {0xffff, {}, {}, KeyState::compromised}});
    for (const std::uint16_t kid : {std::uint16_t{2}, std::uint16_t{500}, std::uint16_t{0xffff}}) {
        ASSERT_NE(keys.find(kid), nullptr);
        EXPECT_EQ(keys.find(kid)->kid, kid);
    }
    for (const std::uint16_t kid : {std::uint16_t{0}, std::uint16_t{3}, std::uint16_t{0xfffe}})
        EXPECT_EQ(keys.find(kid), nullptr);
    EXPECT_EQ(KeyRing({}).find(1), nullptr);
}

TEST(KeyRing, StateNamesComeBack) {
    for (const KeyState state : {KeyState::active, KeyState::retired, KeyState::compromised})
        EXPECT_EQ(parse_key_state(key_state_name(state)), state);
    EXPECT_EQ(parse_key_state("Active"), std::nullopt);
}

MasterKey master_for(const std::string& label) {
    MasterKey key;
    std::ranges::copy(samples::bytes_for(label), key.fill().begin());
    return key;
}

TEST(KeySeal, OpensWhatItSealed) {
    const auto pair = key_for("sealed");
    const auto sealed = seal_private_key(pair.private_key, master_for("m"));
    EXPECT_EQ(sealed.size(), sealed_key_bytes);
    const auto opened = open_private_key(sealed, master_for("m"), pair.public_key);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(std::ranges::equal(opened->view(), pair.private_key.view()));
}

TEST(KeySeal, SealedBytesHideTheKeyAndNeverRepeat) {
    const auto pair = key_for("sealed");
    const std::string secret = to_hex(pair.private_key.view().first<32>());
    std::set<std::vector<std::uint8_t>> all;
    for (int i = 0; i < 50; ++i) {
        const auto sealed = seal_private_key(pair.private_key, master_for("m"));
        EXPECT_EQ(to_hex(sealed).find(secret), std::string::npos);
        EXPECT_TRUE(all.insert(sealed).second);
    }
}

TEST(KeySeal, RefusesEveryFlippedBit) {
    const auto pair = key_for("sealed");
    const auto master = master_for("m");
    const auto sealed = seal_private_key(pair.private_key, master);
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto changed = sealed;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1u << bit % 8));
        EXPECT_FALSE(open_private_key(changed, master, pair.public_key)) << bit;
    }
}

TEST(KeySeal, RefusesWrongMasterLengthAndForeignKey) {
    const auto pair = key_for("sealed");
    const auto master = master_for("m");
    const auto sealed = seal_private_key(pair.private_key, master);
    EXPECT_FALSE(open_private_key(sealed, master_for("other"), pair.public_key));
    EXPECT_FALSE(open_private_key(std::span(sealed).first(103), master, pair.public_key));
    EXPECT_FALSE(open_private_key({}, master, pair.public_key));
    const auto moved = open_private_key(sealed, master, key_for("other").public_key);
    ASSERT_FALSE(moved);
    EXPECT_NE(moved.error().message().vi.find("khoá chủ"), std::string::npos);
}

class MasterKeyFile : public ::testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "kinhmoi-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path write(const std::string& content, mode_t mode = 0600) {
        const auto path = folder_ / "master.key";
        std::filesystem::remove(path);
        std::ofstream(path, std::ios::binary) << content;
        EXPECT_EQ(::chmod(path.c_str(), mode), 0);
        return path;
    }

    std::filesystem::path folder_;
    const std::array<std::uint8_t, 32> bytes_ = samples::bytes_for("master");
    const std::string raw_{bytes_.begin(), bytes_.end()};
    const std::string hex_ = to_hex(bytes_);
};

TEST_F(MasterKeyFile, LoadsBothForms) {
    std::string upper = hex_;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    for (const std::string& content : {raw_, hex_, hex_ + "\n", hex_ + "\r\n", upper}) {
        const auto key = load_master_key(write(content));
        ASSERT_TRUE(key) << key.error().message().en;
        EXPECT_TRUE(std::ranges::equal(key->view(), bytes_));
    }
    EXPECT_TRUE(load_master_key(write(raw_, 0400)));
}

/// A key that happens to end like a line is still 32 raw bytes.
TEST_F(MasterKeyFile, RawKeyMayEndInALineEnd) {
    std::string raw = raw_;
    raw.back() = '\n';
    const auto key = load_master_key(write(raw));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->view().back(), '\n');
}

TEST_F(MasterKeyFile, RefusesOtherContent) {
    const std::string contents[] = {
        "",          raw_.substr(1),        raw_ + "\n",          hex_.substr(1),
        hex_ + "0",  hex_ + "\n\n",         " " + hex_,           "x" + hex_.substr(1),
        hex_ + hex_, std::string(32, '\0'), std::string(64, '0'), std::string(1 << 20, 'a'),
    };
    for (const std::string& content : contents) {
        const auto key = load_master_key(write(content));
        ASSERT_FALSE(key) << content.size();
        EXPECT_NE(key.error().message().vi.find("master.key"), std::string::npos);
        EXPECT_NE(key.error().message().en.find("master.key"), std::string::npos);
        EXPECT_EQ(key.error().message().en.find(hex_.substr(1)), std::string::npos) << "leaks";
    }
}

TEST_F(MasterKeyFile, RefusesAFileOthersCanReach) {
    for (const mode_t mode : {0644, 0640, 0604, 0660, 0620, 0601, 0700, 04600}) {
        const auto key = load_master_key(write(raw_, mode));
        ASSERT_FALSE(key) << std::oct << mode;
        EXPECT_NE(key.error().message().en.find("0600"), std::string::npos);
    }
}

TEST_F(MasterKeyFile, RefusesWhatIsNoFile) {
    EXPECT_FALSE(load_master_key(folder_));
    EXPECT_FALSE(load_master_key(folder_ / "absent"));
    const auto pipe = folder_ / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_FALSE(load_master_key(pipe)) << "and does not wait for a writer";
}

TEST(KeyFileMode, GroupMayReadOnlyRootsCredential) {
    constexpr unsigned regular = 0100000;
    EXPECT_TRUE(key_file_is_private(regular | 0440, 0, 0));
    EXPECT_FALSE(key_file_is_private(regular | 0440, 0, 1000));
    EXPECT_FALSE(key_file_is_private(regular | 0440, 1000, 0));
    EXPECT_FALSE(key_file_is_private(regular | 0444, 0, 0));
    EXPECT_FALSE(key_file_is_private(regular | 0640, 0, 0));
}

}  // namespace
}  // namespace kinhmoi::qr

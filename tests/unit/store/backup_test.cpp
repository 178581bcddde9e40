// SPDX-License-Identifier: Apache-2.0
// Copies made under load, what a manifest catches, the way back, and what erasure leaves.
#include "server/store/sqlite/backup.hpp"
#include "tests/unit/store/fixture.hpp"

namespace kinhmoi::store::test {
namespace {

constexpr Instant noon{1'780'000'000'000};

class BackupTest : public testing::Test {
protected:
    BackupTest() { fs::create_directories(folder_ / "copies"); }

    sqlite::Backup must_back_up() {
        auto made = sqlite::back_up(settings_, folder_ / "copies", noon);
        if (!made) throw std::runtime_error(made.error().message().en);
        return *made;
    }

    Folder folder_;
    sqlite::Settings settings_ = settings_in(folder_.path());
};

TEST_F(BackupTest, a_copy_made_under_load_holds_all_that_was_acknowledged_before) {
    settings_.checkpoint_pages = 50;
    auto store = must_create(settings_);
    std::atomic<int> acked{0};
    std::atomic<bool> enough{false};
    std::thread load([&] {
        for (int id = 1; !enough; ++id) {
            store->write_now([id](WriteTx& tx) { add_note(tx, id, std::string(300, 'x')); });
            acked.store(id);
            acked.notify_all();
        }
    });
    while (acked.load() < 50) acked.wait(acked.load());
    const int before = acked.load();
    const auto backup = must_back_up();
    enough = true;
    load.join();
    EXPECT_GE(backup.contents.rows.at("notes"), before);
    EXPECT_TRUE(sqlite::check_backup(settings_, backup.manifest));
    EXPECT_EQ(fs::status(backup.file).permissions(), fs::perms(0600));
    for (const auto& entry : fs::directory_iterator(folder_ / "copies"))
        EXPECT_TRUE(entry.path() == backup.file || entry.path() == backup.manifest) << entry.path();

    // The drill: lose the database, restore, and find every row of the copy.
    const auto held = sqlite::restore(settings_, backup.manifest, noon);
    ASSERT_FALSE(held) << "the store still runs";
    EXPECT_EQ(held.error().kind(), FailureKind::conflict);
    store.reset();
    const auto restored = sqlite::restore(settings_, backup.manifest, noon);
    ASSERT_TRUE(restored) << restored.error().message().en;
    EXPECT_TRUE(fs::exists(*restored)) << "the replaced file is kept";
    EXPECT_TRUE(sqlite::verify(settings_, *restored).empty());
    store = must_open(settings_);
    EXPECT_EQ(count_notes(*store), backup.contents.rows.at("notes"));
}

TEST_F(BackupTest, the_log_of_the_replaced_file_does_not_come_back) {
    auto store = must_create(settings_);
    store->write_now([](WriteTx& tx) { add_note(tx, 1, "in the copy"); });
    const auto backup = must_back_up();
    store->write_now([](WriteTx& tx) { add_note(tx, 2, "later, only in the log"); });
    // As after a crash: a database with a log full of commits.
    const std::string log = read_bytes(folder_ / "test.db-wal");
    ASSERT_FALSE(log.empty());
    store.reset();
    write_bytes(folder_ / "test.db-wal", log);
    ASSERT_TRUE(sqlite::restore(settings_, backup.manifest, noon));
    store = must_open(settings_);
    EXPECT_EQ(count_notes(*store), 1);
}

TEST_F(BackupTest, a_restore_needs_no_old_file) {
    must_create(settings_)->write_now([](WriteTx& tx) { add_note(tx, 1, "x"); });
    const auto backup = must_back_up();
    fs::remove(settings_.path);
    const auto restored = sqlite::restore(settings_, backup.manifest, noon);
    ASSERT_TRUE(restored);
    EXPECT_TRUE(restored->empty());
    EXPECT_EQ(count_notes(*must_open(settings_)), 1);
}

TEST_F(BackupTest, the_manifest_catches_every_changed_byte) {
    must_create(settings_)->write_now([](WriteTx& tx) { add_note(tx, 1, "BRAVO"); });
    const auto backup = must_back_up();
    const std::string good = read_bytes(backup.file);
    const std::string manifest = read_bytes(backup.manifest);
    ASSERT_TRUE(sqlite::check_backup(settings_, backup.manifest));

    std::string letter = good;
    for (std::size_t at = 0; (at = letter.find("BRAVO", at)) != letter.npos;) letter[at] = 'C';
    write_bytes(backup.file, letter);
    EXPECT_TRUE(sqlite::verify(settings_, backup.file).empty()) << "SQLite cannot see this one";
    EXPECT_FALSE(sqlite::check_backup(settings_, backup.manifest));
    EXPECT_FALSE(sqlite::restore(settings_, backup.manifest, noon));
    write_bytes(backup.file, good + "x");
    EXPECT_FALSE(sqlite::check_backup(settings_, backup.manifest));
    write_bytes(backup.file, good);

    for (std::size_t at = 0; at < manifest.size(); ++at) {
        std::string changed = manifest;
        changed[at] ^= 1;
        EXPECT_FALSE(sqlite::parse_manifest(changed)) << at;
    }
    EXPECT_FALSE(sqlite::parse_manifest(manifest.substr(0, manifest.size() / 2)));
    EXPECT_FALSE(sqlite::parse_manifest(""));
    const auto parsed = sqlite::parse_manifest(manifest);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(*parsed, backup.contents);
}

TEST_F(BackupTest, a_manifest_cannot_name_a_file_elsewhere) {
    sqlite::Manifest manifest;
    for (const char* name : {"../test.db", "/etc/passwd", ""}) {
        manifest.file = name;
        EXPECT_FALSE(sqlite::parse_manifest(sqlite::to_text(manifest))) << name;
    }
    manifest.file = "x.db";
    EXPECT_TRUE(sqlite::parse_manifest(sqlite::to_text(manifest)));
}

TEST_F(BackupTest, a_failed_copy_leaves_no_file) {
    must_create(settings_).reset();
    EXPECT_FALSE(sqlite::back_up(settings_, folder_ / "missing", noon));
    must_back_up();
    const auto twice = sqlite::back_up(settings_, folder_ / "copies", noon);
    EXPECT_FALSE(twice) << "a copy is never overwritten";
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "copies"), {}), 2);
}

TEST_F(BackupTest, verify_names_a_flipped_bit_in_the_structure) {
    auto store = must_create(settings_);
    for (int id = 1; id < 300; ++id)
        store->write_now([id](WriteTx& tx) { add_note(tx, id, std::string(200, 'x')); });
    store.reset();
    const std::string good = read_bytes(settings_.path);
    std::string flipped = good;
    flipped[4'096 * 7 + 3] ^= 1;  // a page's number of cells
    write_bytes(settings_.path, flipped);
    const auto findings = sqlite::verify(settings_, settings_.path);
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings.front().code, "structure");
}

TEST_F(BackupTest, after_erasure_and_purge_no_byte_of_it_is_on_the_disk) {
    auto store = must_create(settings_);
    const std::string canary = "Nguyen Mau Chim Hoang Yen";
    store->write_now([&canary](WriteTx& tx) {
        for (int id = 1; id <= 50; ++id) add_note(tx, id, canary + std::to_string(id));
        add_note(tx, 51, canary + std::string(9'000, 'x'));  // on overflow pages
    });
    ASSERT_TRUE(store->purge_now());
    store->write_now([](WriteTx& tx) { tx.execute("UPDATE notes SET body = body || $1", "2"); });
    store->write_now([](WriteTx& tx) { tx.execute("DELETE FROM notes"); });
    const auto traces = [&] {
        return (read_bytes(settings_.path) + read_bytes(folder_ / "test.db-wal")).find(canary) !=
               std::string::npos;
    };
    ASSERT_TRUE(traces()) << "otherwise this test shows nothing";
    ASSERT_TRUE(store->purge_now());
    EXPECT_FALSE(traces());
    EXPECT_EQ(fs::file_size(folder_ / "test.db-wal"), 0u);
}

TEST_F(BackupTest, a_purge_behind_a_long_read_says_busy_and_works_later) {
    auto store = must_create(settings_);
    std::atomic<bool> reading{false}, let_go{false};
    store->write_now([](WriteTx& tx) { add_note(tx, 1, "x"); });
    std::thread reader([&] {
        store->read_now([&](ReadTx& tx) {
            tx.query("SELECT 1 FROM notes").next();
            reading = true;
            reading.notify_all();
            let_go.wait(false);
        });
    });
    reading.wait(false);
    store->write_now([](WriteTx& tx) { add_note(tx, 2, "x"); });
    const auto busy = store->purge_now();
    ASSERT_FALSE(busy);
    EXPECT_EQ(busy.error().kind(), FailureKind::busy);
    let_go = true;
    let_go.notify_all();
    reader.join();
    EXPECT_TRUE(store->purge_now());
    EXPECT_EQ(count_notes(*store), 2);
}

// The loops below end by the test's own time limit if it never happens.
TEST_F(BackupTest, a_pause_carries_the_log_over_and_keeps_its_room) {
    settings_.idle_checkpoint_ms = 1;
    auto store = must_create(settings_);
    store->write_now([](WriteTx& tx) { add_note(tx, 1, "mot khach"); });
    while (read_bytes(settings_.path).find("mot khach") == std::string::npos)
        std::this_thread::yield();
    EXPECT_GT(fs::file_size(folder_ / "test.db-wal"), 0u);
}

TEST_F(BackupTest, a_long_quiet_empties_the_log) {
    settings_.idle_checkpoint_ms = 1;
    settings_.idle_truncate_ms = 1;
    auto store = must_create(settings_);
    store->write_now([](WriteTx& tx) { add_note(tx, 1, "mot khach"); });
    while (fs::file_size(folder_ / "test.db-wal") > 0) std::this_thread::yield();
    EXPECT_NE(read_bytes(settings_.path).find("mot khach"), std::string::npos);
}

TEST_F(BackupTest, the_log_stays_bounded_without_being_asked) {
    settings_.checkpoint_pages = 20;
    auto store = must_create(settings_);
    for (int id = 1; id <= 300; ++id)
        store->write_now([id](WriteTx& tx) { add_note(tx, id, std::string(1'000, 'x')); });
    EXPECT_GT(store->stats().checkpoints, 5u);
    EXPECT_LT(fs::file_size(folder_ / "test.db-wal"), 60u * 4'120u);
}

}  // namespace
}  // namespace kinhmoi::store::test

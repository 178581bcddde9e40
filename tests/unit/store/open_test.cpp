// SPDX-License-Identifier: Apache-2.0
// What is opened, what is refused, and how the schema moves on.
#include "server/store/sqlite/backup.hpp"
#include "tests/unit/store/fixture.hpp"

namespace kinhmoi::store::test {
namespace {

class OpenTest : public testing::Test {
protected:
    std::optional<Failure> why_not(const sqlite::Settings& settings) {
        auto opened = sqlite::open(settings, environment());
        if (opened) return std::nullopt;
        return opened.error();
    }

    Folder folder_;
    sqlite::Settings settings_ = settings_in(folder_.path());
};

TEST_F(OpenTest, nothing_is_made_by_opening) {
    const auto refused = why_not(settings_);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->kind(), FailureKind::not_found);
    EXPECT_FALSE(fs::exists(settings_.path));
    settings_.path = folder_ / "no/such/folder.db";
    EXPECT_EQ(why_not(settings_)->kind(), FailureKind::not_found);
}

TEST_F(OpenTest, nothing_is_overwritten_by_creating) {
    write_bytes(settings_.path, "precious");
    const auto made = sqlite::create(settings_, environment());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), FailureKind::conflict);
    EXPECT_EQ(read_bytes(settings_.path), "precious");
}

TEST_F(OpenTest, the_file_is_for_its_owner_only) {
    ASSERT_TRUE(sqlite::create(settings_, environment()));
    EXPECT_EQ(fs::status(settings_.path).permissions(), fs::perms(0600));
}

TEST_F(OpenTest, what_is_not_ours_or_is_damaged_is_refused) {
    ASSERT_TRUE(sqlite::create(settings_, environment()));
    {
        auto store = must_open(settings_);
        for (int id = 1; id < 200; ++id)
            store->write_now([id](WriteTx& tx) { add_note(tx, id, std::string(500, 'x')); });
    }
    const std::string good = read_bytes(settings_.path);
    const auto changed = [&good](std::size_t at, const std::string& bytes) {
        std::string copy = good;
        copy.replace(at, bytes.size(), bytes);
        return copy;
    };
    const struct {
        const char* what;
        std::string bytes;
    } cases[] = {
        {"empty", ""},
        {"text", std::string(5'000, 'x')},
        {"zeroed header", changed(0, std::string(100, '\0'))},
        {"another application's", changed(68, "ABCD")},
        {"cut short", good.substr(0, good.size() / 2)},
        {"garbage in a page", changed(4'096 * 6, std::string(200, '\x7f'))},
    };
    for (const auto& c : cases) {
        write_bytes(settings_.path, c.bytes);
        EXPECT_TRUE(why_not(settings_)) << c.what;
        EXPECT_FALSE(sqlite::verify(settings_, settings_.path).empty()) << c.what;
    }
    write_bytes(settings_.path, good);
    EXPECT_FALSE(why_not(settings_));
    EXPECT_TRUE(sqlite::verify(settings_, settings_.path).empty());
}

/// A file above the limit, with a page that holds garbage.
std::string damaged_file(const sqlite::Settings& settings) {
    must_open(settings)->write_now([](WriteTx& tx) {
        for (int id = 1; id < 200; ++id) add_note(tx, id, std::string(500, 'x'));
    });
    std::string bytes = read_bytes(settings.path);
    return bytes.replace(4'096 * 6, 200, std::string(200, '\x7f'));
}

TEST_F(OpenTest, a_large_file_is_looked_through_while_it_is_served_after_an_unclean_end) {
    settings_.check_at_open_bytes = 0;
    ASSERT_TRUE(sqlite::create(settings_, environment()));
    write_bytes(settings_.path, damaged_file(settings_));
    write_bytes(settings_.path.string() + "-wal", "left behind");
    auto store = must_open(settings_);
    // Ends by the test's own time limit if nobody finds it.
    while (store->health().state != HealthState::stopped) std::this_thread::yield();
    EXPECT_NE(store->health().reason.en.find("damaged"), std::string::npos);
}

TEST_F(OpenTest, a_large_sound_file_stays_well_after_an_unclean_end) {
    settings_.check_at_open_bytes = 0;
    must_create(settings_).reset();
    write_bytes(settings_.path.string() + "-wal", "left behind");
    auto store = must_open(settings_);
    store->write_now([](WriteTx& tx) { add_note(tx, 1, "n"); });
    EXPECT_EQ(store->health().state, HealthState::ok);
}

TEST_F(OpenTest, a_large_file_that_was_cut_short_or_is_not_ours_is_refused) {
    settings_.check_at_open_bytes = 0;
    ASSERT_TRUE(sqlite::create(settings_, environment()));
    const std::string bytes = damaged_file(settings_);
    for (const std::string& bad :
         {bytes.substr(0, bytes.size() / 2), std::string(100, '\0') + bytes.substr(100)}) {
        write_bytes(settings_.path, bad);
        EXPECT_TRUE(why_not(settings_));
    }
}

TEST_F(OpenTest, a_second_holder_is_refused_until_the_first_stops) {
    auto first = must_create(settings_);
    const auto refused = why_not(settings_);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->kind(), FailureKind::conflict);
    EXPECT_NE(refused->message().en.find("Another process"), std::string::npos);
    EXPECT_NE(refused->message().vi.find("tiến trình khác"), std::string::npos);
    first.reset();
    EXPECT_FALSE(why_not(settings_));
}

TEST_F(OpenTest, an_upgrade_keeps_the_data_and_leaves_a_verified_copy_of_before) {
    must_create(settings_)->write_now([](WriteTx& tx) { add_note(tx, 1, "old"); });
    settings_.migrations.push_back(second_migration);
    auto store = must_open(settings_);
    const auto title = store->read_now([](ReadTx& tx) {
        auto rows = tx.query("SELECT body || title FROM notes");
        rows.next();
        return rows.get<std::string>(0);
    });
    EXPECT_EQ(title, "old");
    int copies = 0;
    for (const auto& entry : fs::directory_iterator(folder_ / "backups")) {
        if (entry.path().extension() != ".manifest") continue;
        ++copies;
        const auto copy = sqlite::check_backup(settings_, entry.path());
        ASSERT_TRUE(copy) << copy.error().message().en;
        EXPECT_EQ(copy->contents.schema_version, 1);
        EXPECT_EQ(copy->contents.rows.at("notes"), 1);
    }
    EXPECT_EQ(copies, 1);
    store.reset();
    store = must_open(settings_);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "backups"), {}), 2)
        << "no second copy when there is nothing to do";
}

TEST_F(OpenTest, a_newer_schema_and_an_edited_migration_are_refused) {
    settings_.migrations.push_back(second_migration);
    must_create(settings_).reset();
    auto older = settings_;
    older.migrations.pop_back();
    ASSERT_TRUE(why_not(older));
    EXPECT_NE(why_not(older)->message().en.find("newer version (2 > 1)"), std::string::npos);
    auto edited = settings_;
    edited.migrations[1].sql = "ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT '?';";
    ASSERT_TRUE(why_not(edited));
    EXPECT_NE(why_not(edited)->message().en.find("0002_titles"), std::string::npos);
    auto renamed = settings_;
    renamed.migrations[0].name = "0001_other";
    EXPECT_TRUE(why_not(renamed));
    EXPECT_FALSE(why_not(settings_));
}

TEST_F(OpenTest, a_migration_that_fails_leaves_nothing_behind) {
    must_create(settings_).reset();
    const std::pair<const char*, const char*> broken[] = {
        {"bad SQL at the end", "CREATE TABLE half (a); SELEKT"},
        {"a broken key", "CREATE TABLE half (a); INSERT INTO children VALUES (1, x'01')"},
        {"its own COMMIT", "CREATE TABLE half (a); COMMIT"},
    };
    for (const auto& [what, sql] : broken) {
        auto settings = settings_;
        settings.migrations.push_back({2, "0002_broken", sql});
        settings.upgrade_backups = folder_ / what;
        const auto refused = why_not(settings);
        ASSERT_TRUE(refused) << what;
        EXPECT_NE(refused->message().en.find("0002_broken"), std::string::npos);
        auto store = must_open(settings_);
        EXPECT_EQ(store->read_now([](ReadTx& tx) {
            return tx.query("SELECT 1 FROM sqlite_schema WHERE name = 'half'").next();
        }),
                  false)
            << what;
    }
}

TEST(EmbeddedMigrations, are_numbered_without_a_gap) {
    const auto list = sqlite::embedded_migrations();
    ASSERT_FALSE(list.empty());
    for (std::size_t at = 0; at < list.size(); ++at) {
        EXPECT_EQ(list[at].version, static_cast<int>(at) + 1);
        EXPECT_EQ(std::stoi(list[at].name.substr(0, 4)), list[at].version) << list[at].name;
        EXPECT_FALSE(list[at].sql.empty());
    }
}

TEST(EmbeddedMigrations, make_a_database_that_verifies) {
    Folder folder;
    auto settings = settings_in(folder.path());
    settings.migrations = sqlite::embedded_migrations();
    const auto made = sqlite::create(settings, environment());
    ASSERT_TRUE(made) << made.error().message().en;
    for (const auto& finding : sqlite::verify(settings, settings.path))
        ADD_FAILURE() << finding.code << ": " << finding.detail;
}

}  // namespace
}  // namespace kinhmoi::store::test

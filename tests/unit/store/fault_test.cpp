// SPDX-License-Identifier: Apache-2.0
// A disk that fails or fills: nothing half-written, nothing acknowledged, and what happens next.
#include <sys/resource.h>

#include <csignal>

#include "tests/unit/store/fixture.hpp"
#include "tests/unit/store/test_vfs.hpp"

namespace kinhmoi::store::test {
namespace {

Result<void> try_note(Store& store, int id, std::size_t size = 10) {
    return store.write_now([id, size](WriteTx& tx) -> Result<void> {
        add_note(tx, id, std::string(size, 'x'));
        return {};
    });
}

class FaultTest : public testing::Test {
protected:
    sqlite::Settings vfs_settings() {
        auto settings = settings_in(folder_.path());
        settings.vfs = TestVfs::name;
        return settings;
    }

    TestVfs vfs_;
    Folder folder_;
};

TEST_F(FaultTest, a_failed_sync_stops_writing_for_good_and_readers_go_on) {
    auto store = must_create(vfs_settings());
    ASSERT_TRUE(try_note(*store, 1));
    vfs_.fail_log_sync = true;
    const auto failed = try_note(*store, 2);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind(), FailureKind::unavailable);
    EXPECT_EQ(store->health().state, HealthState::stopped);
    vfs_.fail_log_sync = false;
    const int syncs = vfs_.log_syncs;
    EXPECT_FALSE(try_note(*store, 3)) << "a sync that works now proves nothing about the last one";
    EXPECT_THROW(store->write_now([](WriteTx& tx) { add_note(tx, 4, "x"); }), StoreRefusal);
    EXPECT_FALSE(store->purge_now());
    EXPECT_EQ(count_notes(*store), 1);
    store->stop();
    EXPECT_EQ(vfs_.log_syncs, syncs) << "nothing may touch the disk again, not even the stop";
    store.reset();
    const auto again = must_open(settings_in(folder_.path()));
    EXPECT_GE(count_notes(*again), 1);
}

TEST_F(FaultTest, a_failed_sync_of_a_checkpoint_stops_writing_too) {
    auto store = must_create(vfs_settings());
    ASSERT_TRUE(try_note(*store, 1));
    vfs_.fail_database_sync = true;
    EXPECT_FALSE(store->purge_now());
    EXPECT_EQ(store->health().state, HealthState::stopped);
    EXPECT_FALSE(try_note(*store, 2));
    EXPECT_EQ(count_notes(*store), 1);
}

TEST_F(FaultTest, a_full_database_degrades_and_recovers) {
    auto settings = settings_in(folder_.path());
    settings.max_pages = 40;
    auto store = must_create(settings);
    ASSERT_TRUE(try_note(*store, 1, 60'000));
    const auto full = try_note(*store, 2, 100'000);
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().kind(), FailureKind::unavailable);
    EXPECT_EQ(store->health().state, HealthState::degraded);
    EXPECT_EQ(count_notes(*store), 1);
    EXPECT_FALSE(try_note(*store, 3, 100'000));
    store->write_now([](WriteTx& tx) { tx.execute("DELETE FROM notes"); });
    EXPECT_EQ(store->health().state, HealthState::ok);
    EXPECT_TRUE(try_note(*store, 2, 20'000));
}

TEST_F(FaultTest, a_job_that_hides_a_full_disk_is_still_told_of_it) {
    auto settings = settings_in(folder_.path());
    settings.max_pages = 40;
    auto store = must_create(settings);
    const auto answer = store->write_now([](WriteTx& tx) -> Result<void> {
        add_note(tx, 1, "half");
        try {
            add_note(tx, 2, std::string(300'000, 'x'));
        } catch (const StoreError&) {
        }
        return {};
    });
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().message().en.find("disk is full"), std::string::npos);
    EXPECT_EQ(count_notes(*store), 0);
}

TEST_F(FaultTest, a_job_that_hides_a_failed_read_still_fails) {
    auto settings = vfs_settings();
    settings.writer_cache_kib = 16;  // so that the job must read from the log
    auto store = must_create(settings);
    for (int id = 1; id <= 100; ++id) ASSERT_TRUE(try_note(*store, id, 2'000));
    bool seen = false;
    const auto answer = store->write_now([&](WriteTx& tx) -> Result<void> {
        add_note(tx, 101, "half");
        vfs_.fail_log_read = true;
        try {
            tx.query("SELECT sum(length(body || id)) FROM notes NOT INDEXED").next();
        } catch (const StoreError& error) {
            seen = error.fault() == Fault::io;
        }
        vfs_.fail_log_read = false;
        return {};
    });
    EXPECT_TRUE(seen);
    EXPECT_FALSE(answer);
    EXPECT_EQ(store->health().state, HealthState::degraded);
    EXPECT_EQ(count_notes(*store), 100);
    EXPECT_TRUE(try_note(*store, 101)) << "a failed read is no reason to stop";
}

/// No file of this process may grow past the limit while this lives.
class SizeLimit {
public:
    explicit SizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit low{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &low);
    }
    ~SizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

TEST_F(FaultTest, a_file_size_limit_counts_as_full_and_passes) {
    auto store = must_create(settings_in(folder_.path()));
    int kept = 0;
    {
        const SizeLimit limit(400'000);
        while (try_note(*store, kept + 1, 20'000)) ++kept;
        EXPECT_EQ(store->health().state, HealthState::degraded);
        EXPECT_FALSE(try_note(*store, kept + 1, 20'000));
        EXPECT_EQ(count_notes(*store), kept);
    }
    EXPECT_GT(kept, 3);
    EXPECT_TRUE(try_note(*store, kept + 1, 20'000)) << "no restart is needed";
    EXPECT_EQ(store->health().state, HealthState::ok);
    store.reset();
    EXPECT_EQ(count_notes(*must_open(settings_in(folder_.path()))), kept + 1);
}

TEST_F(FaultTest, damage_met_while_serving_stops_writing_even_if_a_job_hides_it) {
    auto settings = settings_in(folder_.path());
    auto store = must_create(settings);
    for (int id = 1; id <= 200; ++id) ASSERT_TRUE(try_note(*store, id, 2'000));
    store.reset();
    settings.writer_cache_kib = 16;
    settings.reader_cache_kib = 16;
    store = must_open(settings);
    {
        std::fstream file(settings.path, std::ios::in | std::ios::out | std::ios::binary);
        for (int page = 10; page < 60; ++page) {
            file.seekp(page * 4'096);
            file.write("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f", 12);
        }
    }
    EXPECT_FALSE(store->write_now([](WriteTx& tx) -> Result<void> {
        try {
            add_note(tx, 400, "half");
            tx.query("SELECT sum(length(body || id)) FROM notes NOT INDEXED").next();
        } catch (const StoreError& error) {
            EXPECT_EQ(error.fault(), Fault::corrupt);
        }
        return {};
    }));
    EXPECT_EQ(store->health().state, HealthState::stopped);
    EXPECT_FALSE(store->read_now(
        [](ReadTx& tx) { return tx.query("SELECT 1 FROM notes WHERE id = 400").next(); }));
    EXPECT_FALSE(try_note(*store, 500));
}

TEST_F(FaultTest, a_setting_that_does_not_hold_refuses_the_start_by_name) {
    ASSERT_TRUE(sqlite::create(settings_in(folder_.path()), environment()));
    for (const char* name :
         {"application_id", "busy_timeout", "cell_size_check", "foreign_keys", "journal_mode",
          "journal_size_limit", "query_only", "recursive_triggers", "secure_delete", "synchronous",
          "temp_store", "trusted_schema", "wal_autocheckpoint"}) {
        vfs_.tampered_pragma = name;
        const auto opened = sqlite::open(vfs_settings(), environment());
        if (opened) {
            ADD_FAILURE() << name;
            continue;
        }
        const bool is_id = std::string(name) == "application_id";  // has a sentence of its own
        EXPECT_NE(opened.error().message().en.find(is_id ? "not a database of this service" : name),
                  std::string::npos)
            << opened.error().message().en;
    }
    vfs_.tampered_pragma.clear();
    EXPECT_TRUE(sqlite::open(vfs_settings(), environment()));
}

}  // namespace
}  // namespace kinhmoi::store::test

// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/sqlite_store.hpp"

#include "server/store/sqlite/background_check.hpp"
#include "server/store/sqlite/backup.hpp"
#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/failures.hpp"
#include "server/store/sqlite/file_lock.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/migrator.hpp"
#include "server/store/sqlite/reader_pool.hpp"
#include "server/store/sqlite/writer.hpp"

namespace kinhmoi::store::sqlite {
namespace {

struct Connections {
    std::unique_ptr<SqliteConnection> writer;
    std::vector<std::unique_ptr<SqliteConnection>> readers;
    std::unique_ptr<SqliteConnection> checker;  ///< none: the file was looked through already
};

class SqliteStore final : public Store {
public:
    SqliteStore(FileLock lock, Connections connections, const Settings& settings,
                const Environment& environment)
        : lock_(std::move(lock)),
          writer_(std::move(connections.writer), settings, environment, health_,
                  {[this](const Changes& changes) { tell_listeners(changes); },
                   [this](detail::JobList jobs) { answer(jobs); },
                   [this](detail::Job& job) { push(readers_.queue(), job); }}),
          readers_(std::move(connections.readers), settings, environment.clock, health_,
                   [this](detail::JobList jobs) { answer(jobs); }) {
        if (connections.checker) check_.emplace(std::move(connections.checker), health_);
    }
    ~SqliteStore() override { SqliteStore::stop(); }

    StoreHealth health() const override { return health_.get(); }

    StoreStats stats() const override {
        StoreStats stats = writer_.stats();
        stats.read_queue = readers_.queue().size();
        stats.refused_busy = refused_busy_.load(std::memory_order_relaxed);
        return stats;
    }

    // Readers first: the writer's last act is to empty the log, and a reader would hold it.
    void stop() override {
        check_.reset();
        readers_.stop();
        writer_.stop();
    }

protected:
    void submit(detail::Job& job) override {
        const bool goes_to_readers = job.lane == detail::Lane::read && !writer_.has_unsettled();
        push(goes_to_readers ? readers_.queue() : writer_.queue(), job);
    }

private:
    void push(JobQueue& queue, detail::Job& job) {
        const JobQueue::Pushed pushed = queue.push(job);
        if (pushed == JobQueue::Pushed::ok) return;  // the job may be gone already
        if (pushed == JobQueue::Pushed::full) refused_busy_.fetch_add(1, std::memory_order_relaxed);
        job.refuse(pushed == JobQueue::Pushed::full ? failures::queue_full()
                                                    : failures::stopping());
        detail::JobList refused;
        refused.push(job);
        answer(refused);
    }

    FileLock lock_;
    Health health_;
    std::atomic<std::uint64_t> refused_busy_{0};
    Writer writer_;
    ReaderPool readers_;
    std::optional<BackgroundCheck> check_;
};

Path upgrade_folder(const Settings& settings) {
    if (!settings.upgrade_backups.empty()) return settings.upgrade_backups;
    return settings.path.parent_path() / "backups";
}

/// Never upgrades what has not been copied first.
Result<void> upgrade(SqliteConnection& connection, const Settings& settings, Instant now) {
    if (auto checked = check_migrations(connection, settings.migrations); !checked) return checked;
    if (schema_version(connection) == static_cast<int>(settings.migrations.size())) return {};
    const Path folder = upgrade_folder(settings);
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return failures::no_folder(folder);
    if (auto copy = back_up(settings, folder, now); !copy) return copy.error();
    return migrate(connection, settings.migrations, now);
}

std::uintmax_t size_of(const Path& file) {
    std::error_code none;
    const std::uintmax_t size = std::filesystem::file_size(file, none);
    return none ? 0 : size;
}

/// A clean end leaves the log empty; then the file alone must hold every page it speaks of.
bool is_cut_short(SqliteConnection& connection, std::uintmax_t size) {
    const std::uintmax_t pages = std::stoull(connection.scalar("PRAGMA page_count"));
    return pages * std::stoull(connection.scalar("PRAGMA page_size")) > size;
}

Result<void> open_all(const Settings& settings, Instant now, Connections& connections) {
    const bool ended_cleanly = size_of(settings.path.string() + "-wal") == 0;
    const std::uintmax_t size = size_of(settings.path);
    const bool is_small = size <= settings.check_at_open_bytes;
    auto writer = open_connection(settings, Role::writer);
    if (!writer) return writer.error();
    std::string sound = "ok";
    if (is_small) sound = (*writer)->scalar(structure_check);
    else if (ended_cleanly && is_cut_short(**writer, size)) sound = "cut short";
    if (sound != "ok") return failures::damaged(settings.path, sound);
    if (auto ready = upgrade(**writer, settings, now); !ready) return ready;
    connections.writer = std::move(*writer);
    for (int n = 0; n < settings.readers; ++n) {
        auto reader = open_connection(settings, Role::reader);
        if (!reader) return reader.error();
        connections.readers.push_back(std::move(*reader));
    }
    if (is_small || ended_cleanly) return {};
    auto checker = open_connection(settings, Role::reader);
    if (!checker) return checker.error();
    connections.checker = std::move(*checker);
    return {};
}

Result<void> fill_new(const Settings& settings, const Path& file, Instant now) {
    make_private_file(file);
    auto connection = open_connection(settings, Role::solitary, file);
    if (!connection) return connection.error();
    (*connection)->run("PRAGMA page_size = " + std::to_string(settings.page_size));
    (*connection)->run("PRAGMA application_id = " + std::to_string(application_id));
    return migrate(**connection, settings.migrations, now);
}

}  // namespace

Result<void> create(const Settings& settings, const Environment& environment) {
    auto lock = FileLock::take(settings.path);
    if (!lock) return lock.error();
    if (std::filesystem::exists(settings.path)) return failures::already_exists(settings.path);
    const Path unnamed = settings.path.string() + ".creating.tmp";
    try {
        if (auto filled = fill_new(settings, unnamed, environment.clock()); !filled) return filled;
        sync_file(unnamed);
        rename_durably(unnamed, settings.path);
        return {};
    } catch (const std::exception& error) {
        return failures::cannot_open(settings.path, error.what());
    }
}

Result<std::unique_ptr<Store>> open(const Settings& settings, const Environment& environment) {
    auto lock = FileLock::take(settings.path);
    if (!lock) return lock.error();
    try {
        Connections connections;
        if (auto ready = open_all(settings, environment.clock(), connections); !ready)
            return ready.error();
        return std::unique_ptr<Store>(std::make_unique<SqliteStore>(
            std::move(*lock), std::move(connections), settings, environment));
    } catch (const StoreError& error) {
        if (error.fault() == Fault::corrupt) return failures::damaged(settings.path, error.what());
        return failures::cannot_open(settings.path, error.what());
    } catch (const std::exception& error) {
        return failures::cannot_open(settings.path, error.what());
    }
}

}  // namespace kinhmoi::store::sqlite

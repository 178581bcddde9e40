// SPDX-License-Identifier: Apache-2.0
// The writer: one thread, one connection, all commits and all checkpoints. DESIGN.md says why.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/health.hpp"
#include "server/store/sqlite/job_queue.hpp"
#include "server/store/sqlite/settings.hpp"

namespace kinhmoi::store::sqlite {

class Writer {
public:
    /// What the writer calls once a group is decided. All run on its thread.
    struct Outlets {
        std::function<void(const Changes&)> committed;
        std::function<void(detail::JobList)> answer;
        std::function<void(detail::Job&)> read;  ///< hands a read on to the readers
    };

    Writer(std::unique_ptr<SqliteConnection> connection, const Settings& settings,
           Environment environment, Health& health, Outlets outlets);
    ~Writer();

    JobQueue& queue() { return queue_; }
    /// Whether a read must come here first, so that it sees what was put off.
    bool has_unsettled() const { return has_unsettled_.load(std::memory_order_acquire); }
    /// Finishes what is queued, empties the log unless writing has stopped, closes the connection.
    void stop();
    StoreStats stats() const;

private:
    enum class Checkpoint { passive, truncate };

    void loop();
    void handle(detail::JobList jobs);
    void run_group(detail::JobList jobs);
    /// How a job is undone that fails after it changed something.
    enum class Undo { savepoint, group };
    /// Opens a transaction, runs the jobs and commits; ran holds those that began. Throws when the
    /// group cannot go on.
    void commit_group(detail::JobList& jobs, detail::JobList& ran, Changes& changes,
                      bool& at_commit);
    /// False: a job must be undone together with all before it.
    bool run_jobs(detail::JobList& jobs, detail::JobList& ran, Changes& changes, Undo undo);
    bool run_job(detail::Job& job, Changes& changes, Undo undo);
    void throw_if_spoiled();
    /// Writes what was put off, if anything was.
    void settle();
    void note_unsettled();
    void fail_group(detail::JobList jobs, const SqliteError& error, bool at_commit);
    void roll_back() noexcept;
    void run_purge(detail::Job& job);
    /// True: every page is in the database file (and for truncate the log is empty).
    bool checkpoint(Checkpoint kind, int patience_ms);
    void checkpoint_if_due();
    Instant next_now();

    std::unique_ptr<SqliteConnection> connection_;
    const Settings settings_;
    const Environment environment_;
    Health& health_;
    const Outlets outlets_;
    JobQueue queue_;

    const std::unique_ptr<Memory> memory_;  // none: nothing is put off
    std::atomic<bool> has_unsettled_;
    Instant last_now_;
    UuidSequence ids_;
    int wal_pages_ = 0;            // set by SQLite's hook at each commit
    int checkpoint_at_pages_ = 0;  // moves on while a reader keeps the log from starting over

    mutable std::mutex stats_mutex_;
    StoreStats stats_ = empty_stats();

    std::thread thread_;  // last: it uses all of the above
};

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// The writer: one thread, one connection, all commits and all checkpoints. DESIGN.md says why.
#pragma once

#include <functional>
#include <thread>

#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/health.hpp"
#include "server/store/sqlite/job_queue.hpp"
#include "server/store/sqlite/settings.hpp"

namespace kinhmoi::store::sqlite {

class Writer {
public:
    /// What the writer calls once a group is decided. Both run on its thread.
    struct Outlets {
        std::function<void(const Changes&)> committed;
        std::function<void(detail::JobList)> answer;
    };

    Writer(std::unique_ptr<SqliteConnection> connection, const Settings& settings,
           Environment environment, Health& health, Outlets outlets);
    ~Writer();

    JobQueue& queue() { return queue_; }
    /// Finishes what is queued, empties the log unless writing has stopped, closes the connection.
    void stop();
    StoreStats stats() const;

private:
    enum class Checkpoint { passive, truncate };

    void loop();
    void handle(detail::JobList jobs);
    void run_group(detail::JobList jobs);
    /// Runs the jobs inside an open transaction. Throws when the group cannot go on.
    void run_jobs(detail::JobList& jobs, detail::JobList& ran, Changes& changes);
    bool run_job(detail::Job& job, bool alone, Changes& changes);
    void throw_if_spoiled();
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

    Instant last_now_;
    UuidSequence ids_;
    int wal_pages_ = 0;            // set by SQLite's hook at each commit
    int checkpoint_at_pages_ = 0;  // moves on while a reader keeps the log from starting over

    mutable std::mutex stats_mutex_;
    StoreStats stats_ = empty_stats();

    std::thread thread_;  // last: it uses all of the above
};

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// The readers: a few threads, each with its own read-only connection, before one line of jobs.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/health.hpp"
#include "server/store/sqlite/job_queue.hpp"
#include "server/store/sqlite/settings.hpp"

namespace kinhmoi::store::sqlite {

class ReaderPool {
public:
    ReaderPool(std::vector<std::unique_ptr<SqliteConnection>> connections, const Settings& settings,
               Clock clock, Health& health, std::function<void(detail::JobList)> answer);
    ~ReaderPool();

    JobQueue& queue() { return queue_; }
    const JobQueue& queue() const { return queue_; }
    /// Finishes what is queued and closes the connections.
    void stop();

private:
    void loop(SqliteConnection& connection);
    void run_job(SqliteConnection& connection, detail::Job& job);

    std::vector<std::unique_ptr<SqliteConnection>> connections_;
    const Clock clock_;
    Health& health_;
    const std::function<void(detail::JobList)> answer_;
    JobQueue queue_;
    std::vector<std::thread> threads_;
};

}  // namespace kinhmoi::store::sqlite

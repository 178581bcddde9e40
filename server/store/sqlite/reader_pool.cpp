// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/reader_pool.hpp"

#include "server/store/sqlite/failures.hpp"

namespace kinhmoi::store::sqlite {

ReaderPool::ReaderPool(std::vector<std::unique_ptr<SqliteConnection>> connections,
                       const Settings& settings, Clock clock, Health& health,
                       std::function<void(detail::JobList)> answer)
    : connections_(std::move(connections)),
      clock_(std::move(clock)),
      health_(health),
      answer_(std::move(answer)),
      queue_(settings.read_queue) {
    for (auto& connection : connections_)
        threads_.emplace_back([this, reader = connection.get()] { loop(*reader); });
}

ReaderPool::~ReaderPool() {
    stop();
}

void ReaderPool::stop() {
    queue_.close();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    connections_.clear();
}

void ReaderPool::loop(SqliteConnection& connection) {
    connection.confine_to_this_thread();
    for (;;) {
        detail::JobList jobs = queue_.take(1, std::nullopt);
        if (jobs.empty()) return;
        run_job(connection, *jobs.first);
        answer_(jobs);
    }
}

// A read keeps its result even when ending its transaction fails: nothing depends on that but the
// next read, which begins anew.
void ReaderPool::run_job(SqliteConnection& connection, detail::Job& job) {
    try {
        connection.take_spoiling_fault();
        if (connection.in_transaction()) connection.run("ROLLBACK");
        connection.run("BEGIN");
        ReadTx tx(connection, clock_());
        job.run(tx);
        if (connection.in_transaction()) connection.run("COMMIT");
    } catch (const StoreError&) {
        job.fail(std::current_exception());
    }
    const auto fault = connection.take_spoiling_fault();
    if (fault && fault->fault() == Fault::corrupt) health_.stop(failures::corrupt_while_serving());
}

}  // namespace kinhmoi::store::sqlite

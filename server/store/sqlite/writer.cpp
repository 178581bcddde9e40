// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/writer.hpp"

#include <sqlite3.h>

#include <cerrno>

#include "server/store/sqlite/failures.hpp"

namespace kinhmoi::store::sqlite {
namespace {

constexpr int idle_patience_ms = 50;  // a quiet moment must not make a new job wait
constexpr int purge_patience_ms = 1'000;
constexpr int stop_patience_ms = 1'000;

int remember_wal_pages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

/// After a failed sync nobody knows what the disk holds: the kernel may already have dropped the
/// pages, and a second fsync that succeeds proves nothing.
bool is_fatal(const SqliteError& error, bool at_commit) {
    if (error.fault() == Fault::corrupt) return true;
    if (error.fault() != Fault::io) return false;
    return at_commit || error.code() == SQLITE_IOERR_FSYNC ||
           error.code() == SQLITE_IOERR_DIR_FSYNC;
}

std::uint64_t since_us(std::chrono::steady_clock::time_point start) {
    const auto passed = std::chrono::steady_clock::now() - start;
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(passed).count());
}

}  // namespace

Writer::Writer(std::unique_ptr<SqliteConnection> connection, const Settings& settings,
               Environment environment, Health& health, Outlets outlets)
    : connection_(std::move(connection)),
      settings_(settings),
      environment_(std::move(environment)),
      health_(health),
      outlets_(std::move(outlets)),
      queue_(settings.write_queue),
      memory_(settings.make_memory ? settings.make_memory() : nullptr),
      has_unsettled_(memory_ != nullptr),
      checkpoint_at_pages_(settings.checkpoint_pages) {
    sqlite3_wal_hook(connection_->handle(), remember_wal_pages, &wal_pages_);
    // A log left by a crash counts as something to move, too.
    checkpoint(Checkpoint::passive, 0);
    thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
    stop();
}

void Writer::stop() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
    connection_.reset();
}

StoreStats Writer::stats() const {
    std::lock_guard lock(stats_mutex_);
    StoreStats stats = stats_;
    stats.write_queue = queue_.size();
    return stats;
}

void Writer::loop() {
    connection_->confine_to_this_thread();
    settle();  // a crash may have left something
    const std::chrono::milliseconds until_moved(settings_.idle_checkpoint_ms);
    const std::chrono::milliseconds until_emptied(settings_.idle_truncate_ms);
    bool is_moved = false;
    for (;;) {
        const bool log_has_pages = wal_pages_ > 0 && !health_.stopped();
        const auto patience = is_moved ? until_emptied : until_moved;
        detail::JobList jobs = queue_.take(settings_.group_cap,
                                           log_has_pages ? std::optional(patience) : std::nullopt);
        if (!jobs.empty()) {
            is_moved = false;
            handle(jobs);
            continue;
        }
        if (queue_.closed()) break;
        settle();
        // Not emptied at once: to sync a log that grows takes longer than to sync one that is
        // there.
        if (is_moved) checkpoint(Checkpoint::truncate, idle_patience_ms);
        else checkpoint(Checkpoint::passive, 0);
        is_moved = true;
    }
    settle();
    if (!health_.stopped()) checkpoint(Checkpoint::truncate, stop_patience_ms);
}

// A purge or a read must come after the writes queued before it, so it ends a group.
void Writer::handle(detail::JobList jobs) {
    detail::JobList group;
    while (detail::Job* job = jobs.pop()) {
        if (job->lane == detail::Lane::write) {
            group.push(*job);
            continue;
        }
        run_group(std::exchange(group, {}));
        if (job->lane == detail::Lane::purge) {
            run_purge(*job);
            continue;
        }
        settle();  // if it fails, old answers are better than none
        outlets_.read(*job);
    }
    run_group(group);
    checkpoint_if_due();
}

void Writer::run_group(detail::JobList jobs) {
    if (jobs.empty()) return;
    if (health_.stopped()) {
        for (detail::Job* job = jobs.first; job; job = job->next)
            job->refuse(failures::writing_stopped());
        return outlets_.answer(jobs);
    }
    const auto start = std::chrono::steady_clock::now();
    const std::size_t count = jobs.count;
    Changes changes;
    detail::JobList ran;
    bool at_commit = false;
    try {
        commit_group(jobs, ran, changes, at_commit);
    } catch (const SqliteError& error) {
        ran.append(jobs);
        return fail_group(ran, error, at_commit);
    }
    {
        std::lock_guard lock(stats_mutex_);
        ++stats_.commits;
        stats_.write_jobs += count;
        stats_.wal_pages = static_cast<std::uint64_t>(wal_pages_);
        stats_.group_size.add(count);
        stats_.commit_us.add(since_us(start));
    }
    note_unsettled();
    outlets_.committed(changes);
    outlets_.answer(ran);
}

void Writer::commit_group(detail::JobList& jobs, detail::JobList& ran, Changes& changes,
                          bool& at_commit) {
    const bool alone = jobs.count == 1;
    bool are_repeatable = true;
    for (const detail::Job* job = jobs.first; job; job = job->next)
        are_repeatable = are_repeatable && job->is_repeatable;
    const Undo undo = alone || are_repeatable ? Undo::group : Undo::savepoint;

    const std::int64_t before = sqlite3_total_changes64(connection_->handle());
    connection_->take_spoiling_fault();
    connection_->run("BEGIN IMMEDIATE");
    if (memory_ && memory_->is_due()) {
        WriteTx tx(*connection_, next_now(), environment_.random, ids_, memory_.get());
        memory_->settle(tx);
    }
    if (!run_jobs(jobs, ran, changes, undo)) {
        roll_back();
        changes = {};
        if (alone) return;
        // The rare price of no savepoints: the group once more, with them.
        ran.append(jobs);
        jobs = std::exchange(ran, {});
        connection_->run("BEGIN IMMEDIATE");
        run_jobs(jobs, ran, changes, Undo::savepoint);
    }
    at_commit = true;
    connection_->run("COMMIT");
    if (sqlite3_total_changes64(connection_->handle()) != before) health_.recovered();
}

bool Writer::run_jobs(detail::JobList& jobs, detail::JobList& ran, Changes& changes, Undo undo) {
    while (detail::Job* job = jobs.pop()) {
        ran.push(*job);  // before it runs: whatever happens, it is answered
        const bool stands = run_job(*job, changes, undo);
        throw_if_spoiled();
        if (!stands) return false;
    }
    return true;
}

bool Writer::run_job(detail::Job& job, Changes& changes, Undo undo) {
    sqlite3* db = connection_->handle();
    WriteTx tx(*connection_, next_now(), environment_.random, ids_, memory_.get());
    if (undo == Undo::savepoint) connection_->run("SAVEPOINT job");
    const std::int64_t before = sqlite3_total_changes64(db);
    bool kept = job.run(tx);
    if (!connection_->in_transaction()) {
        throw_if_spoiled();
        throw SqliteError(Fault::other, SQLITE_MISUSE, "a job ended the transaction");
    }
    // A deferred foreign key left open would fail the COMMIT of everybody.
    int unsettled = 0;
    int unused = 0;
    sqlite3_db_status(db, SQLITE_DBSTATUS_DEFERRED_FKS, &unsettled, &unused, 0);
    if (kept && unsettled != 0) {
        job.fail(std::make_exception_ptr(
            StoreError(Fault::constraint, "a deferred foreign key was left unsettled")));
        kept = false;
    }
    if (kept) changes.merge(tx.changes());
    // A refused scan mostly changed nothing; of other jobs nobody needs to know.
    const bool is_clean = job.is_repeatable && sqlite3_total_changes64(db) == before;
    const bool must_undo = !kept && !is_clean;
    if (undo == Undo::group) return !must_undo;
    if (must_undo) {
        connection_->run("ROLLBACK TO job");
        if (memory_) memory_->lose();
    }
    connection_->run("RELEASE job");
    return true;
}

void Writer::throw_if_spoiled() {
    if (auto fault = connection_->take_spoiling_fault()) throw *fault;
}

void Writer::fail_group(detail::JobList jobs, const SqliteError& error, bool at_commit) {
    roll_back();
    Failure failure = failures::group_failed();
    if (error.fault() == Fault::full) failure = failures::disk_full();
    if (is_fatal(error, at_commit)) {
        failure = error.fault() == Fault::corrupt ? failures::corrupt_while_serving()
                                                  : failures::writing_stopped();
        health_.stop(failure);
    } else {
        health_.degraded(failure);
    }
    {
        std::lock_guard lock(stats_mutex_);
        ++stats_.failed_groups;
    }
    for (detail::Job* job = jobs.first; job; job = job->next) job->refuse(failure);
    outlets_.answer(jobs);
}

void Writer::settle() {
    if (!memory_ || memory_->is_settled() || health_.stopped()) return;
    detail::JobList none;
    bool at_commit = false;
    try {
        connection_->take_spoiling_fault();
        connection_->run("BEGIN IMMEDIATE");
        WriteTx tx(*connection_, next_now(), environment_.random, ids_, memory_.get());
        memory_->settle(tx);
        at_commit = true;
        connection_->run("COMMIT");
    } catch (const SqliteError& error) {
        fail_group(none, error, at_commit);
    }
    note_unsettled();
}

void Writer::note_unsettled() {
    if (memory_) has_unsettled_.store(!memory_->is_settled(), std::memory_order_release);
}

void Writer::roll_back() noexcept {
    if (memory_) memory_->lose();
    if (!connection_->in_transaction()) return;  // SQLite may have done it already
    try {
        connection_->run("ROLLBACK");
    } catch (const StoreError&) {
        // Seen below: the transaction is still open.
    }
    if (connection_->in_transaction()) health_.stop(failures::writing_stopped());
}

void Writer::run_purge(detail::Job& job) {
    detail::JobList answered;
    answered.push(job);
    if (health_.stopped()) {
        job.refuse(failures::writing_stopped());
    } else if (checkpoint(Checkpoint::truncate, purge_patience_ms)) {
        WriteTx nothing(*connection_, last_now_, environment_.random, ids_);
        job.run(nothing);
    } else {
        job.refuse(health_.stopped() ? failures::writing_stopped() : failures::purge_busy());
    }
    outlets_.answer(answered);
}

bool Writer::checkpoint(Checkpoint kind, int patience_ms) {
    sqlite3* db = connection_->handle();
    const int mode =
        kind == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    int in_log = 0;
    int moved = 0;
    sqlite3_busy_timeout(db, patience_ms);
    errno = 0;
    const int code = sqlite3_wal_checkpoint_v2(db, "main", mode, &in_log, &moved);
    sqlite3_busy_timeout(db, settings_.busy_timeout_ms);  // leaves errno and the error code alone
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
        const SqliteError error = last_error(db, code, "checkpoint");
        if (is_fatal(error, true)) health_.stop(failures::writing_stopped());
        else health_.degraded(failures::disk_full());
        return false;
    }
    if (in_log >= 0) wal_pages_ = in_log;
    std::lock_guard lock(stats_mutex_);
    ++stats_.checkpoints;
    stats_.wal_pages = static_cast<std::uint64_t>(wal_pages_);
    return code == SQLITE_OK && in_log == moved;
}

void Writer::checkpoint_if_due() {
    if (wal_pages_ < settings_.checkpoint_pages) checkpoint_at_pages_ = settings_.checkpoint_pages;
    if (wal_pages_ < checkpoint_at_pages_ || health_.stopped()) return;
    checkpoint(Checkpoint::passive, 0);
    // When all was moved, the next commit starts the log over and the count falls by itself.
    checkpoint_at_pages_ = wal_pages_ + settings_.checkpoint_pages;
}

Instant Writer::next_now() {
    last_now_ = std::max(last_now_, environment_.clock());
    return last_now_;
}

}  // namespace kinhmoi::store::sqlite

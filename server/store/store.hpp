// SPDX-License-Identifier: Apache-2.0
// The store as the rest of the server sees it: hand a function to the one writer or to a reader,
// and await what it returns. Ends up in the driver's threads (sqlite/); knows nothing of the
// driver.
#pragma once

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <variant>
#include <vector>

#include "common/base/result.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

namespace asio = boost::asio;

/// Thrown to an awaiter whose function does not return a Result, where a Result would hold this
/// failure: busy (the queue is full) or unavailable (nothing was written).
class StoreRefusal : public std::runtime_error {
public:
    explicit StoreRefusal(Failure failure)
        : std::runtime_error(failure.message().en), failure_(std::move(failure)) {}
    const Failure& failure() const { return failure_; }

private:
    Failure failure_;
};

enum class HealthState {
    ok,
    degraded,  ///< the last group of writes failed (disk full); the next write tries again
    stopped,   ///< no write will succeed until a restart; reads go on
};

struct StoreHealth {
    HealthState state = HealthState::ok;
    Message reason;  ///< empty while ok
};

/// counts[i] holds values <= bounds[i]; the last count holds the rest.
struct Histogram {
    static constexpr std::size_t size = 11;
    std::array<std::uint64_t, size> bounds{};
    std::array<std::uint64_t, size + 1> counts{};
    std::uint64_t sum = 0;
    void add(std::uint64_t value);
};

struct StoreStats {
    std::size_t write_queue = 0;      ///< jobs waiting now
    std::size_t read_queue = 0;       ///< jobs waiting now
    std::uint64_t commits = 0;        ///< groups committed
    std::uint64_t failed_groups = 0;  ///< groups of which nothing was kept
    std::uint64_t write_jobs = 0;     ///< jobs answered by a commit
    std::uint64_t refused_busy = 0;   ///< jobs turned away at a full queue
    std::uint64_t checkpoints = 0;    ///< completed or partial
    std::uint64_t wal_pages = 0;      ///< pages in the write-ahead log after the last commit
    Histogram group_size;             ///< jobs a group
    Histogram commit_us;              ///< BEGIN to the end of COMMIT, in microseconds
};

/// All zero, with the bounds of both histograms set.
StoreStats empty_stats();

namespace detail {

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;

/// g++ 12 copies an unnamed closure (or aggregate) inside a co_await expression bit by bit and then
/// destroys it twice; harmless only when both are trivial.
template <class F>
inline constexpr bool may_cross_co_await =
    std::is_lvalue_reference_v<F> || std::is_trivially_copyable_v<F>;

enum class Lane { write, read, purge };

/// One function on its way through a store thread and back. Lives in its awaiter's frame: the frame
/// cannot go before the handler held here has been called or destroyed.
class Job {
public:
    using Handler = asio::async_result<asio::use_awaitable_t<>, void()>::handler_type;

    virtual ~Job() = default;
    /// Calls the function and keeps its result or exception. False: undo what it did.
    virtual bool run(ReadTx& tx) noexcept = 0;
    /// Puts this failure in the place of whatever run() kept.
    virtual void refuse(const Failure& failure) = 0;
    /// Puts this exception in the place of whatever run() kept.
    virtual void fail(std::exception_ptr thrown) = 0;

    Job* next = nullptr;
    Lane lane = Lane::write;
    bool is_repeatable = false;      ///< may run again after its first run was undone
    std::optional<Handler> handler;  ///< the coroutine to resume; none when a thread waits
    asio::any_io_executor executor;  ///< of the handler; counts as work for its context
    bool done = false;               ///< for a waiting thread; guarded by the store's mutex
};

/// Jobs in order, linked through Job::next.
struct JobList {
    Job* first = nullptr;
    Job* last = nullptr;
    std::size_t count = 0;

    bool empty() const { return first == nullptr; }
    void push(Job& job);
    Job* pop();
    /// All of the other behind these.
    void append(JobList& other);
};

/// Tx is WriteTx or ReadTx: what the function takes.
template <class F, class Tx>
class FunctionJob final : public Job {
public:
    using R = std::invoke_result_t<F&, Tx&>;
    static_assert(!std::is_reference_v<R>, "a transaction's result must own what it holds");

    explicit FunctionJob(F function) : function_(std::forward<F>(function)) {}

    bool run(ReadTx& tx) noexcept override {
        outcome_.reset();
        thrown_ = nullptr;
        try {
            if constexpr (std::is_void_v<R>) {
                function_(static_cast<Tx&>(tx));
                outcome_.emplace();
            } else {
                outcome_.emplace(function_(static_cast<Tx&>(tx)));
                if constexpr (is_result<R>) return outcome_->has_value();
            }
            return true;
        } catch (...) {
            thrown_ = std::current_exception();
            return false;
        }
    }

    void refuse(const Failure& failure) override {
        outcome_.reset();
        thrown_ = nullptr;
        if constexpr (is_result<R>) outcome_.emplace(failure);
        else thrown_ = std::make_exception_ptr(StoreRefusal(failure));
    }

    void fail(std::exception_ptr thrown) override {
        outcome_.reset();
        thrown_ = std::move(thrown);
    }

    R take() {
        if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
        if constexpr (!std::is_void_v<R>) return std::move(*outcome_);
    }

private:
    F function_;
    std::optional<std::conditional_t<std::is_void_v<R>, std::monostate, R>> outcome_;
    std::exception_ptr thrown_;
};

}  // namespace detail

/// Outlives every awaiter's coroutine that uses it; goes before the io_context those run on.
class Store {
public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    /// Runs f(WriteTx&) on the writer thread and returns, after a durable COMMIT, what f returned.
    /// A Result that holds a Failure, and an exception, undo all that f did; the failure is
    /// returned, the exception rethrown here; other jobs of the group stand. Failure busy: the
    /// queue is full. Failure unavailable: nothing of it was written.
    ///
    /// Name f, let it own what it needs, and pass the name; it is used where it stands:
    ///     auto record = [batch](WriteTx& tx) { return usecase::record_scans(tx, batch); };
    ///     auto answer = co_await store.write(record);
    /// An unnamed function may capture only trivially copyable things (ids, numbers, references).
    template <class F>
    asio::awaitable<std::invoke_result_t<F&, WriteTx&>> write(F&& f) {
        static_assert(detail::may_cross_co_await<F>, "name this function and pass the name");
        return run_function<WriteTx, F>(std::forward<F>(f), detail::Lane::write);
    }

    /// The same for an f that may run a second time after its first run was undone, so it consumes
    /// nothing that it captured. A group of such jobs needs no savepoints, which cost as much as a
    /// small job itself.
    template <class F>
    asio::awaitable<std::invoke_result_t<F&, WriteTx&>> write_repeatable(F& f) {
        return run_function<WriteTx, F&>(f, detail::Lane::write, true);
    }

    /// Runs f(ReadTx&) on a reader thread, in a snapshot that holds every commit answered before.
    template <class F>
    asio::awaitable<std::invoke_result_t<F&, ReadTx&>> read(F&& f) {
        static_assert(detail::may_cross_co_await<F>, "name this function and pass the name");
        return run_function<ReadTx, F>(std::forward<F>(f), detail::Lane::read);
    }

    /// Moves every commit into the database file and empties the write-ahead log, so that erased
    /// bytes stand in no file. Failure busy: a long read holds the log; try again.
    asio::awaitable<Result<void>> purge();

    /// The same three for a thread that may wait: the command line and tests. Never on an io
    /// thread.
    template <class F>
    std::invoke_result_t<F&, WriteTx&> write_now(F f) {
        detail::FunctionJob<F&, WriteTx> job(f);
        run_now(job, detail::Lane::write);
        return job.take();
    }
    template <class F>
    std::invoke_result_t<F&, ReadTx&> read_now(F f) {
        detail::FunctionJob<F&, ReadTx> job(f);
        run_now(job, detail::Lane::read);
        return job.take();
    }
    Result<void> purge_now();

    /// Called on the writer thread after each COMMIT that changed something, before its jobs are
    /// answered. Must be quick, must not throw, must not wait for a write. Register before serving.
    void on_commit(std::function<void(const Changes&)> listener);

    virtual StoreHealth health() const = 0;
    virtual StoreStats stats() const = 0;
    /// Answers what is queued, refuses what comes later, closes the database. Called once more is
    /// harmless; destructors of drivers call it.
    virtual void stop() = 0;

protected:
    /// Queues the job for its lane, or refuses it and answers at once.
    virtual void submit(detail::Job& job) = 0;
    /// Sends every job's answer to its awaiter: one post an executor.
    void answer(detail::JobList jobs);
    void tell_listeners(const Changes& changes);

private:
    /// F is T& for a named function, T for an unnamed one.
    template <class Tx, class F>
    asio::awaitable<std::invoke_result_t<F&, Tx&>> run_function(F f, detail::Lane lane,
                                                                bool is_repeatable = false) {
        detail::FunctionJob<F, Tx> job(std::forward<F>(f));
        job.is_repeatable = is_repeatable;
        co_await run(job, lane);
        co_return job.take();
    }
    asio::awaitable<void> run(detail::Job& job, detail::Lane lane);
    void run_now(detail::Job& job, detail::Lane lane);

    std::mutex waiters_mutex_;
    std::condition_variable waiters_;
    std::mutex listeners_mutex_;
    std::vector<std::function<void(const Changes&)>> listeners_;
};

}  // namespace kinhmoi::store

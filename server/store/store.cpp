// SPDX-License-Identifier: Apache-2.0
// How a job gets from its awaiter to a driver's thread and back. One post carries the answers of a
// whole group to an executor; that is where most of the throughput comes from.
#include "server/store/store.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

namespace kinhmoi::store {
namespace {

/// Powers of two suit a group's size; these suit a disk: 50 us (RAM) to 1 s (trouble).
constexpr std::array<std::uint64_t, Histogram::size> group_bounds{1,  2,   4,   8,   16,  32,
                                                                  64, 128, 256, 512, 1024};
constexpr std::array<std::uint64_t, Histogram::size> commit_bounds{
    50, 100, 250, 500, 1'000, 2'500, 5'000, 10'000, 50'000, 250'000, 1'000'000};

/// Jobs of one executor on their way home.
class Homecoming {
public:
    explicit Homecoming(detail::JobList jobs) : jobs_(jobs) {}
    Homecoming(Homecoming&& other) noexcept : jobs_(std::exchange(other.jobs_, {})) {}
    Homecoming& operator=(Homecoming&&) = delete;
    ~Homecoming() {
        // The io_context went away first: let go of each coroutine, and so of its job.
        while (detail::Job* job = jobs_.pop()) {
            auto executor = std::move(job->executor);
            auto handler = std::move(*job->handler);
        }
    }

    void operator()() {
        try {
            while (detail::Job* job = jobs_.pop()) {
                auto executor = std::move(job->executor);
                auto handler = std::move(*job->handler);
                std::move(handler)();  // the job may be gone after this
            }
        } catch (...) {
            if (!jobs_.empty()) {
                const asio::any_io_executor executor = jobs_.first->executor;
                asio::post(executor, Homecoming(std::exchange(jobs_, {})));
            }
            throw;
        }
    }

private:
    detail::JobList jobs_;
};

auto purge_function() {
    return [](WriteTx&) -> Result<void> { return {}; };
}

}  // namespace

void Histogram::add(std::uint64_t value) {
    std::size_t at = 0;
    while (at < size && value > bounds[at]) ++at;
    ++counts[at];
    sum += value;
}

namespace detail {

void JobList::push(Job& job) {
    job.next = nullptr;
    if (last) last->next = &job;
    else first = &job;
    last = &job;
    ++count;
}

Job* JobList::pop() {
    Job* job = first;
    if (!job) return nullptr;
    first = job->next;
    if (!first) last = nullptr;
    --count;
    job->next = nullptr;
    return job;
}

void JobList::append(JobList& other) {
    if (other.empty()) return;
    if (last) last->next = other.first;
    else first = other.first;
    last = other.last;
    count += other.count;
    other = {};
}

}  // namespace detail

StoreStats empty_stats() {
    StoreStats stats;
    stats.group_size.bounds = group_bounds;
    stats.commit_us.bounds = commit_bounds;
    return stats;
}

asio::awaitable<void> Store::run(detail::Job& job, detail::Lane lane) {
    job.lane = lane;
    auto initiate = [this, &job](detail::Job::Handler handler) {
        job.executor =
            asio::prefer(handler.get_executor(), asio::execution::outstanding_work.tracked);
        job.handler.emplace(std::move(handler));
        submit(job);
    };
    return asio::async_initiate<const asio::use_awaitable_t<>, void()>(initiate,
                                                                       asio::use_awaitable);
}

void Store::run_now(detail::Job& job, detail::Lane lane) {
    job.lane = lane;
    submit(job);
    std::unique_lock lock(waiters_mutex_);
    waiters_.wait(lock, [&job] { return job.done; });
}

asio::awaitable<Result<void>> Store::purge() {
    detail::FunctionJob<decltype(purge_function()), WriteTx> job(purge_function());
    co_await run(job, detail::Lane::purge);
    co_return job.take();
}

Result<void> Store::purge_now() {
    detail::FunctionJob<decltype(purge_function()), WriteTx> job(purge_function());
    run_now(job, detail::Lane::purge);
    return job.take();
}

void Store::answer(detail::JobList jobs) {
    // A few executors are looked through; with a strand a session, looking at all would be n^2.
    constexpr std::size_t most_open = 8;
    std::array<detail::JobList, most_open> open;
    std::size_t used = 0;
    bool woke = false;
    while (detail::Job* job = jobs.pop()) {
        if (!job->handler) {
            std::lock_guard lock(waiters_mutex_);
            job->done = true;
            woke = true;
            continue;
        }
        std::size_t at = 0;
        while (at < used && open[at].first->executor != job->executor) ++at;
        if (at == most_open) {
            const asio::any_io_executor executor = open[0].first->executor;
            asio::post(executor, Homecoming(std::exchange(open[0], {})));
            at = 0;
        }
        if (at == used) ++used;
        open[at].push(*job);
    }
    for (std::size_t at = 0; at < used; ++at) {
        const asio::any_io_executor executor = open[at].first->executor;
        asio::post(executor, Homecoming(open[at]));
    }
    if (woke) waiters_.notify_all();
}

void Store::on_commit(std::function<void(const Changes&)> listener) {
    std::lock_guard lock(listeners_mutex_);
    listeners_.push_back(std::move(listener));
}

void Store::tell_listeners(const Changes& changes) {
    if (changes.empty()) return;
    std::lock_guard lock(listeners_mutex_);
    for (const auto& listener : listeners_) listener(changes);
}

}  // namespace kinhmoi::store

// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/job_queue.hpp"

namespace kinhmoi::store::sqlite {

JobQueue::Pushed JobQueue::push(detail::Job& job) {
    std::lock_guard lock(mutex_);
    if (closed_) return Pushed::closed;
    if (jobs_.count >= capacity_) return Pushed::full;
    jobs_.push(job);
    // Under the lock: the job may be answered, and this queue gone, as soon as it is released.
    if (sleepers_ > 0) arrived_.notify_one();
    return Pushed::ok;
}

detail::JobList JobQueue::take(std::size_t most,
                               std::optional<std::chrono::milliseconds> patience) {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return closed_ || !jobs_.empty(); };
    ++sleepers_;
    if (patience) arrived_.wait_for(lock, *patience, ready);
    else arrived_.wait(lock, ready);
    --sleepers_;
    if (jobs_.count <= most) return std::exchange(jobs_, {});
    detail::JobList taken;
    while (taken.count < most) taken.push(*jobs_.pop());
    return taken;
}

void JobQueue::close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    arrived_.notify_all();
}

bool JobQueue::closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
}

std::size_t JobQueue::size() const {
    std::lock_guard lock(mutex_);
    return jobs_.count;
}

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// A bounded line of jobs before one or more threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "server/store/store.hpp"

namespace kinhmoi::store::sqlite {

class JobQueue {
public:
    explicit JobQueue(std::size_t capacity) : capacity_(capacity) {}

    enum class Pushed { ok, full, closed };
    Pushed push(detail::Job& job);

    /// Up to most jobs, as soon as there is one. Empty: patience ran out, or closed and drained.
    detail::JobList take(std::size_t most, std::optional<std::chrono::milliseconds> patience);

    /// Lets no more in; what is inside can still be taken.
    void close();
    bool closed() const;
    std::size_t size() const;

private:
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    detail::JobList jobs_;
    int sleepers_ = 0;
    bool closed_ = false;
};

}  // namespace kinhmoi::store::sqlite

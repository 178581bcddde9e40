// SPDX-License-Identifier: Apache-2.0
// How well the store is, as the writer and the readers find it. Stopped is for good.
#pragma once

#include <atomic>
#include <mutex>

#include "server/store/store.hpp"

namespace kinhmoi::store::sqlite {

class Health {
public:
    StoreHealth get() const {
        std::lock_guard lock(mutex_);
        return health_;
    }
    bool stopped() const { return stopped_.load(std::memory_order_acquire); }

    void recovered() { set(HealthState::ok, {}); }
    void degraded(const Failure& why) { set(HealthState::degraded, why.message()); }
    void stop(const Failure& why) {
        set(HealthState::stopped, why.message());
        stopped_.store(true, std::memory_order_release);
    }

private:
    void set(HealthState state, Message reason) {
        std::lock_guard lock(mutex_);
        if (health_.state == HealthState::stopped) return;
        health_ = {state, std::move(reason)};
    }

    mutable std::mutex mutex_;
    StoreHealth health_;
    std::atomic<bool> stopped_{false};
};

}  // namespace kinhmoi::store::sqlite

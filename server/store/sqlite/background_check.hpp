// SPDX-License-Identifier: Apache-2.0
// Looks through a large file while it is served: a start need not wait for what takes seconds.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/health.hpp"

namespace kinhmoi::store::sqlite {

/// Answers "ok", or the first damage it finds.
inline constexpr const char* structure_check = "PRAGMA quick_check(1)";

class BackgroundCheck {
public:
    /// Begins at once. Damage stops the store's health for good. connection: a reader of its own.
    BackgroundCheck(std::unique_ptr<SqliteConnection> connection, Health& health);
    /// Breaks off.
    ~BackgroundCheck();

private:
    void run();

    std::unique_ptr<SqliteConnection> connection_;
    Health& health_;
    std::atomic<bool> is_stopping_{false};
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/background_check.hpp"

#include <sqlite3.h>

#include "server/store/sqlite/failures.hpp"

namespace kinhmoi::store::sqlite {

BackgroundCheck::BackgroundCheck(std::unique_ptr<SqliteConnection> connection, Health& health)
    : connection_(std::move(connection)), health_(health), thread_([this] { run(); }) {}

BackgroundCheck::~BackgroundCheck() {
    is_stopping_ = true;
    thread_.join();
}

void BackgroundCheck::run() {
    connection_->confine_to_this_thread();
    constexpr int steps_between_looks = 10'000;
    sqlite3_progress_handler(
        connection_->handle(), steps_between_looks,
        [](void* flag) { return static_cast<std::atomic<bool>*>(flag)->load() ? 1 : 0; },
        &is_stopping_);
    try {
        if (connection_->scalar(structure_check) == "ok") return;
        health_.stop(failures::corrupt_while_serving());
    } catch (const StoreError& error) {
        if (error.fault() == Fault::corrupt) health_.stop(failures::corrupt_while_serving());
    }
}

}  // namespace kinhmoi::store::sqlite

// SPDX-License-Identifier: Apache-2.0
// Erases, again and again, the persons whose time is over; then empties the write-ahead log so that
// no file still holds them. Also takes away what doors can no longer ask for.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <string_view>

#include "server/store/store.hpp"

namespace kinhmoi::jobs {

class RetentionJob {
public:
    using Report = std::function<void(std::string_view event, std::int64_t count)>;

    RetentionJob(boost::asio::io_context& io, store::Store& store, std::chrono::minutes every,
                 Report report);
    /// Looks at once, then every so often.
    void start();
    void stop();

private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> erase_what_is_due();
    boost::asio::awaitable<void> prune_doors();

    boost::asio::io_context& io_;
    store::Store& store_;
    std::chrono::minutes every_;
    Report report_;
    boost::asio::steady_timer timer_;
    bool is_stopped_ = false;
};

}  // namespace kinhmoi::jobs

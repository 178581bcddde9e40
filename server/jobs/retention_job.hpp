// SPDX-License-Identifier: Apache-2.0
// Erases, again and again, the persons whose time is over; then empties the write-ahead log so that
// no file still holds them. Also takes away what doors can no longer ask for. Holds back when the
// clock was set forward while the server ran: what is erased cannot be brought back.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <string_view>

#include "common/base/time.hpp"
#include "server/store/store.hpp"

namespace kinhmoi::jobs {

/// The clock that says what is due, and one that nobody can set (it counts while the machine
/// sleeps).
struct RetentionClocks {
    std::function<Instant()> wall;
    std::function<std::int64_t()> steady_ms;
};

class RetentionJob {
public:
    using Report = std::function<void(std::string_view event, std::int64_t count)>;

    RetentionJob(boost::asio::io_context& io, store::Store& store, std::chrono::minutes every,
                 RetentionClocks clocks, Report report);
    /// Looks at once, then every so often.
    void start();
    void stop();
    /// One look. Reports "erasing_held" with the days that the clock ran ahead; it then stays held
    /// until the server is started again, as the store's time never goes back.
    boost::asio::awaitable<void> look();

private:
    boost::asio::awaitable<void> run();
    std::int64_t days_ahead();
    boost::asio::awaitable<void> erase_what_is_due();
    boost::asio::awaitable<void> prune_doors();

    boost::asio::io_context& io_;
    store::Store& store_;
    std::chrono::minutes every_;
    const RetentionClocks clocks_;
    Report report_;
    const std::int64_t wall_minus_steady_ms_;  // as the server began
    std::int64_t most_ahead_ms_ = 0;
    boost::asio::steady_timer timer_;
    bool is_stopped_ = false;
};

}  // namespace kinhmoi::jobs

// SPDX-License-Identifier: Apache-2.0
// How much room the data folder's disk has left, looked at every minute: told in the log when it
// becomes low and when it is well again, and kept for /readyz and /metrics.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <string_view>

namespace kinhmoi::jobs {

class DiskWatch {
public:
    using FreeBytes = std::function<std::uint64_t()>;
    using Report = std::function<void(std::string_view event, std::int64_t free_bytes)>;

    DiskWatch(boost::asio::io_context& io, FreeBytes free_bytes, std::uint64_t low_bytes,
              Report report);
    /// Looks at once, then every minute.
    void start();
    void stop();
    /// As last seen.
    std::uint64_t free_bytes() const { return free_bytes_; }

private:
    boost::asio::awaitable<void> run();
    void look();

    boost::asio::io_context& io_;
    FreeBytes ask_;
    std::uint64_t low_bytes_;
    Report report_;
    boost::asio::steady_timer timer_;
    std::uint64_t free_bytes_ = UINT64_MAX;
    bool is_low_ = false;
    bool is_stopped_ = false;
};

}  // namespace kinhmoi::jobs

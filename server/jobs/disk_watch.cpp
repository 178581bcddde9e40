// SPDX-License-Identifier: Apache-2.0
#include "server/jobs/disk_watch.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace kinhmoi::jobs {

namespace asio = boost::asio;

DiskWatch::DiskWatch(asio::io_context& io, FreeBytes free_bytes, std::uint64_t low_bytes,
                     Report report)
    : io_(io),
      ask_(std::move(free_bytes)),
      low_bytes_(low_bytes),
      report_(std::move(report)),
      timer_(io) {}

void DiskWatch::start() {
    look();
    asio::co_spawn(io_, run(), asio::detached);
}

void DiskWatch::stop() {
    is_stopped_ = true;
    timer_.cancel();
}

void DiskWatch::look() {
    free_bytes_ = ask_();
    const bool is_low = free_bytes_ < low_bytes_;
    if (is_low == is_low_) return;
    is_low_ = is_low;
    report_(is_low ? "disk_low" : "disk_has_room", static_cast<std::int64_t>(free_bytes_));
}

asio::awaitable<void> DiskWatch::run() {
    while (!is_stopped_) {
        timer_.expires_after(std::chrono::minutes(1));
        boost::system::error_code ignored;
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        if (!is_stopped_) look();
    }
}

}  // namespace kinhmoi::jobs

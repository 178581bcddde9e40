// SPDX-License-Identifier: Apache-2.0
#include "server/jobs/retention_job.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/usecase/incidents.hpp"
#include "server/usecase/retention.hpp"

namespace kinhmoi::jobs {

namespace asio = boost::asio;

RetentionJob::RetentionJob(asio::io_context& io, store::Store& store, std::chrono::minutes every,
                           RetentionClocks clocks, Report report)
    : io_(io),
      store_(store),
      every_(every),
      clocks_(std::move(clocks)),
      report_(std::move(report)),
      wall_minus_steady_ms_(clocks_.wall().ms - clocks_.steady_ms()),
      timer_(io) {}

void RetentionJob::start() {
    asio::co_spawn(io_, run(), asio::detached);
}

void RetentionJob::stop() {
    is_stopped_ = true;
    timer_.cancel();
}

asio::awaitable<void> RetentionJob::run() {
    while (!is_stopped_) {
        try {
            co_await look();
        } catch (const std::exception&) {
            // The store says why in its health; the next round tries again.
            report_("retention_failed", 0);
        }
        if (is_stopped_) break;
        timer_.expires_after(every_);
        boost::system::error_code ignored;
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

std::int64_t RetentionJob::days_ahead() {
    const std::int64_t ahead = clocks_.wall().ms - clocks_.steady_ms() - wall_minus_steady_ms_;
    most_ahead_ms_ = std::max(most_ahead_ms_, ahead);
    return most_ahead_ms_ / day_ms;
}

asio::awaitable<void> RetentionJob::look() {
    if (const std::int64_t days = days_ahead(); days > 0) report_("erasing_held", days);
    else co_await erase_what_is_due();
    co_await prune_doors();
}

asio::awaitable<void> RetentionJob::erase_what_is_due() {
    const auto erased =
        co_await store_.write([](store::WriteTx& tx) { return usecase::erase_due(tx).persons; });
    // What stands there was read at a door and may name anybody.
    const auto cleared =
        co_await store_.write([](store::WriteTx& tx) { return usecase::clear_old_quarantine(tx); });
    if (cleared > 0) report_("quarantine_cleared", cleared);
    if (erased > 0) report_("persons_erased", erased);
    if (erased + cleared == 0) co_return;
    const auto purged = co_await store_.purge();
    if (!purged) report_("purge_postponed", erased);
}

asio::awaitable<void> RetentionJob::prune_doors() {
    constexpr std::int64_t at_once = 5'000;  // some milliseconds of the writer
    std::int64_t pruned = 0, last = at_once;
    while (last == at_once && !is_stopped_) {
        last = co_await store_.write(
            [](store::WriteTx& tx) { return usecase::prune_door_changes(tx, at_once); });
        pruned += last;
    }
    if (pruned > 0) report_("door_changes_pruned", pruned);
}

}  // namespace kinhmoi::jobs

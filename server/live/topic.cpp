// SPDX-License-Identifier: Apache-2.0
#include "server/live/topic.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kinhmoi::live {

namespace {

constexpr int whole_share = 10;  // at most a tenth of the time goes into counting everything

}  // namespace

Topic::Topic(Hub& hub, const EventId& event)
    : hub_(hub), event_(event), feed_(hub.make_feed_(event)), timer_(hub.io_) {}

asio::awaitable<void> Topic::run() {
    const auto self = shared_from_this();
    while (!is_stopped_ && !watchers_.empty()) {
        co_await wait_until_due();
        if (is_stopped_ || watchers_.empty()) break;
        const auto begun = Clock::now();
        const auto outcome = co_await step();
        if (outcome == Feed::Outcome::gone) break;
        if (outcome) publish(*outcome);
        co_await pause(begun + hub_.limits_.frame);
    }
    stop();
}

bool Topic::is_due() const {
    return doors_changed_ || (all_changed_ && Clock::now() >= whole_from_);
}

asio::awaitable<void> Topic::wait_until_due() {
    boost::system::error_code ignored;
    while (!is_due() && !is_stopped_ && !watchers_.empty()) {
        timer_.expires_at(all_changed_ ? whole_from_ : Clock::time_point::max());
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

asio::awaitable<void> Topic::pause(Clock::time_point until) {
    boost::system::error_code ignored;
    is_pausing_ = true;
    timer_.expires_at(until);
    if (!is_stopped_)
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    is_pausing_ = false;
}

/// Nothing: the store could not be read; it is tried again.
asio::awaitable<std::optional<Feed::Outcome>> Topic::step() {
    const auto begun = Clock::now();
    const bool whole = all_changed_ && begun >= whole_from_;
    const bool doors = doors_changed_;
    // Before reading: what is committed from now on is read next time.
    doors_changed_ = false;
    if (whole) all_changed_ = false;
    try {
        const auto outcome = co_await feed_->step(whole);
        const auto took = Clock::now() - begun;
        if (whole) {
            whole_from_ = begun + std::max<Clock::duration>(hub_.limits_.whole, whole_share * took);
        }
        co_return outcome;
    } catch (const std::exception&) {
        doors_changed_ = doors_changed_ || doors;
        all_changed_ = all_changed_ || whole;
        co_return std::nullopt;
    }
}

void Topic::publish(Feed::Outcome outcome) {
    const bool is_first = steps_ == 0;
    if (outcome == Feed::Outcome::nothing && !is_first) return;
    ++steps_;
    snapshot_.reset();
    const bool all = is_first || outcome == Feed::Outcome::snapshot;
    const Text text = all ? snapshot() : frame("change", feed_->change());
    for (Watcher* watcher : watchers_) put(*watcher, text);
}

void Topic::put(Watcher& watcher, const Text& text) {
    if (watcher.has_ended_) return;
    if (watcher.queue_.size() >= hub_.limits_.queue) {
        ++hub_.stats_.dropped;
        watcher.end();
        if (watcher.cut_) watcher.cut_();
        return;
    }
    watcher.queue_.push_back(text);
    watcher.timer_.cancel();
}

Text Topic::snapshot() {
    if (!snapshot_) snapshot_ = frame("snapshot", feed_->snapshot());
    return snapshot_;
}

Text Topic::frame(const char* kind, const std::string& json) {
    ++hub_.stats_.texts;
    return std::make_shared<const std::string>("id: " + std::to_string(steps_) +
                                               "\nevent: " + kind + "\ndata: " + json + "\n\n");
}

void Topic::note(bool whole) {
    (whole ? all_changed_ : doors_changed_) = true;
    if (!is_pausing_) timer_.cancel();
}

void Topic::join(Watcher& watcher) {
    watchers_.push_back(&watcher);
    if (steps_ == 0) return;  // the first step tells all
    put(watcher, snapshot());
}

void Topic::leave(Watcher& watcher) {
    std::erase(watchers_, &watcher);
    if (watchers_.empty()) stop();
}

void Topic::stop() {
    if (is_stopped_) return;
    is_stopped_ = true;
    timer_.cancel();
    for (Watcher* watcher : watchers_) watcher->end();
    const auto self = shared_from_this();
    hub_.topics_.erase(event_);
    hub_.topic_count_ = hub_.topics_.size();
}

}  // namespace kinhmoi::live

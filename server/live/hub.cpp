// SPDX-License-Identifier: Apache-2.0
#include "server/live/hub.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/live/topic.hpp"

namespace kinhmoi::live {

Watcher::Watcher(const asio::any_io_executor& io) : timer_(io) {}

Watcher::~Watcher() {
    if (topic_) topic_->leave(*this);
}

asio::awaitable<Text> Watcher::next(std::chrono::steady_clock::duration patience) {
    if (queue_.empty() && !has_ended_) {
        boost::system::error_code ignored;
        timer_.expires_after(patience);
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (queue_.empty()) co_return nullptr;
    Text text = std::move(queue_.front());
    queue_.pop_front();
    co_return text;
}

void Watcher::end() {
    has_ended_ = true;
    queue_.clear();
    timer_.cancel();
}

Hub::Hub(asio::any_io_executor io, MakeFeed make_feed, HubLimits limits)
    : io_(std::move(io)), make_feed_(std::move(make_feed)), limits_(limits) {}

Hub::~Hub() {
    stop();
}

void Hub::note(const store::Changes& changes) {
    const bool concerns_events = !changes.events.empty() || !changes.at_doors.empty();
    if (topic_count_ == 0 || !concerns_events) return;
    asio::post(io_, [this, changes] { deliver(changes); });
}

void Hub::deliver(const store::Changes& changes) {
    const auto note_each = [this](const std::vector<EventId>& events, bool whole) {
        for (const EventId& event : events) {
            const auto topic = topics_.find(event);
            if (topic != topics_.end()) topic->second->note(whole);
        }
    };
    note_each(changes.events, true);
    note_each(changes.at_doors, false);
}

std::unique_ptr<Watcher> Hub::watch(const EventId& event) {
    if (is_stopped_ || stats().watchers >= limits_.watchers) return nullptr;
    auto& topic = topics_[event];
    if (!topic) {
        topic = std::make_shared<Topic>(*this, event);
        topic_count_ = topics_.size();
    }
    auto watcher = std::make_unique<Watcher>(io_);
    watcher->topic_ = topic;
    const bool is_first = topic->watcher_count() == 0;
    topic->join(*watcher);
    if (is_first) asio::co_spawn(io_, topic->run(), asio::detached);
    return watcher;
}

void Hub::stop() {
    is_stopped_ = true;
    const auto topics = topics_;
    for (const auto& [event, topic] : topics) topic->stop();
}

HubStats Hub::stats() const {
    HubStats stats = stats_;
    for (const auto& [event, topic] : topics_) stats.watchers += topic->watcher_count();
    return stats;
}

}  // namespace kinhmoi::live

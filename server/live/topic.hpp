// SPDX-License-Identifier: Apache-2.0
// One watched event: its feed, its watchers, and the loop that goes from change to change.
#pragma once

#include <optional>
#include <vector>

#include "server/live/hub.hpp"

namespace kinhmoi::live {

class Topic : public std::enable_shared_from_this<Topic> {
public:
    Topic(Hub& hub, const EventId& event);

    /// Runs while there are watchers.
    asio::awaitable<void> run();
    void note(bool whole);
    void join(Watcher& watcher);
    void leave(Watcher& watcher);
    void stop();
    std::size_t watcher_count() const { return watchers_.size(); }

private:
    using Clock = std::chrono::steady_clock;

    bool is_due() const;
    asio::awaitable<void> wait_until_due();
    asio::awaitable<void> pause(Clock::time_point until);
    asio::awaitable<std::optional<Feed::Outcome>> step();
    void publish(Feed::Outcome outcome);
    void put(Watcher& watcher, const Text& text);
    Text snapshot();
    Text frame(const char* kind, const std::string& json);

    Hub& hub_;
    EventId event_;
    std::unique_ptr<Feed> feed_;
    std::vector<Watcher*> watchers_;
    asio::steady_timer timer_;
    Text snapshot_;            ///< of the last step, once somebody needed it
    std::uint64_t steps_ = 0;  ///< that told something; 0: nothing read yet
    bool doors_changed_ = false;
    bool all_changed_ = true;
    Clock::time_point whole_from_{};  ///< no whole counting before
    bool is_pausing_ = false;
    bool is_stopped_ = false;
};

}  // namespace kinhmoi::live

// SPDX-License-Identifier: Apache-2.0
// Brings committed changes to those who watch an event: one topic an event, one reading and one
// text a change for all its watchers, a bounded queue for each. Why it is so: DESIGN.md.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "common/base/ids.hpp"
#include "server/store/changes.hpp"

namespace kinhmoi::live {

namespace asio = boost::asio;

/// Shared by all who are sent it.
using Text = std::shared_ptr<const std::string>;

/// What is told of one event. step() is never called before the step before it has ended.
class Feed {
public:
    virtual ~Feed() = default;
    enum class Outcome {
        nothing,   ///< nothing to tell
        change,    ///< change() tells what is new
        snapshot,  ///< so much that everybody is told all again
        gone,      ///< the event is no more
    };
    /// Catches up with what was committed. whole: not only at the doors.
    virtual asio::awaitable<Outcome> step(bool whole) = 0;
    /// One line of JSON each; of the last step.
    virtual std::string change() = 0;
    virtual std::string snapshot() = 0;
};
using MakeFeed = std::function<std::unique_ptr<Feed>(const EventId& event)>;

struct HubLimits {
    std::chrono::milliseconds frame{200};    ///< at most one change an event in this time
    std::chrono::milliseconds whole{1'000};  ///< between two countings of a whole event, or longer
    std::size_t queue = 64;                  ///< texts that wait for one watcher before it is cut
    std::size_t watchers = 1'000;
};

struct HubStats {
    std::size_t watchers = 0;
    std::uint64_t texts = 0;    ///< changes and snapshots put into words
    std::uint64_t dropped = 0;  ///< watchers that read too slowly
};

class Hub;
class Topic;

/// One reader of one topic. Used on the io thread; leaves the topic when it goes.
class Watcher {
public:
    explicit Watcher(const asio::any_io_executor& io);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    /// A snapshot first, then changes, as frames of an event stream. Nothing: none came within the
    /// time, or has_ended().
    asio::awaitable<Text> next(std::chrono::steady_clock::duration patience);
    bool has_ended() const { return has_ended_; }
    /// Ends it from this side: next() returns at once.
    void end();
    /// Called when the watcher is dropped: what hangs in a write is to be cut.
    void on_drop(std::function<void()> cut) { cut_ = std::move(cut); }

private:
    friend class Hub;
    friend class Topic;

    std::shared_ptr<Topic> topic_;
    asio::steady_timer timer_;
    std::deque<Text> queue_;
    std::function<void()> cut_;
    bool has_ended_ = false;
};

/// Used on the io thread, but for note(). The io_context must stand still or be gone before it
/// goes.
class Hub {
public:
    Hub(asio::any_io_executor io, MakeFeed make_feed, HubLimits limits = {});
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// Any thread, after a commit.
    void note(const store::Changes& changes);
    /// Null: there are as many watchers as there may be, or the hub has stopped.
    std::unique_ptr<Watcher> watch(const EventId& event);
    /// Ends every watcher and takes no new one.
    void stop();
    HubStats stats() const;

private:
    friend class Topic;
    void deliver(const store::Changes& changes);

    asio::any_io_executor io_;
    MakeFeed make_feed_;
    HubLimits limits_;
    HubStats stats_;
    std::map<EventId, std::shared_ptr<Topic>> topics_;
    std::atomic<std::size_t> topic_count_ = 0;  ///< of topics_, for note()
    bool is_stopped_ = false;
};

}  // namespace kinhmoi::live

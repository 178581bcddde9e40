// SPDX-License-Identifier: Apache-2.0
// The open connections of one listener and their deadlines, swept by one timer: a step costs a
// clock reading and a store, not a timer of its own.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace kinhmoi::net {

using Clock = std::chrono::steady_clock;

enum class Phase {
    handshake,
    idle,  ///< no byte of a request yet
    header,
    body,
    handling,  ///< the application's; without a deadline
    writing,
    streaming,  ///< an answer without an end: waiting for its next piece, or writing it
    closing,    ///< draining, or cut already
};

class Connections;

/// Registers itself for its life.
class Connection {
public:
    explicit Connection(Connections& all);
    virtual ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Begins a step that must end within limit.
    void enter(Phase phase, Clock::duration limit);
    /// Begins a step without a deadline.
    void enter(Phase phase);
    /// Closes the socket; the coroutine ends by itself.
    void cut();

protected:
    /// Closes the socket, so that the operation under way ends with an error.
    virtual void close_socket() = 0;

private:
    friend class Connections;

    Connections& all_;
    std::size_t index_ = 0;  // in all_.items_
    Phase phase_ = Phase::idle;
    Clock::time_point since_{};
    Clock::time_point deadline_ = Clock::time_point::max();
};

/// Used on one thread.
class Connections {
public:
    std::size_t size() const { return items_.size(); }
    /// Those that stream have places of their own.
    std::size_t streams = 0;
    /// Connections in a phase; those cut are in Phase::closing until their coroutine has ended.
    std::size_t count(Phase phase) const;
    /// Cuts the one that has been longest in that phase; false if none has been in it for that
    /// long.
    bool cut_oldest(Phase phase, Clock::duration at_least = {});
    void cut_all(Phase phase);
    void cut_all();
    /// Cuts every connection whose deadline has passed.
    void sweep(Clock::time_point now);

    /// Called whenever the last connection goes.
    std::function<void()> on_empty;

private:
    friend class Connection;
    std::vector<Connection*> items_;
};

}  // namespace kinhmoi::net

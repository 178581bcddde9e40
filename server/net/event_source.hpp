// SPDX-License-Identifier: Apache-2.0
// The body of an answer that goes on for as long as there is something to tell.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

namespace kinhmoi::net {

/// Used on the io thread. Goes with its connection.
class EventSource {
public:
    virtual ~EventSource() = default;
    /// Bytes to send next; null: the end. Told to be silent for long, a source sends something
    /// now and then, for a peer that has gone is only noticed by writing to it.
    virtual boost::asio::awaitable<std::shared_ptr<const std::string>> next() = 0;
    /// The connection is to end: next() returns null soon.
    virtual void cancel() = 0;
    /// cut closes the connection at once, whatever hangs in a write. Called before next().
    virtual void on_drop(std::function<void()> cut) = 0;
};

}  // namespace kinhmoi::net

// SPDX-License-Identifier: Apache-2.0
// A blocking reader of one stream of server-sent events over a loopback socket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/api/json.hpp"

namespace kinhmoi::test {

class EventStream {
public:
    struct Event {
        std::string id;
        std::string kind;
        api::Json data;
    };

    /// headers: whole lines, each with its line end. receive_buffer: 0 for the system's own size.
    EventStream(std::uint16_t port, const std::string& path, const std::string& headers,
                int receive_buffer = 0);
    /// One for each of these headers, all of them connected and asking before any answer is looked
    /// at.
    static std::vector<EventStream> open_together(std::uint16_t port, const std::string& path,
                                                  const std::vector<std::string>& headers);
    ~EventStream();
    EventStream(EventStream&& other) noexcept;
    EventStream& operator=(EventStream&&) = delete;

    /// Status line and fields of the answer.
    const std::string& head() const { return head_; }
    /// The next event; nothing at the end, or when none came within 20 s.
    std::optional<Event> next();
    /// Reads to the end; false when it does not come within 20 s.
    bool ends();
    int comments() const { return comments_; }

private:
    EventStream() = default;
    void ask(std::uint16_t port, const std::string& path, const std::string& headers,
             int receive_buffer);
    void read_head();
    bool fill();

    int fd_ = -1;
    bool has_ended_ = false;
    std::string head_;
    std::string received_;
    int comments_ = 0;
};

/// The JSON of a change put into that of a snapshot, as a page does it.
void put_change(api::Json& snapshot, const api::Json& change);

}  // namespace kinhmoi::test

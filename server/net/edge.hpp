// SPDX-License-Identifier: Apache-2.0
// What every session of one listener shares. Used on the io thread only.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "server/net/connections.hpp"
#include "server/net/listener.hpp"
#include "server/net/response_head.hpp"

namespace kinhmoi::net {

/// 16 hexadecimal digits from the kernel's generator, fetched 256 bytes at a time.
class RequestIds {
public:
    void next(std::string& out);

private:
    std::array<std::uint8_t, 256> pool_{};
    std::size_t used_ = pool_.size();
};

struct Edge {
    Edge(Application& app, ListenerConfig settings)
        : application(app), config(std::move(settings)), hosts({}, 0) {}

    Application& application;
    ListenerConfig config;
    HostList hosts;  ///< set once the port is known
    Connections connections;
    RequestIds request_ids;
    HttpDate date;
    bool stopping = false;  ///< no request after the present one
};

}  // namespace kinhmoi::net

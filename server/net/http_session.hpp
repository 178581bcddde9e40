// SPDX-License-Identifier: Apache-2.0
// Serves the requests of one connection, one after the other, until it closes.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "server/net/edge.hpp"

namespace kinhmoi::net {

/// The executor's own type spares the indirection of any_io_executor on every operation.
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// tls: null for plain HTTP.
boost::asio::awaitable<void> serve(std::shared_ptr<Edge> edge, Socket socket,
                                   std::shared_ptr<boost::asio::ssl::context> tls);

}  // namespace kinhmoi::net

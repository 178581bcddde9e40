// SPDX-License-Identifier: Apache-2.0
// The built pages: which path opens which file, and what a page there may do.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

/// /door -> /door/: the pages name their files relative to the slash.
boost::asio::awaitable<net::Response> add_slash(Services& services, Call& call);
/// The application whose folder the path names: /door/, /agency/, /console/.
boost::asio::awaitable<net::Response> get_app(Services& services, Call& call);
/// /sign-in and /activate: one application for whoever is not signed in.
boost::asio::awaitable<net::Response> get_access(Services& services, Call& call);
/// The file of exactly that path.
boost::asio::awaitable<net::Response> get_web_file(Services& services, Call& call);

}  // namespace kinhmoi::api

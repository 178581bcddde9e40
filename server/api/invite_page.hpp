// SPDX-License-Identifier: Apache-2.0
// The page a delegate's own camera opens. /P/<digits> judges the code and changes it for a
// short-lived cookie; /moi shows the invitation. A GET changes nothing: link previews fetch too.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> open_pass(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_invitation(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_invitation_qr(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_invitation_style(Services& services, Call& call);

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// Accounts as administrators see and change them.
#pragma once

#include "server/api/json.hpp"
#include "server/api/services.hpp"
#include "server/usecase/accounts.hpp"

namespace kinhmoi::api {

Json account_json(const usecase::AccountView& view);

boost::asio::awaitable<net::Response> list_accounts(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_account(Services& services, Call& call);
boost::asio::awaitable<net::Response> change_account(Services& services, Call& call);
boost::asio::awaitable<net::Response> list_sessions(Services& services, Call& call);
boost::asio::awaitable<net::Response> end_sessions(Services& services, Call& call);

}  // namespace kinhmoi::api

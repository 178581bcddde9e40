// SPDX-License-Identifier: Apache-2.0
// Text files (CSV, TSV) of any Vietnamese encoding, as rows of cells for the import.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> read_import_text(Services& services, Call& call);

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// The page behind a document's QR: the other family of codes.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> get_document_page(Services& services, Call& call);

}  // namespace kinhmoi::api

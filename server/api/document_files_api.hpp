// SPDX-License-Identifier: Apache-2.0
// The file of a document as raw bytes, up and down.
#pragma once

#include "server/api/services.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<net::Response> list_document_files(Services& services, Call& call);
boost::asio::awaitable<net::Response> put_document_file(Services& services, Call& call);
boost::asio::awaitable<net::Response> get_document_file(Services& services, Call& call);
boost::asio::awaitable<net::Response> remove_document_file(Services& services, Call& call);
/// For whoever scanned the QR on the paper.
boost::asio::awaitable<net::Response> get_public_document_file(Services& services, Call& call);

}  // namespace kinhmoi::api

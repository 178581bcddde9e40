// SPDX-License-Identifier: Apache-2.0
// An answer's status line and fields as bytes: the one place that writes them.
#pragma once

#include <ctime>
#include <string>

#include "server/net/response.hpp"

namespace kinhmoi::net {

/// "Sun, 06 Nov 1994 08:49:37 GMT", formed anew only when the second changes.
class HttpDate {
public:
    const std::string& at(std::time_t now);

private:
    std::time_t second_ = -1;
    std::string text_;
};

struct HeadContext {
    bool close = false;   ///< say so in Connection
    bool is_tls = false;  ///< adds Strict-Transport-Security
    const std::string* date = nullptr;
};

/// False for 204 and 304, which have neither a body nor a Content-Length here.
bool status_has_body(unsigned status);

/// Appends everything up to and including the empty line. Content-Length is response.body's, also
/// for HEAD.
void append_head(std::string& out, const Response& response, const HeadContext& context);

}  // namespace kinhmoi::net

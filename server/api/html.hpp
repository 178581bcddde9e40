// SPDX-License-Identifier: Apache-2.0
// The one way text gets into a page, and the frame that every page made here shares.
#pragma once

#include <string>
#include <string_view>

#include "server/net/response.hpp"

namespace kinhmoi::api {

/// Text as HTML that shows exactly that text, in an element or in a quoted attribute.
std::string html_escape(std::string_view text);

/// A whole page: main is finished HTML, title is text. Styled by /moi.css; ends with the hotline.
net::Response page(std::string_view title, std::string_view main, unsigned status = 200);

}  // namespace kinhmoi::api

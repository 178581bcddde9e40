// SPDX-License-Identifier: Apache-2.0
// Files that lie in the binary: read at build time by the assembler's .incbin.
#pragma once

#include <string_view>

namespace kinhmoi::api {

std::string_view openapi_yaml();
std::string_view start_page_html();
std::string_view start_page_css();
std::string_view invite_page_css();
std::string_view icon_svg();

}  // namespace kinhmoi::api

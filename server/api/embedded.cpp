// SPDX-License-Identifier: Apache-2.0
#include "server/api/embedded.hpp"

#define EMBED(symbol, file)                          \
    asm(".pushsection .rodata\n"                     \
        ".balign 16\n" #symbol                       \
        "_begin:\n"                                  \
        ".incbin \"" API_DIR "/" file "\"\n" #symbol \
        "_end:\n"                                    \
        ".byte 0\n"                                  \
        ".popsection\n");                            \
    extern "C" const char symbol##_begin[];          \
    extern "C" const char symbol##_end[]

EMBED(kinhmoi_openapi_yaml, "openapi.yaml");
EMBED(kinhmoi_start_page, "start_page.html");
EMBED(kinhmoi_start_style, "start_page.css");
EMBED(kinhmoi_invite_style, "invite_page.css");
EMBED(kinhmoi_icon, "icon.svg");

namespace kinhmoi::api {

std::string_view openapi_yaml() {
    return {kinhmoi_openapi_yaml_begin,
            static_cast<std::size_t>(kinhmoi_openapi_yaml_end - kinhmoi_openapi_yaml_begin)};
}

std::string_view start_page_html() {
    return {kinhmoi_start_page_begin,
            static_cast<std::size_t>(kinhmoi_start_page_end - kinhmoi_start_page_begin)};
}

std::string_view start_page_css() {
    return {kinhmoi_start_style_begin,
            static_cast<std::size_t>(kinhmoi_start_style_end - kinhmoi_start_style_begin)};
}

std::string_view icon_svg() {
    return {kinhmoi_icon_begin, static_cast<std::size_t>(kinhmoi_icon_end - kinhmoi_icon_begin)};
}

std::string_view invite_page_css() {
    return {kinhmoi_invite_style_begin,
            static_cast<std::size_t>(kinhmoi_invite_style_end - kinhmoi_invite_style_begin)};
}

}  // namespace kinhmoi::api

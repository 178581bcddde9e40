// SPDX-License-Identifier: Apache-2.0
#include "server/api/html.hpp"

namespace kinhmoi::api {

std::string html_escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

net::Response page(std::string_view title, std::string_view main, unsigned status) {
    std::string html =
        "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<title>";
    html += html_escape(title);
    html +=
        "</title>\n<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n<link "
        "rel=\"stylesheet\" href=\"/moi.css\">\n</head>\n<body>\n"
        "<main>\n";
    html += main;
    html +=
        "</main>\n<footer>\n<p>Tổng đài quốc gia bảo vệ trẻ em: "
        "<a href=\"tel:111\"><strong>111</strong></a></p>\n</footer>\n</body>\n</html>\n";
    return net::Response::html(std::move(html), status);
}

}  // namespace kinhmoi::api

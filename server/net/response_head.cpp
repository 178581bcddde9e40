// SPDX-License-Identifier: Apache-2.0
// Serialises a head by hand into one flat buffer. Every value was checked by set_header(), is
// checked here, or is a constant.
#include "server/net/response_head.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cstdio>
#include <ostream>  // status.hpp of Beast 1.81 forgets it

#include <boost/beast/http/status.hpp>

#include "server/net/ascii.hpp"

namespace kinhmoi::net {
namespace {

constexpr std::string_view always =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

constexpr std::string_view only_tls = "Strict-Transport-Security: max-age=31536000\r\n";

struct Default {
    std::string_view name;
    std::string_view line;
};

// A field of the same name set by the application takes the default's place.
constexpr std::array<Default, 3> defaults = {{
    {"Content-Security-Policy",
     "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
     "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
     "base-uri 'none'; frame-ancestors 'none'\r\n"},
    {"Permissions-Policy", "Permissions-Policy: camera=()\r\n"},
    {"Cache-Control", "Cache-Control: no-store\r\n"},
}};

void append_number(std::string& out, std::uint64_t number) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

bool sets(const Response& response, std::string_view name) {
    for (const auto& field : response.headers())
        if (same_ignoring_case(field.first, name)) return true;
    return false;
}

}  // namespace

const std::string& HttpDate::at(std::time_t now) {
    if (now == second_) return text_;
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday],
                  parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour,
                  parts.tm_min, parts.tm_sec);
    second_ = now;
    text_ = text;
    return text_;
}

bool status_has_body(unsigned status) {
    return status != 204 && status != 304;
}

void append_head(std::string& out, const Response& response, const HeadContext& context) {
    assert(response.status >= 200 && response.status <= 599);
    const auto phrase =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(response.status));
    out += "HTTP/1.1 ";
    append_number(out, response.status);
    out += ' ';
    out.append(phrase.data(), phrase.size()).append("\r\n");
    append_line(out, "Date", *context.date);
    if (status_has_body(response.status)) {
        if (!response.events) {
            out += "Content-Length: ";
            append_number(out, response.body.size());
            out += "\r\n";
        }
        if (!response.content_type.empty()) {
            const bool good = is_header_value(response.content_type);
            append_line(
                out, "Content-Type",
                good ? std::string_view(response.content_type) : "application/octet-stream");
        }
    }
    if (context.close) out += "Connection: close\r\n";
    out += always;
    if (context.is_tls) out += only_tls;
    for (const auto& field : defaults)
        if (!sets(response, field.name)) out += field.line;
    for (const auto& [name, value] : response.headers()) append_line(out, name, value);
    out += "\r\n";
}

}  // namespace kinhmoi::net

// SPDX-License-Identifier: Apache-2.0
// The one checked way to put a field into an answer, and the usual kinds of answer.
#include "server/net/response.hpp"

#include <algorithm>
#include <array>

#include "server/net/ascii.hpp"

namespace kinhmoi::net {
namespace {

// Written by response_head.cpp for every answer alike; an application must not contradict them.
constexpr std::array<std::string_view, 14> owned_by_edge = {
    "connection",
    "content-length",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "keep-alive",
    "referrer-policy",
    "server",
    "strict-transport-security",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-content-type-options",
};

Response with_body(std::string body, const char* type, unsigned status) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    response.content_type = type;
    return response;
}

}  // namespace

bool is_header_value(std::string_view value) {
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool is_token(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), is_token_char);
}

bool Response::set_header(std::string_view name, std::string_view value) {
    if (!is_token(name) || !is_header_value(value)) return false;
    for (const auto owned : owned_by_edge)
        if (same_ignoring_case(name, owned)) return false;
    if (!same_ignoring_case(name, "set-cookie")) {
        for (auto& [key, old] : headers_) {
            if (!same_ignoring_case(key, name)) continue;
            old = value;
            return true;
        }
    }
    headers_.emplace_back(name, value);
    return true;
}

Response Response::json(std::string body, unsigned status) {
    return with_body(std::move(body), "application/json; charset=utf-8", status);
}

Response Response::problem(std::string body, unsigned status) {
    return with_body(std::move(body), "application/problem+json; charset=utf-8", status);
}

Response Response::text(std::string body, unsigned status) {
    return with_body(std::move(body), "text/plain; charset=utf-8", status);
}

Response Response::html(std::string body, unsigned status) {
    return with_body(std::move(body), "text/html; charset=utf-8", status);
}

Response Response::no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response Response::see_other(std::string_view location) {
    Response response;
    response.status = 303;
    response.set_header("Location", location);
    return response;
}

}  // namespace kinhmoi::net

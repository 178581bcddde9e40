// SPDX-License-Identifier: Apache-2.0
// Method names and look-ups in a request.
#include "server/net/request.hpp"

#include <algorithm>
#include <array>

namespace kinhmoi::net {
namespace {

constexpr std::array<std::string_view, method_count> method_names = {"GET", "HEAD",  "POST",
                                                                     "PUT", "PATCH", "DELETE"};

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::optional<std::string_view> first_of(const Pairs& pairs, std::string_view name) {
    for (const auto& [key, value] : pairs)
        if (key == name) return value;
    return std::nullopt;
}

std::optional<std::string_view> cookie_of(std::string_view list, std::string_view name) {
    while (!list.empty()) {
        const auto end = std::min(list.find(';'), list.size());
        auto pair = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        while (!pair.empty() && (pair.front() == ' ' || pair.front() == '\t'))
            pair.remove_prefix(1);
        while (!pair.empty() && (pair.back() == ' ' || pair.back() == '\t')) pair.remove_suffix(1);
        const auto equals = pair.find('=');
        if (equals != pair.npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
    return std::nullopt;
}

}  // namespace

std::string_view method_name(Method method) {
    return method_names[static_cast<std::size_t>(method)];
}

std::optional<Method> parse_method(std::string_view name) {
    const auto found = std::find(method_names.begin(), method_names.end(), name);
    if (found == method_names.end()) return std::nullopt;
    return static_cast<Method>(found - method_names.begin());
}

std::optional<std::string_view> Request::header(std::string_view lower_case_name) const {
    return first_of(headers, lower_case_name);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    return first_of(query, name);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key != "cookie") continue;
        if (const auto found = cookie_of(value, name)) return found;
    }
    return std::nullopt;
}

}  // namespace kinhmoi::net

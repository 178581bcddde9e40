// SPDX-License-Identifier: Apache-2.0
// Typed parameters of a query: absent and empty give nothing, anything unreadable is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/services.hpp"

namespace kinhmoi::api {

inline Failure query_fault(std::string_view name) {
    return Failure(FailureKind::invalid,
                   {"Tham số " + std::string(name) + " không hợp lệ.",
                    "The parameter " + std::string(name) + " is not valid."},
                   {{"?" + std::string(name),
                     "unknown_word",
                     {"có giá trị không hợp lệ.", "has a value that is not valid."}}});
}

/// parse: text to std::optional<T>.
template <class T>
Result<std::optional<T>> query_word(const Call& call, std::string_view name,
                                    std::optional<T> (*parse)(std::string_view)) {
    const auto text = call.request.query_value(name);
    if (!text || text->empty()) return std::optional<T>();
    if (auto value = parse(*text)) return value;
    return query_fault(name);
}

template <class IdType>
Result<std::optional<IdType>> query_id(const Call& call, std::string_view name) {
    return query_word<IdType>(call, name, &parse_id<IdType>);
}

/// "true", "false"
inline std::optional<bool> parse_truth(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    return std::nullopt;
}

}  // namespace kinhmoi::api

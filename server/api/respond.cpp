// SPDX-License-Identifier: Apache-2.0
#include "server/api/respond.hpp"

#include <charconv>

namespace kinhmoi::api {
namespace {

net::Response with_etag(net::Response response, const Json& value) {
    const auto etag = value.find("etag");
    if (etag != value.end()) response.set_header("ETag", '"' + etag->get<std::string>() + '"');
    return response;
}

}  // namespace

net::Response ok(const Json& value) {
    return with_etag(net::Response::json(dump(value)), value);
}

net::Response created(const Json& value) {
    return with_etag(net::Response::json(dump(value), 201), value);
}

Result<Json> body_of(const Call& call) {
    return parse_json(call.request.body);
}

net::Response answer(const Call& call, const Result<void>& result) {
    if (!result) return problem(result.error(), call.request_id());
    return net::Response::no_content();
}

Result<PageRequest> page_of(const Call& call, int max_limit) {
    PageRequest page;
    if (const auto cursor = call.request.query_value("cursor")) page.cursor = *cursor;
    const auto limit = call.request.query_value("limit");
    if (!limit) return page;
    const auto [end, error] =
        std::from_chars(limit->data(), limit->data() + limit->size(), page.limit);
    if (error == std::errc{} && end == limit->data() + limit->size() && page.limit >= 1 &&
        page.limit <= max_limit)
        return page;
    const std::string most = std::to_string(max_limit);
    return Failure(FailureKind::invalid,
                   {"Tham số limit phải là số nguyên từ 1 đến " + most + ".",
                    "limit must be a whole number from 1 to " + most + "."},
                   {{"?limit",
                     "out_of_range",
                     {"phải từ 1 đến " + most + ".", "must be from 1 to " + most + "."}}});
}

Json page_json(Json items, const std::string& next_cursor) {
    return {{"items", std::move(items)},
            {"next_cursor", next_cursor.empty() ? Json(nullptr) : Json(next_cursor)}};
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// Short forms every handler uses: body to JSON, captures to ids, results to answers, pages.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/api/json.hpp"
#include "server/api/problem.hpp"
#include "server/api/services.hpp"

namespace kinhmoi::api {

/// An etag that the value has (entity_tag.hpp) stands in the head too.
net::Response ok(const Json& value);
net::Response created(const Json& value);

/// The body as JSON; malformed if it is not.
Result<Json> body_of(const Call& call);

/// The id in the n-th {name} of the route; not_found if it is not of the id's form.
template <class IdType>
Result<IdType> captured(const Call& call, std::size_t n) {
    if (auto id = parse_id<IdType>(call.request.captures.at(n))) return *id;
    return Failure(FailureKind::not_found, {"Không tìm thấy nội dung này.", "Not found."});
}

/// The answer to a Result: make(value) as 200, or the problem.
template <class T, class Make>
net::Response answer(const Call& call, const Result<T>& result, Make make) {
    if (!result) return problem(result.error(), call.request_id());
    return ok(make(*result));
}
/// 204, or the problem.
net::Response answer(const Call& call, const Result<void>& result);

/// ?limit= (1..max, default 50) and ?cursor= (opaque, as a page before gave it in next_cursor).
struct PageRequest {
    int limit = 50;
    std::string cursor;
};
Result<PageRequest> page_of(const Call& call, int max_limit = 500);
/// {"items": [...], "next_cursor": null | "..."}
Json page_json(Json items, const std::string& next_cursor);
/// The same from one item more than the page holds, if there is one: it only says that more follow.
/// cursor(item): what to go on after.
template <class Item, class Make, class Cursor>
Json page_of_items(const std::vector<Item>& items, int limit, Make make, Cursor cursor) {
    const std::size_t size = std::min(items.size(), static_cast<std::size_t>(limit));
    Json out = Json::array();
    for (std::size_t i = 0; i < size; ++i) out.push_back(make(items[i]));
    return page_json(std::move(out), items.size() > size ? cursor(items[size - 1]) : "");
}

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// The route tree: which row, which captures, which refusal.
#include "server/net/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kinhmoi::net::router_test {
namespace {

using Outcome = Router::Outcome;

const std::vector<Route> table = {
    {Method::get, "/"},                                    // 0
    {Method::get, "/api/v1/events"},                       // 1
    {Method::post, "/api/v1/events"},                      // 2
    {Method::get, "/api/v1/events/{event}"},               // 3
    {Method::del, "/api/v1/events/{event}"},               // 4
    {Method::post, "/api/v1/events/import"},               // 5
    {Method::get, "/api/v1/events/{event}/lists"},         // 6
    {Method::get, "/api/v1/events/{event}/lists/{list}"},  // 7
    {Method::put, "/api/v1/events/import/rows"},           // 8
    {Method::get, "/healthz"},                             // 9
    {Method::head, "/healthz"},                            // 10
    {Method::patch, "/api/v1/{kind}/{id}/history"},        // 11
    {Method::get, "/door"},                                // 12
    {Method::get, "/door/"},                               // 13
    {Method::get, "/door/{file}"},                         // 14
};

struct Case {
    Method method;
    const char* path;
    Outcome outcome;
    std::size_t row;
    std::vector<std::string> captures;
    const char* allow;
};

TEST(Router, matches) {
    const Router router(table);
    const Case cases[] = {
        {Method::get, "/", Outcome::found, 0, {}, ""},
        {Method::get, "/api/v1/events", Outcome::found, 1, {}, ""},
        {Method::post, "/api/v1/events", Outcome::found, 2, {}, ""},
        {Method::get, "/api/v1/events/e1", Outcome::found, 3, {"e1"}, ""},
        {Method::del, "/api/v1/events/e1", Outcome::found, 4, {"e1"}, ""},
        {Method::post, "/api/v1/events/import", Outcome::found, 5, {}, ""},
        {Method::get, "/api/v1/events/e1/lists", Outcome::found, 6, {"e1"}, ""},
        {Method::get, "/api/v1/events/e1/lists/l2", Outcome::found, 7, {"e1", "l2"}, ""},
        // a dead end behind a fixed segment leads back to the capture
        {Method::get, "/api/v1/events/import/lists", Outcome::found, 6, {"import"}, ""},
        {Method::patch, "/api/v1/events/e1/history", Outcome::found, 11, {"events", "e1"}, ""},
        {Method::head, "/healthz", Outcome::found, 10, {}, ""},
        {Method::head, "/api/v1/events", Outcome::found, 1, {}, ""},
        // the most specific shape decides the methods
        {Method::get, "/api/v1/events/import", Outcome::method_not_allowed, 0, {}, "POST"},
        {Method::put, "/api/v1/events/e1", Outcome::method_not_allowed, 0, {}, "GET, HEAD, DELETE"},
        {Method::post, "/healthz", Outcome::method_not_allowed, 0, {}, "GET, HEAD"},
        {Method::head, "/api/v1/events/import/rows", Outcome::method_not_allowed, 0, {}, "PUT"},
        // a slash at the end is a path of its own, and no capture
        {Method::get, "/door", Outcome::found, 12, {}, ""},
        {Method::get, "/door/", Outcome::found, 13, {}, ""},
        {Method::get, "/door/sw.js", Outcome::found, 14, {"sw.js"}, ""},
        {Method::get, "/door//", Outcome::not_found, 0, {}, ""},
        {Method::get, "/door/sw.js/", Outcome::not_found, 0, {}, ""},
        {Method::get, "/api", Outcome::not_found, 0, {}, ""},
        {Method::get, "/api/v1/events/", Outcome::not_found, 0, {}, ""},
        {Method::get, "//", Outcome::not_found, 0, {}, ""},
        {Method::get, "/api//v1/events", Outcome::not_found, 0, {}, ""},
        {Method::get, "/API/v1/events", Outcome::not_found, 0, {}, ""},
        {Method::get, "/api/v1/events/e1/lists/", Outcome::not_found, 0, {}, ""},
        {Method::get, "/api/v1/events/e1/lists/l2/x", Outcome::not_found, 0, {}, ""},
        {Method::get, "", Outcome::not_found, 0, {}, ""},
        {Method::get, "healthz", Outcome::not_found, 0, {}, ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(std::string(method_name(c.method)) + " " + c.path);
        const auto match = router.match(c.method, c.path);
        EXPECT_EQ(match.outcome, c.outcome);
        EXPECT_EQ(match.row, c.row);
        EXPECT_EQ(match.captures, c.captures);
        EXPECT_EQ(match.allow, c.allow);
    }
}

TEST(Router, refuses_bad_tables) {
    const std::vector<Route> cases[] = {
        {{Method::get, ""}},
        {{Method::get, "a"}},
        {{Method::get, "/a/{b}//"}},
        {{Method::get, "//a"}},
        {{Method::get, "/a/x{b}"}},
        {{Method::get, "/a/{b}x"}},
        {{Method::get, "/a/{}"}},
        {{Method::get, "/a/{b"}},
        {{Method::get, "/a/../b"}},
        {{Method::get, "/a?b"}},
        {{Method::get, "/a%20b"}},
        {{Method::get, "/a"}, {Method::get, "/a"}},
        {{Method::get, "/a/{b}/c"}, {Method::get, "/a/{other}/c"}},
    };
    for (const auto& c : cases) EXPECT_THROW(Router{c}, std::invalid_argument) << c[0].pattern;
}

}  // namespace
}  // namespace kinhmoi::net::router_test

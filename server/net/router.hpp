// SPDX-License-Identifier: Apache-2.0
// Which row of the route table a method and a path name. Exact segments; "{name}" takes one
// segment, a slash at the end belongs to the path.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/net/request.hpp"

namespace kinhmoi::net {

struct Route {
    Method method;
    std::string_view pattern;  ///< "/api/v1/events/{event}/lists"; only read by the constructor
};

class Router {
public:
    enum class Outcome { found, not_found, method_not_allowed };
    struct Match {
        Outcome outcome = Outcome::not_found;
        std::size_t row = 0;                ///< found: index into the table
        std::vector<std::string> captures;  ///< found: one a {name}, in order, never empty
        std::string allow;                  ///< method_not_allowed: "GET, HEAD, POST"
    };

    /// Throws std::invalid_argument, naming the pattern, for a malformed pattern or two rows that
    /// one request could mean alike (same method, same shape).
    explicit Router(const std::vector<Route>& table);

    /// A fixed segment wins over a {name}, the leftmost first; then the method is looked at. HEAD
    /// finds the GET row unless it has its own.
    Match match(Method method, std::string_view path) const;

private:
    static constexpr int none = -1;
    struct Node {
        std::vector<std::pair<std::string, int>> fixed;  ///< segment -> node
        int capture = none;                              ///< node after a {name}
        std::array<int, method_count> rows;              ///< by method; none
        bool is_route = false;
        Node() { rows.fill(none); }
    };

    int child(int node, std::string_view segment);
    int find(int node, std::string_view rest, std::vector<std::string_view>& captures) const;

    std::vector<Node> nodes_;
};

}  // namespace kinhmoi::net

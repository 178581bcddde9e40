// SPDX-License-Identifier: Apache-2.0
// The route tree: one node a segment, fixed children before the capture.
#include "server/net/router.hpp"

#include <stdexcept>

namespace kinhmoi::net {
namespace {

[[noreturn]] void refuse(const Route& route, const char* why) {
    throw std::invalid_argument("route " + std::string(method_name(route.method)) + " " +
                                std::string(route.pattern) + ": " + why);
}

/// Takes the next segment off rest, which begins with '/'.
std::string_view next_segment(std::string_view& rest) {
    rest.remove_prefix(1);
    const auto segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    return segment;
}

bool is_capture(std::string_view segment) {
    return segment.starts_with('{');
}

void check_segment(const Route& route, std::string_view segment) {
    if (segment.empty()) refuse(route, "empty segment");
    if (is_capture(segment)) {
        if (segment.size() < 3 || segment.find('}') != segment.size() - 1)
            refuse(route, "a capture is a whole segment, {name}");
        segment = segment.substr(1, segment.size() - 2);
    }
    if (segment.find_first_of("{}%?#") != segment.npos) refuse(route, "stray character");
    if (segment == "." || segment == "..") refuse(route, "dot segment");
}

}  // namespace

Router::Router(const std::vector<Route>& table) : nodes_(1) {
    for (std::size_t row = 0; row < table.size(); ++row) {
        const Route& route = table[row];
        if (!route.pattern.starts_with('/')) refuse(route, "does not start with /");
        int node = 0;
        for (auto rest = route.pattern == "/" ? std::string_view() : route.pattern;
             !rest.empty();) {
            const auto segment = next_segment(rest);
            const bool ends_in_slash = segment.empty() && rest.empty();
            if (!ends_in_slash) check_segment(route, segment);
            node = child(node, segment);
        }
        auto& slot = nodes_[node].rows[static_cast<std::size_t>(route.method)];
        if (slot != none) refuse(route, "another row already answers this");
        slot = static_cast<int>(row);
        nodes_[node].is_route = true;
    }
}

int Router::child(int node, std::string_view segment) {
    if (is_capture(segment)) {
        if (nodes_[node].capture == none) {
            nodes_[node].capture = static_cast<int>(nodes_.size());
            nodes_.emplace_back();
        }
        return nodes_[node].capture;
    }
    for (const auto& [name, next] : nodes_[node].fixed)
        if (name == segment) return next;
    const int made = static_cast<int>(nodes_.size());
    nodes_[node].fixed.emplace_back(segment, made);
    nodes_.emplace_back();
    return made;
}

/// The node that rest leads to from node, or none. captures grows only along the way that is found.
int Router::find(int node, std::string_view rest, std::vector<std::string_view>& captures) const {
    if (rest.empty()) return nodes_[node].is_route ? node : none;
    const auto segment = next_segment(rest);
    for (const auto& [name, next] : nodes_[node].fixed) {
        if (name != segment) continue;
        if (const int found = find(next, rest, captures); found != none) return found;
        break;
    }
    if (segment.empty() || nodes_[node].capture == none) return none;
    captures.push_back(segment);
    const int found = find(nodes_[node].capture, rest, captures);
    if (found == none) captures.pop_back();
    return found;
}

Router::Match Router::match(Method method, std::string_view path) const {
    Match match;
    if (!path.starts_with('/')) return match;
    std::vector<std::string_view> captures;
    const int found = find(0, path == "/" ? std::string_view() : path, captures);
    if (found == none) return match;

    const auto row_of = [&](Method m) { return nodes_[found].rows[static_cast<std::size_t>(m)]; };
    int row = row_of(method);
    if (row == none && method == Method::head) row = row_of(Method::get);
    if (row != none) {
        match.outcome = Outcome::found;
        match.row = static_cast<std::size_t>(row);
        match.captures.assign(captures.begin(), captures.end());
        return match;
    }
    match.outcome = Outcome::method_not_allowed;
    for (std::size_t i = 0; i < method_count; ++i) {
        const auto m = static_cast<Method>(i);
        const bool head_of_get = m == Method::head && row_of(Method::get) != none;
        if (row_of(m) == none && !head_of_get) continue;
        if (!match.allow.empty()) match.allow += ", ";
        match.allow += method_name(m);
    }
    return match;
}

}  // namespace kinhmoi::net

// SPDX-License-Identifier: Apache-2.0
// server/api/openapi.yaml as a judge of answers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace kinhmoi::test {

class OpenApi {
public:
    explicit OpenApi(const std::string& yaml);
    ~OpenApi();

    /// "" when the answer is as described; else what is not. Paths outside the description are
    /// judged like any other: they must be refused with a problem.
    std::string fault_of(const std::string& method, const std::string& target, unsigned status,
                         const std::string& content_type, const std::string& body);
    /// The smallest body that the description allows, as JSON: required members only. values: what
    /// members of these names hold where an id is asked for. "{}" when no body is described.
    std::string smallest_body(const std::string& method, const std::string& pattern,
                              const std::map<std::string, std::string>& values) const;
    /// "get /api/v1/events/{event}", … : everything described.
    std::vector<std::string> operations() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The project's description; read once a process.
OpenApi& openapi();

}  // namespace kinhmoi::test

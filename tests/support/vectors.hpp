// SPDX-License-Identifier: Apache-2.0
// Reads the test vectors in tests/vectors.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "tests/paths.hpp"

namespace kinhmoi::test {

inline std::string vector_bytes(const std::string& name) {
    std::ifstream file(std::string(KINHMOI_PROJECT_DIR) + "/tests/vectors/" + name,
                       std::ios::binary);
    if (!file) throw std::runtime_error("no test vector " + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Parsed once and kept: a loop over vector_json("x")["cases"] may outlive the expression.
inline const nlohmann::json& vector_json(const std::string& name) {
    static std::map<std::string, nlohmann::json> parsed;
    const auto found = parsed.find(name);
    if (found != parsed.end()) return found->second;
    return parsed[name] = nlohmann::json::parse(vector_bytes(name));
}

}  // namespace kinhmoi::test

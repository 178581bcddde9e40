// SPDX-License-Identifier: Apache-2.0
// Makes the files of tests/vectors/pass. Every expected outcome follows from how a case is built,
// never from asking the code under test.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace kinhmoi::qr::vectors {

/// File name -> content: one case a line, so that a difference is readable.
std::map<std::string, std::string> make_all();

/// A JSON array with one element a line.
inline std::string lines_of(const std::vector<nlohmann::ordered_json>& elements) {
    std::string out = "[";
    for (const auto& element : elements) out += (out.size() == 1 ? "\n" : ",\n") + element.dump();
    return out + "\n]";
}

std::string make_codes();
std::string make_texts();
std::string make_short_numbers();

}  // namespace kinhmoi::qr::vectors

// SPDX-License-Identifier: Apache-2.0
// The door's records as the vectors write them: times in UTC milliseconds, ids as the API does.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/domain/decision.hpp"

namespace kinhmoi::door_test {

using Json = nlohmann::ordered_json;

Json to_json(const Pass& pass);
Json to_json(const Movement& move);
Json to_json(const AdmissionState& state);
Json to_json(const Incident& incident);
Json to_json(const StoredScan& stored);
Json to_json(const DoorContext& door);
Json to_json(const Reading& reading);
Json to_json(const Decision& decision);

/// {"about": …, "cases": [one a line]}
std::string vector_file(const std::string& about, const std::vector<Json>& cases);

/// The next of a fixed sequence of numbers (splitmix64): the same on every machine.
class Sequence {
public:
    explicit Sequence(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// 0 .. below-1
    int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }
    bool one_in(int chances) { return below(chances) == 0; }

private:
    std::uint64_t state_;
};

}  // namespace kinhmoi::door_test

// SPDX-License-Identifier: Apache-2.0
// A plan as one JSON document (config/plan.schema.json): codes instead of ids, nothing left
// unread.
#pragma once

#include <vector>

#include "server/api/json.hpp"
#include "server/usecase/plan.hpp"

namespace kinhmoi::api {

inline constexpr int plan_version = 1;

struct PlanReading {
    usecase::Plan plan;
    /// All of them: what cannot be read and what breaks a rule of plans. The plan counts only if
    /// there are none.
    std::vector<FieldFault> faults;
};
PlanReading read_plan(const Json& body);

/// The same plan always gives the same bytes; read_plan gives the plan back.
Json plan_json(const usecase::Plan& plan);

}  // namespace kinhmoi::api

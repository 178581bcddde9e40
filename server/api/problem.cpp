// SPDX-License-Identifier: Apache-2.0
#include "server/api/problem.hpp"

#include "server/api/json.hpp"

namespace kinhmoi::api {

net::Response problem(const Failure& failure, const std::string& request_id) {
    Json faults = Json::array();
    for (const FieldFault& fault : failure.faults()) {
        faults.push_back({{"path", fault.path},
                          {"code", fault.code},
                          {"message", {{"vi", fault.message.vi}, {"en", fault.message.en}}}});
    }
    const Json body = {
        {"kind", kind_name(failure.kind())},
        {"message", {{"vi", failure.message().vi}, {"en", failure.message().en}}},
        {"faults", std::move(faults)},
        {"request_id", request_id},
    };
    auto response = net::Response::problem(dump(body), failure_status(failure.kind()));
    if (failure.kind() == FailureKind::busy || failure.kind() == FailureKind::unavailable)
        response.set_header("Retry-After", "1");
    if (failure.kind() == FailureKind::unauthenticated)
        response.set_header("WWW-Authenticate", "Bearer");
    return response;
}

}  // namespace kinhmoi::api

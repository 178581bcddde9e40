// SPDX-License-Identifier: Apache-2.0
#include "common/base/result.hpp"

#include <stdexcept>

namespace kinhmoi {

const char* kind_name(FailureKind kind) {
    switch (kind) {
        case FailureKind::malformed:
            return "malformed";
        case FailureKind::invalid:
            return "invalid";
        case FailureKind::unauthenticated:
            return "unauthenticated";
        case FailureKind::forbidden:
            return "forbidden";
        case FailureKind::step_up:
            return "step_up";
        case FailureKind::not_found:
            return "not_found";
        case FailureKind::conflict:
            return "conflict";
        case FailureKind::changed:
            return "changed";
        case FailureKind::over_quota:
            return "over_quota";
        case FailureKind::late:
            return "late";
        case FailureKind::gone:
            return "gone";
        case FailureKind::too_large:
            return "too_large";
        case FailureKind::rate_limited:
            return "rate_limited";
        case FailureKind::busy:
            return "busy";
        case FailureKind::unavailable:
            return "unavailable";
    }
    return "unknown";
}

void throw_exception_from_error(const Failure& failure, const boost::source_location& where) {
    throw std::logic_error(std::string("unhandled refusal '") + kind_name(failure.kind()) +
                           "' at " + where.file_name() + ":" + std::to_string(where.line()));
}

}  // namespace kinhmoi

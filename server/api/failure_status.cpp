// SPDX-License-Identifier: Apache-2.0
// The one table from kinds of refusal to HTTP statuses.
#include "server/api/problem.hpp"

namespace kinhmoi::api {

unsigned failure_status(FailureKind kind) {
    switch (kind) {
        case FailureKind::malformed:
            return 400;
        case FailureKind::unauthenticated:
            return 401;
        case FailureKind::forbidden:
            return 403;
        case FailureKind::step_up:
            return 403;
        case FailureKind::not_found:
            return 404;
        case FailureKind::conflict:
            return 409;
        case FailureKind::gone:
            return 410;
        case FailureKind::changed:
            return 412;
        case FailureKind::too_large:
            return 413;
        case FailureKind::invalid:
            return 422;
        case FailureKind::over_quota:
            return 422;
        case FailureKind::late:
            return 422;
        case FailureKind::rate_limited:
            return 429;
        case FailureKind::busy:
            return 503;
        case FailureKind::unavailable:
            return 503;
    }
    return 500;
}

}  // namespace kinhmoi::api

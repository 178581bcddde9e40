// SPDX-License-Identifier: Apache-2.0
// The invitation as a page, and the two pages that stand in its place.
#pragma once

#include "server/net/response.hpp"
#include "server/usecase/invitation.hpp"

namespace kinhmoi::api {

net::Response invitation_page(const usecase::Invitation& view);
/// 404, always the same: for every code that does not open, and for a look that has run out.
net::Response no_such_pass_page();
/// 410, without data.
net::Response replaced_pass_page();

}  // namespace kinhmoi::api

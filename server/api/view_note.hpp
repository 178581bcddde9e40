// SPDX-License-Identifier: Apache-2.0
// Notes who looked at people's records, before they are shown.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "server/api/services.hpp"

namespace kinhmoi::api {

/// Of people found other than by opening a list ("list.view").
inline constexpr const char* seen_delegates = "delegates.view";

/// An agency's own clerk is not noted. Children's records are shown only once it is noted; others
/// also when nothing can be written: a full disk must not hide the lists on the day.
boost::asio::awaitable<void> note_view(Services& services, const Call& call, const char* action,
                                       EventId event, std::string subject, bool shows_minors);

}  // namespace kinhmoi::api

// SPDX-License-Identifier: Apache-2.0
// Accounts, roles and the actor of a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"

namespace kinhmoi {

enum class Role { administrator, organizer, clerk, reader, door };
const char* name_of(Role role);
std::optional<Role> parse_role(std::string_view text);

/// What was typed as a user name, as it is stored: outer spaces gone, ASCII letters in lower case.
std::string normal_username(std::string_view typed);
/// 3 to 64 of a-z 0-9 . _ - @, the first a letter or digit.
bool is_username(std::string_view text);

/// Somebody who signs in. Door devices are not accounts: see device.hpp.
struct Account {
    AccountId id;
    std::string username;  ///< lower case ASCII, 3..64
    std::string display_name;
    Role role = Role::reader;
    std::optional<AgencyId> agency;  ///< of a clerk, required there
    std::vector<EventId> events;     ///< organizer, reader, clerk: the events they may see
    bool is_disabled = false;
    Instant created_at;
    std::optional<Instant> last_login_at;
};

/// Who asks. Resolved once a request; every finder takes it and answers only what it may see.
struct Actor {
    Role role = Role::reader;
    AccountId account;                 ///< nil for a door
    std::optional<AgencyId> agency;    ///< clerk
    std::vector<EventId> events;       ///< organizer, reader, clerk: as granted
    std::optional<EventId> event;      ///< door: the one it is bound to
    std::optional<DeviceId> device;    ///< door
    std::optional<SessionId> session;  ///< signed in with a cookie
    std::optional<TokenId> token;      ///< came with a bearer token
    std::optional<Instant> proven_at;  ///< when the session last gave the password
    std::string request_id;

    /// True for every event (administrators) or one in an organizer's list, false for all other
    /// roles. A clerk manages none.
    bool may_manage(const EventId& id) const;
};

}  // namespace kinhmoi

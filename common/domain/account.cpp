// SPDX-License-Identifier: Apache-2.0
#include "common/domain/account.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kinhmoi {
namespace {

constexpr std::array<std::pair<Role, const char*>, 5> role_names{{
    {Role::administrator, "administrator"},
    {Role::organizer, "organizer"},
    {Role::clerk, "clerk"},
    {Role::reader, "reader"},
    {Role::door, "door"},
}};

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

const char* name_of(Role role) {
    for (const auto& [value, name] : role_names) {
        if (value == role) return name;
    }
    return "unknown";
}

std::optional<Role> parse_role(std::string_view text) {
    for (const auto& [value, name] : role_names) {
        if (text == name) return value;
    }
    return std::nullopt;
}

std::string normal_username(std::string_view typed) {
    while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
    while (!typed.empty() && typed.back() == ' ') typed.remove_suffix(1);
    std::string out(typed);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool is_username(std::string_view text) {
    if (text.size() < 3 || text.size() > 64 || !is_letter_or_digit(text.front())) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-' || c == '@';
    });
}

bool Actor::may_manage(const EventId& id) const {
    if (role == Role::administrator) return true;
    if (role != Role::organizer) return false;
    return std::find(events.begin(), events.end(), id) != events.end();
}

}  // namespace kinhmoi

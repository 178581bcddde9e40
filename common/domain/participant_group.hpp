// SPDX-License-Identifier: Apache-2.0
// A group of participants (thành phần).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"

namespace kinhmoi {

/// Why the names of a group may be held (Law 91/2025, art. 9 and 19).
enum class LegalBasis { state_duty, consent };
const char* name_of(LegalBasis basis);
std::optional<LegalBasis> parse_legal_basis(std::string_view text);

/// One pass a person, or one a party with a head count (children's default).
enum class PassMode { individual, party };
const char* name_of(PassMode mode);
std::optional<PassMode> parse_pass_mode(std::string_view text);

struct ParticipantGroup {
    GroupId id;
    EventId event;
    std::string code;  ///< unique in the event
    int ordinal = 0;   ///< protocol order
    std::string name;
    /// What passes, lists and screens show instead of the name: neutral, never "trẻ em khó khăn".
    std::string badge_label;
    std::optional<AgencyId> principal_inviter;
    bool is_minors = false;      ///< least data only: see delegate_rules
    bool is_vulnerable = false;  ///< its name is never shown, printed or exported with a person
    bool is_press = false;
    bool is_chair = false;
    LegalBasis legal_basis = LegalBasis::state_duty;
    PassMode pass_mode = PassMode::individual;
    std::vector<AgencyId> member_agencies;
    bool operator==(const ParticipantGroup&) const = default;
};

/// What may stand beside a person of this group anywhere outside the organizer's set-up.
const std::string& label_of(const ParticipantGroup& group);

}  // namespace kinhmoi

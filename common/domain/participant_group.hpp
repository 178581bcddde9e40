// SPDX-License-Identifier: Apache-2.0
// A group of participants (thành phần).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"

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

/// What a badge says when nobody chose a label.
constexpr const char* neutral_badge_label = "Đại biểu";
/// Children come as parties unless an organizer says otherwise.
PassMode default_pass_mode(bool is_minors);
/// path is "badge_label": a vulnerable group's label must not tell the group's name.
std::vector<FieldFault> group_faults(const ParticipantGroup& group);
/// The group as everybody but its organizers sees it: its label for its name, nothing said of
/// vulnerability.
ParticipantGroup seen_outside_setup(ParticipantGroup group);

}  // namespace kinhmoi

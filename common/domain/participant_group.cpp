// SPDX-License-Identifier: Apache-2.0
#include "common/domain/participant_group.hpp"

#include "common/base/text.hpp"
#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<LegalBasis> legal_bases[] = {{LegalBasis::state_duty, "state_duty"},
                                                  {LegalBasis::consent, "consent"}};
constexpr NamedValue<PassMode> pass_modes[] = {{PassMode::individual, "individual"},
                                               {PassMode::party, "party"}};

/// A label may be a part of the name ("Học sinh"), but must tell neither the whole nor most of it.
bool tells_most_of(const std::string& label, const std::string& name) {
    const std::string told = agency_key(label), whole = agency_key(name);
    if (told.find(whole) != std::string::npos) return true;
    return whole.find(told) != std::string::npos && 2 * told.size() > whole.size();
}

}  // namespace

const char* name_of(LegalBasis basis) {
    return name_in(legal_bases, basis);
}

std::optional<LegalBasis> parse_legal_basis(std::string_view text) {
    return value_in(legal_bases, text);
}

const char* name_of(PassMode mode) {
    return name_in(pass_modes, mode);
}

std::optional<PassMode> parse_pass_mode(std::string_view text) {
    return value_in(pass_modes, text);
}

const std::string& label_of(const ParticipantGroup& group) {
    return group.badge_label;
}

PassMode default_pass_mode(bool is_minors) {
    return is_minors ? PassMode::party : PassMode::individual;
}

std::vector<FieldFault> group_faults(const ParticipantGroup& group) {
    if (!group.is_vulnerable || !tells_most_of(group.badge_label, group.name)) return {};
    return {{"badge_label",
             "label_not_neutral",
             {"phải là nhãn trung tính, khác tên thành phần: nhãn này in trên thẻ và hiện trên màn "
              "hình.",
              "must be a neutral label, different from the group's name: passes and screens show "
              "it."}}};
}

ParticipantGroup seen_outside_setup(ParticipantGroup group) {
    group.name = group.badge_label;
    group.is_vulnerable = false;
    return group;
}

}  // namespace kinhmoi

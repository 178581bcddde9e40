// SPDX-License-Identifier: Apache-2.0
#include "common/domain/agency.hpp"

#include <algorithm>

#include "common/base/text.hpp"

namespace kinhmoi {

bool is_named(const Agency& agency, std::string_view text) {
    const std::string key = agency_key(text);
    if (key.empty()) return false;
    if (agency_key(agency.name) == key || agency_key(agency.short_name) == key) return true;
    return std::any_of(agency.aliases.begin(), agency.aliases.end(),
                       [&](const std::string& alias) { return agency_key(alias) == key; });
}

std::vector<FieldFault> agency_faults(const Agency& agency) {
    std::vector<FieldFault> faults;
    if (!agency.is_set && !agency.members.empty()) {
        faults.push_back({"is_set",
                          "members_without_set",
                          {"phải là true khi có đơn vị thành viên.",
                           "must be true for an agency that has members."}});
    }
    const auto contains = [&](const AgencyId& id) {
        return std::find(agency.members.begin(), agency.members.end(), id) != agency.members.end();
    };
    if (!agency.id.is_nil() && (agency.parent == agency.id || contains(agency.id))) {
        faults.push_back({"code",
                          "own_relative",
                          {"không được là cấp trên hoặc thành viên của chính đơn vị này.",
                           "must not be its own parent or member."}});
    }
    return faults;
}

}  // namespace kinhmoi

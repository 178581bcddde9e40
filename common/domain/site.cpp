// SPDX-License-Identifier: Apache-2.0
#include "common/domain/site.hpp"

#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<SiteRole> site_roles[] = {{SiteRole::main, "main"},
                                               {SiteRole::relay, "relay"}};

}  // namespace

const char* name_of(SiteRole role) {
    return name_in(site_roles, role);
}

std::optional<SiteRole> parse_site_role(std::string_view text) {
    return value_in(site_roles, text);
}

std::vector<FieldFault> site_faults(const Site& site) {
    if (!site.relays_from) return {};
    if (site.role == SiteRole::main)
        return {{"relays_from",
                 "main_relays",
                 {"chỉ dành cho điểm cầu tiếp sóng (relay).", "is only for a relayed site."}}};
    if (!site.id.is_nil() && *site.relays_from == site.id)
        return {{"relays_from",
                 "relays_itself",
                 {"không được là chính điểm cầu này.", "must not be the site itself."}}};
    return {};
}

}  // namespace kinhmoi

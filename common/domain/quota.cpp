// SPDX-License-Identifier: Apache-2.0
#include "common/domain/quota.hpp"

#include <algorithm>
#include <map>

#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<QuotaUnit> quota_units[] = {{QuotaUnit::person, "person"},
                                                 {QuotaUnit::organization, "organization"}};
constexpr NamedValue<InvitationMode> invitation_modes[] = {{InvitationMode::invite, "invite"},
                                                           {InvitationMode::summon, "summon"},
                                                           {InvitationMode::propose, "propose"}};
constexpr NamedValue<QuotaFit> quota_fits[] = {
    {QuotaFit::fits, "fits"},
    {QuotaFit::under_minimum, "under_minimum"},
    {QuotaFit::over_approximate, "over_approximate"},
    {QuotaFit::over_exact, "over_exact"},
    {QuotaFit::over_seats_per_unit, "over_seats_per_unit"}};

}  // namespace

const char* name_of(QuotaUnit unit) {
    return name_in(quota_units, unit);
}

std::optional<QuotaUnit> parse_quota_unit(std::string_view text) {
    return value_in(quota_units, text);
}

const char* name_of(InvitationMode mode) {
    return name_in(invitation_modes, mode);
}

std::optional<InvitationMode> parse_invitation_mode(std::string_view text) {
    return value_in(invitation_modes, text);
}

const char* name_of(QuotaFit fit) {
    return name_in(quota_fits, fit);
}

bool is_over(QuotaFit fit) {
    return fit == QuotaFit::over_approximate || fit == QuotaFit::over_exact ||
           fit == QuotaFit::over_seats_per_unit;
}

QuotaUse count_use(const std::vector<std::string>& organization_keys) {
    QuotaUse use;
    std::map<std::string, int> persons_by_organization;
    for (const std::string& key : organization_keys) {
        ++use.persons;
        if (key.empty()) {
            ++use.organizations;
            use.largest_organization = std::max(use.largest_organization, 1);
            continue;
        }
        const int persons = ++persons_by_organization[key];
        use.largest_organization = std::max(use.largest_organization, persons);
    }
    use.organizations += static_cast<int>(persons_by_organization.size());
    return use;
}

QuotaJudgement judge(const Quota& quota, const QuotaUse& use) {
    const bool by_organization = quota.unit == QuotaUnit::organization;
    QuotaJudgement judgement{.used = by_organization ? use.organizations : use.persons};
    if (quota.max && judgement.used > *quota.max) {
        judgement.over_by = judgement.used - *quota.max;
        judgement.fit = quota.is_approximate ? QuotaFit::over_approximate : QuotaFit::over_exact;
    }
    if (judgement.fit == QuotaFit::over_exact) return judgement;
    if (by_organization && quota.seats_per_unit &&
        use.largest_organization > *quota.seats_per_unit) {
        judgement.fit = QuotaFit::over_seats_per_unit;
        return judgement;
    }
    if (quota.min && judgement.used < *quota.min) judgement.fit = QuotaFit::under_minimum;
    return judgement;
}

Message quota_message(const Quota& quota, const QuotaJudgement& judgement) {
    const bool by_organization = quota.unit == QuotaUnit::organization;
    const std::string unit_vi = by_organization ? " đơn vị" : " người";
    const std::string unit_en = by_organization ? " organization(s)" : " person(s)";
    const std::string used = std::to_string(judgement.used);
    const std::string max = std::to_string(quota.max.value_or(0));
    const std::string over = std::to_string(judgement.over_by);
    const std::string seats = std::to_string(quota.seats_per_unit.value_or(0));
    switch (judgement.fit) {
        case QuotaFit::fits:
            return {"Đã nhập " + used + unit_vi + ", đúng chỉ tiêu.",
                    used + unit_en + " entered, within the quota."};
        case QuotaFit::under_minimum: {
            const std::string min = std::to_string(quota.min.value_or(0));
            return {"Chưa đủ chỉ tiêu: đã nhập " + used + ", chỉ tiêu ít nhất " + min + unit_vi +
                        ". Vẫn có thể gửi danh sách.",
                    "Below the quota: " + used + " entered, at least " + min + unit_en +
                        " expected. The list may still be sent."};
        }
        case QuotaFit::over_approximate:
            return {"Vượt chỉ tiêu khoảng " + max + unit_vi + ": đã nhập " + used + ", nhiều hơn " +
                        over + ". Danh sách gửi được nhưng cần đơn vị tổ chức đồng ý.",
                    "Above the approximate quota of " + max + unit_en + ": " + used + " entered, " +
                        over + " more. It may be sent; the organizer must agree."};
        case QuotaFit::over_exact:
            return {"Vượt chỉ tiêu " + over + unit_vi + ": đã nhập " + used + ", được cử tối đa " +
                        max + ". Đề nghị bớt " + over + unit_vi + " trước khi gửi.",
                    "Over the quota by " + over + unit_en + ": " + used + " entered, at most " +
                        max + " allowed. Remove " + over + " before sending."};
        case QuotaFit::over_seats_per_unit:
            return {"Có đơn vị cử quá " + seats +
                        " người. Đề nghị mỗi đơn vị chỉ cử tối đa số người này.",
                    "An organization sends more than " + seats +
                        " person(s). Keep each organization within that number."};
    }
    return {};
}

QuotaArithmetic add_up(const std::vector<Quota>& quotas, std::optional<int> announced_total,
                       std::optional<int> capacity) {
    QuotaArithmetic sums{.announced_total = announced_total, .capacity = capacity};
    for (const Quota& quota : quotas) {
        const auto number = quota.max ? quota.max : quota.min;
        if (!number) {
            ++sums.quotas_without_number;
            continue;
        }
        if (quota.unit == QuotaUnit::organization) {
            sums.organizations_assigned += *number;
            sums.seats_assigned += *number * quota.seats_per_unit.value_or(1);
        } else {
            sums.persons_assigned += *number;
            sums.seats_assigned += *number;
        }
    }
    sums.units_assigned = sums.persons_assigned + sums.organizations_assigned;
    if (announced_total) sums.unassigned = *announced_total - sums.units_assigned;
    if (capacity && sums.seats_assigned > *capacity)
        sums.seats_over_capacity = sums.seats_assigned - *capacity;
    return sums;
}

std::vector<FieldFault> quota_faults(const Quota& quota) {
    std::vector<FieldFault> faults;
    if (quota.min && quota.max && *quota.min > *quota.max) {
        faults.push_back({"min",
                          "above_max",
                          {"không được lớn hơn số tối đa.", "must not be above the maximum."}});
    }
    if (quota.seats_per_unit && quota.unit == QuotaUnit::person) {
        faults.push_back({"seats_per_unit",
                          "only_for_organizations",
                          {"chỉ dùng khi chỉ tiêu tính theo đơn vị (organization).",
                           "is only for quotas counted in organizations."}});
    }
    return faults;
}

}  // namespace kinhmoi

// SPDX-License-Identifier: Apache-2.0
// Quotas (chỉ tiêu): how many an inviting agency may send to one group at one site.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/domain/deadline.hpp"

namespace kinhmoi {

enum class QuotaUnit { person, organization };
const char* name_of(QuotaUnit unit);
std::optional<QuotaUnit> parse_quota_unit(std::string_view text);

/// invite: the agency invites; summon: it orders its own people; propose: it proposes, the
/// leadership invites.
enum class InvitationMode { invite, summon, propose };
const char* name_of(InvitationMode mode);
std::optional<InvitationMode> parse_invitation_mode(std::string_view text);

struct Quota {
    QuotaId id;
    EventId event;
    SiteId site;
    GroupId group;
    AgencyId agency;  ///< the inviting agency, which sends the list
    QuotaUnit unit = QuotaUnit::person;
    std::optional<int> min;
    std::optional<int> max;  ///< none: the paper gives no number
    bool is_approximate = false;
    InvitationMode invitation_mode = InvitationMode::invite;
    std::optional<Deadline> deadline;   ///< none: the event's
    std::optional<int> seats_per_unit;  ///< persons an organization may send; none: not said
    std::string text;                   ///< the paper's words: "05 doanh nghiệp lớn"
    bool operator==(const Quota&) const = default;
};

/// What a list holds, counted in a quota's terms.
struct QuotaUse {
    int persons = 0;
    int organizations = 0;         ///< different ones, by agency_key
    int largest_organization = 0;  ///< persons of the one that sends most
    bool operator==(const QuotaUse&) const = default;
};

/// organization_keys: one entry a person (agency_key of the organization; empty keys count as one
/// organization each, so that a missing name cannot hide a unit).
QuotaUse count_use(const std::vector<std::string>& organization_keys);

enum class QuotaFit {
    fits,
    under_minimum,       ///< a hint, never a refusal
    over_approximate,    ///< warns, needs the organizer's yes
    over_exact,          ///< refused at submission
    over_seats_per_unit  ///< refused at submission
};
const char* name_of(QuotaFit fit);
/// Beyond what may come, in number or of one organization.
bool is_over(QuotaFit fit);

struct QuotaJudgement {
    QuotaFit fit = QuotaFit::fits;
    int used = 0;     ///< in the quota's unit
    int over_by = 0;  ///< units above max, 0 if not over
    bool operator==(const QuotaJudgement&) const = default;
};
QuotaJudgement judge(const Quota& quota, const QuotaUse& use);
/// "Vượt chỉ tiêu 1 người: đã nhập 6, được cử tối đa 5. …"
Message quota_message(const Quota& quota, const QuotaJudgement& judgement);

/// The sums an organizer is shown, hiding nothing.
struct QuotaArithmetic {
    int persons_assigned = 0;        ///< sum of max (else min) of person quotas
    int organizations_assigned = 0;  ///< the same of organization quotas
    int units_assigned = 0;          ///< both together, as papers add them
    int seats_assigned = 0;          ///< persons + organizations × seats_per_unit (1 if not said)
    int quotas_without_number = 0;
    std::optional<int> announced_total;
    std::optional<int> unassigned;           ///< announced − units: "chưa giao chỉ tiêu"
    std::optional<int> capacity;             ///< of the sites that are used, as far as they say
    std::optional<int> seats_over_capacity;  ///< only when positive
    bool operator==(const QuotaArithmetic&) const = default;
};
QuotaArithmetic add_up(const std::vector<Quota>& quotas, std::optional<int> announced_total,
                       std::optional<int> capacity);

/// Rules of one quota by itself; path is "min" or "seats_per_unit".
std::vector<FieldFault> quota_faults(const Quota& quota);

}  // namespace kinhmoi

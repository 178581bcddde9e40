// SPDX-License-Identifier: Apache-2.0
// A whole ceremony as one value: checked at once, brought into the store by codes, taken out again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/agency.hpp"
#include "common/domain/document.hpp"
#include "common/domain/event.hpp"
#include "common/domain/participant_group.hpp"
#include "common/domain/quota.hpp"
#include "common/domain/site.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// Ids inside a plan only tie its parts together: any distinct ones will do. What a thing is in the
/// store is decided by its code; a quota's by site, group and agency. Events of parts are ignored.
struct Plan {
    std::optional<Program> program;
    Event event;
    std::vector<Agency> agencies;
    std::vector<Site> sites;
    std::vector<Gate> gates;
    std::vector<ParticipantGroup> groups;
    std::vector<Quota> quotas;
    std::vector<Contact> contacts;
    std::vector<Task> tasks;
    std::vector<Document> documents;
    std::vector<Livestream> streams;
};

/// Every broken rule of a plan by itself; path is "/event/ends_at", "/agencies/3/code", ….
std::vector<FieldFault> plan_faults(const Plan& plan);

struct PlanOutcome {
    Event event;
    int created = 0;
    int updated = 0;
    int unchanged = 0;
    /// In the store but not in the plan, and left alone: "/groups/g11", "/quotas/ct/g01/ct-ca".
    std::vector<std::string> extra;
};
/// Creates the event or updates it by code; ids in the store stay. The same plan twice changes
/// nothing. invalid: plan_faults; conflict: the code is another organizer's event, or lists forbid
/// a change (every such place is a fault).
Result<PlanOutcome> import_plan(store::WriteTx& tx, const Actor& actor, Plan plan);

/// What import_plan would refuse for the store's sake.
std::vector<FieldFault> plan_conflicts(store::ReadTx& tx, const Actor& actor, const Plan& plan);

/// The event with everything its plan names, in a stable order. not_found: out of scope.
Result<Plan> export_plan(store::ReadTx& tx, const Actor& actor, const EventId& id);

}  // namespace kinhmoi::usecase

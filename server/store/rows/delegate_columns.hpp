// SPDX-License-Identifier: Apache-2.0
// The columns of a delegate as the queries of rows/ ask for them, from a table called d.
#pragma once

#include "common/domain/delegate.hpp"
#include "server/store/rows/person_columns.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Beginning with person_column_names.
inline constexpr const char* delegate_columns =
    "d.full_name, d.honorific, d.rank, d.position, d.organization, d.phone, d.email, d.note, "
    "d.age_band, d.leader_name, d.leader_phone, d.guardian_attend, d.child_attend, d.photo, "
    "d.named, d.id, d.event_id, d.quota_id, d.site_id, d.group_id, d.agency_id, d.list_id, "
    "d.party_id, d.status, d.ordinal, d.seat, d.door_note, d.is_walk_in, d.excused_at, "
    "d.excuse, d.substitutes_for_id, d.substituted_by_id, d.created_at, d.updated_at, d.erased_at";
inline constexpr int delegate_column_count = 35;

#define HOLDS_SEAT "d.status IN ('approved', 'invited', 'accepted', 'declined')"
/// The PassStanding of who holds a seat; a table called g is the group's.
#define PASS_STANDING                                                                       \
    "(SELECT CASE MAX(p.issue >= p.min_issue) WHEN 1 THEN 'current' WHEN 0 THEN 'revoked' " \
    "ELSE 'none' END FROM passes p WHERE p.delegate_id = d.id "                             \
    "OR (p.party_id = d.party_id AND g.pass_mode = 'party'))"

Delegate delegate_at(const Rows& rows);

}  // namespace kinhmoi::store

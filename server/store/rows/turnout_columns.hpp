// SPDX-License-Identifier: Apache-2.0
// What a pass stands for and brought, as the queries of rows/ ask for it: one text for the report
// and the live board, so that both count the same.
#pragma once

namespace kinhmoi::store {

/// seats, gave_notice and came of a Turnout, from an admission a, its pass p and its holder d.
inline constexpr const char* turnout_columns =
    "CASE WHEN p.party_id IS NOT NULL THEN (SELECT COUNT(*) FROM delegates m "
    "WHERE m.party_id = p.party_id "
    "AND m.status IN ('approved', 'invited', 'accepted', 'declined')) "
    "WHEN d.is_walk_in = 0 AND d.status IN ('approved', 'invited', 'accepted', 'declined') "
    "THEN 1 ELSE 0 END AS seats, "
    "CASE WHEN p.party_id IS NOT NULL THEN (SELECT COUNT(*) FROM delegates m "
    "WHERE m.party_id = p.party_id AND (m.status = 'declined' "
    "OR (m.excused_at IS NOT NULL AND m.status IN ('approved', 'invited', 'accepted')))) "
    "WHEN d.is_walk_in = 0 AND (d.status = 'declined' "
    "OR (d.excused_at IS NOT NULL AND d.status IN ('approved', 'invited', 'accepted'))) "
    "THEN 1 ELSE 0 END AS gave_notice, "
    "a.present AS came";

}  // namespace kinhmoi::store
